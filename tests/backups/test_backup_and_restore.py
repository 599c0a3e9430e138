"""A backup is restored as it was, under load too; a damaged one is refused whole; nothing is overwritten."""

import sqlite3
import tarfile
import threading
from contextlib import closing, suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.backups.conftest import IDS, files_of
from tests.examples import examples
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.backups.archive import MANIFEST, Writer, unpack
from careplace.backups.backup import back_up, default_name
from careplace.backups.contents import is_of_home
from careplace.backups.errors import BackupError
from careplace.backups.restore import restore
from careplace.editions.home import Home
from careplace.editions.keeping import verify
from careplace.publications.changes import release, withdraw
from careplace.publications.errors import PublicationError
from careplace.publications.verification import faults


def silent(_what: str, _done: int, _of: int) -> None:
    """No progress."""


@pytest.fixture
def archive(home, sqlite, tmp_path):
    return back_up(home, tmp_path / "backup.tar", f"sqlite:///{sqlite}", silent).archive


def rows(path) -> list:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select * from visit order by id").fetchall()


def test_everything_is_restored_as_it_was(home, sqlite, archive, tmp_path):
    target, copy = tmp_path / "new" / "home", tmp_path / "new.sqlite3"
    restored = restore(archive, target, f"sqlite:///{copy}", silent)
    assert files_of(target) == files_of(home)
    assert rows(copy) == rows(sqlite)
    assert Home(target).current() == IDS[1]
    assert Home(target).ids() == list(IDS)
    assert faults(target) == verify(target, IDS[0]) == []
    assert restored.faults == ()
    assert (restored.summary.editions, restored.summary.publications, restored.summary.database) == (
        2,
        1,
        "sqlite",
    )
    assert sorted(path.name for path in target.iterdir()) == [
        "current",
        "editions",
        "journal.jsonl",
        "publications",
        "raw",
    ]
    assert sorted(path.name for path in target.parent.iterdir()) == ["home"]


def test_files_stay_unwritable_and_the_archive_is_its_owners_alone(home, archive, tmp_path):
    assert archive.stat().st_mode & 0o777 == 0o600
    restore(archive, tmp_path / "new", f"sqlite:///{tmp_path}/new.sqlite3", silent)
    assert (tmp_path / "new/publications/northmoor-review/v1/index.html").stat().st_mode & 0o777 == 0o444


def test_a_database_within_the_home_is_restored_into_it(home, sqlite, archive, tmp_path):
    target = tmp_path / "new"
    restore(archive, target, f"sqlite:///{target}/casework/casework.sqlite3", silent)
    assert rows(target / "casework" / "casework.sqlite3") == rows(sqlite)


def test_without_a_database_only_the_home_is_backed_up(home, tmp_path):
    summary = back_up(home, tmp_path, None, silent)
    assert summary.database == ""
    assert summary.archive.parent == tmp_path
    restore(summary.archive, tmp_path / "new", None, silent)
    assert files_of(tmp_path / "new") == files_of(home)


def test_a_home_without_anything_is_backed_up_too(tmp_path):
    (tmp_path / "bare").mkdir()
    summary = back_up(tmp_path / "bare", tmp_path / "bare.tar", None, silent)
    assert (summary.files, summary.editions, summary.publications) == (0, 0, 0)
    restore(summary.archive, tmp_path / "new", None, silent)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_taken_while_people_write_is_whole(home, sqlite, tmp_path):
    stop = threading.Event()
    numbers = iter(range(10_000))

    def write() -> None:
        while not stop.is_set():
            with closing(sqlite3.connect(sqlite, timeout=30)) as connection, connection:
                connection.execute("insert into visit (words) values (?)", (f"late {next(numbers)}",))

    def publish() -> None:
        while not stop.is_set():
            id = f"review-{next(numbers)}"
            # Refused while the backup copies the store: it is tried again.
            with suppress(PublicationError):
                release(home, id, DESCRIPTION, FILES)
                withdraw(home, id, "only a test", date(2026, 11, 29))

    threads = [threading.Thread(target=target) for target in (write, write, publish)]
    for thread in threads:
        thread.start()
    try:
        archives = [
            back_up(home, tmp_path / f"{n}.tar", f"sqlite:///{sqlite}", silent).archive for n in range(3)
        ]
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for number, archive in enumerate(archives):
        target, copy = tmp_path / f"new-{number}", tmp_path / f"new-{number}.sqlite3"
        assert restore(archive, target, f"sqlite:///{copy}", silent).faults == ()
        found = rows(copy)
        assert found == rows(sqlite)[: len(found)]
        assert len(found) >= 500


def test_an_edition_that_was_damaged_before_is_restored_and_named(home, tmp_path):
    (home / "editions" / IDS[0] / "tables" / "notes.txt").write_text("other rows")
    summary = back_up(home, tmp_path / "backup.tar", None, silent)
    restored = restore(summary.archive, tmp_path / "new", None, silent)
    assert restored.faults == (f"edition {IDS[0]}: tables/notes.txt: changed",)
    assert files_of(tmp_path / "new") == files_of(home)


def test_every_file_is_reported_as_progress(home, tmp_path):
    steps = []
    summary = back_up(home, tmp_path / "backup.tar", None, lambda *step: steps.append(step))
    assert len([step for step in steps if step[0] == "Copying"]) == summary.files


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_an_archive_that_is_cut_short_is_refused_whole(archive, tmp_path, share):
    content = archive.read_bytes().rstrip(b"\0")
    cut = tmp_path / "cut.tar"
    cut.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BackupError, match="Nothing was restored"):
        restore(cut, tmp_path / "new", f"sqlite:///{tmp_path}/new.sqlite3", silent)
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "new.sqlite3").exists()
    assert not list(tmp_path.glob(".new-restoring-*"))


def test_no_flipped_bit_of_a_file_goes_unnoticed(archive, tmp_path):
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        places = [(member.name, member.offset_data + member.size // 2) for member in tar if member.size]
    for number, (name, place) in enumerate(places):
        damaged = tmp_path / f"damaged-{number}.tar"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(BackupError, match="Nothing was restored"):
            restore(damaged, tmp_path / "new", f"sqlite:///{tmp_path}/new.sqlite3", silent)
        assert not (tmp_path / "new").exists(), name
        assert not (tmp_path / "new.sqlite3").exists(), name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", tarfile.REGTYPE),
        ("/etc/outside", tarfile.REGTYPE),
        ("raw/../../outside", tarfile.REGTYPE),
        ("current", tarfile.REGTYPE),
        ("editions/other/manifest.json", tarfile.REGTYPE),
        ("raw/link", tarfile.SYMTYPE),
        ("raw/link", tarfile.LNKTYPE),
        ("raw/pipe", tarfile.FIFOTYPE),
    ],
)
def test_a_hostile_member_is_refused(archive, tmp_path, name, kind):
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(BackupError, match="Nothing was restored"):
        restore(hostile, tmp_path / "new", None, silent)
    assert (
        sorted(path.name for path in tmp_path.iterdir() if "outside" in path.name or "new" in path.name) == []
    )


def test_a_file_twice_or_not_in_the_list_is_refused(tmp_path):
    (tmp_path / "a").write_text("a")
    for names in (("raw/a", "raw/a"), ("raw/a", "raw/b")):
        path = tmp_path / f"{names[1][-1]}.tar"
        with Writer(path) as writer:
            for name in names:
                writer.add(tmp_path / "a", name)
            writer.files.pop("raw/b", None)
            writer.finish({})
        with pytest.raises(BackupError, match=r"no file of a backup|not as it was backed up"):
            unpack(path, tmp_path / f"to-{path.stem}", is_of_home, silent)


@given(
    st.lists(
        st.sampled_from(["..", ".", "raw", "editions", "publications", IDS[0], "a", "", "/", ".lock"]),
        max_size=5,
    )
)
@settings(max_examples=examples(200))
def test_a_name_of_home_stays_in_home(parts):
    name = "/".join(parts)
    if is_of_home(name):
        assert not name.startswith("/")
        assert {"..", ".", "", ".lock"}.isdisjoint(name.split("/"))
        assert name.split("/")[0] in ("raw", "editions", "publications")


def test_nothing_is_overwritten(home, sqlite, archive, tmp_path):
    with pytest.raises(BackupError, match="is there already: name another file"):
        back_up(home, archive, None, silent)
    with pytest.raises(BackupError, match="is not empty"):
        restore(archive, home, f"sqlite:///{tmp_path}/new.sqlite3", silent)
    with pytest.raises(BackupError, match="is there already: move it away"):
        restore(archive, tmp_path / "new", f"sqlite:///{sqlite}", silent)
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_is_filled(archive, tmp_path):
    (tmp_path / "new").mkdir()
    restore(archive, tmp_path / "new", f"sqlite:///{tmp_path}/new.sqlite3", silent)
    assert Home(tmp_path / "new").current() == IDS[1]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (None, "name an empty one .sqlite. with --database"),
        ("postgresql://careplace@localhost/other", "must be of the same kind"),
        ("mysql://root:secret@localhost/other", "it is neither SQLite nor PostgreSQL"),
    ],
)
def test_the_database_must_be_of_its_kind(archive, tmp_path, url, message):
    with pytest.raises(BackupError, match=message) as refused:
        restore(archive, tmp_path / "new", url, silent)
    assert "secret" not in str(refused.value)
    assert not (tmp_path / "new").exists()


def test_a_backup_that_fails_leaves_no_file(home, tmp_path):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(BackupError, match="there is no database"):
        back_up(home, tmp_path / "backup.tar", f"sqlite:///{tmp_path}/none.sqlite3", silent)
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"no database at all, but a long text" * 100)
    with pytest.raises(BackupError, match="damaged"):
        back_up(home, tmp_path / "backup.tar", f"sqlite:///{damaged}", silent)
    (home / "raw" / "ab" / "link").symlink_to("/etc/passwd")
    with pytest.raises(BackupError, match="is a link"):
        back_up(home, tmp_path / "backup.tar", None, silent)
    damaged.unlink()
    assert sorted(tmp_path.iterdir()) == before
    with pytest.raises(BackupError, match="there is no home"):
        back_up(tmp_path / "nowhere", tmp_path / "backup.tar", None, silent)


def test_an_edition_that_is_removed_meanwhile_stops_the_backup(home, tmp_path):
    def prune(what: str, done: int, of: int) -> None:
        with Home(home).locked():
            if IDS[0] in Home(home).ids():
                Home(home).discard(home / "editions" / IDS[0])

    with pytest.raises(BackupError, match="removed during the backup"):
        back_up(home, tmp_path / "backup.tar", None, prune)
    assert not (tmp_path / "backup.tar").exists()


def test_an_archive_of_another_version_is_refused(tmp_path):
    with Writer(tmp_path / "other.tar") as writer:
        writer.finish({"schema": 2})
    with pytest.raises(BackupError, match="another version of Careplace"):
        restore(tmp_path / "other.tar", tmp_path / "new", None, silent)


def test_the_last_member_is_the_list(archive):
    with tarfile.open(archive) as tar:
        assert tar.getnames()[-1] == MANIFEST
        assert tar.getnames()[0] == "database"


def test_a_name_has_the_time_in_utc():
    assert default_name(datetime(2026, 11, 29, 12, 0, tzinfo=UTC)) == "careplace-20261129T120000Z.tar"

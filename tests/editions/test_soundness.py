"""No changed byte of an edition's tables and figures passes, and nothing is hashed twice that nobody touched."""

import os
import random
import shutil

import pytest
from tests.editions.fictional import WORLD, write_places, write_register

from careplace.editions import soundness
from careplace.editions.build import build
from careplace.editions.home import EditionError, Home
from careplace.editions.manifest import NAME, SEAL, seal
from careplace.editions.soundness import Sealed


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sound")
    write_places(folder / "raw")
    write_register(folder / "raw", locations=120)
    return build(folder / "raw", folder / "home", **WORLD).id, folder / "home"


@pytest.fixture
def edition(built, tmp_path):
    """The folder of a sound edition, a test's own."""
    id, home = built
    return shutil.copytree(Home(home).editions / id, tmp_path / id)


@pytest.fixture
def sealed(edition):
    found = Sealed(edition)
    found.verify()
    assert not found.touched()
    return found


def files(edition):
    return sorted(path for room in ("tables", "figures") for path in (edition / room).rglob("*.parquet"))


def refused(sealed) -> str:
    with pytest.raises(EditionError) as error:
        sealed.verify()
    return str(error.value)


def flip(path, at: int) -> None:
    """One bit of a file, in its place; the time of modification stays as it was."""
    seen = path.stat()
    with path.open("r+b") as file:
        file.seek(at // 8)
        byte = file.read(1)[0]
        file.seek(at // 8)
        file.write(bytes([byte ^ 1 << at % 8]))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def test_every_flipped_bit_is_found(edition, sealed):
    chance = random.Random(1)
    for _ in range(300):
        path = chance.choice(files(edition))
        at = chance.randrange(path.stat().st_size * 8)
        flip(path, at)
        assert sealed.touched()
        assert f"{path.relative_to(edition).as_posix()}: changed" in refused(sealed)
        flip(path, at)
        sealed.verify()


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: os.truncate(path, path.stat().st_size // 2), "changed"),
        (lambda path: path.write_bytes(b""), "changed"),
        (lambda path: (path.rename(path.with_name("x")), path.symlink_to(path.with_name("x"))), "missing"),
        (lambda path: (path.unlink(), path.mkdir()), "missing"),
        (lambda path: shutil.copy(path, path.with_name("more.parquet")), "added"),
    ],
    ids=["removed", "cut", "emptied", "link", "folder", "added"],
)
@pytest.mark.parametrize("room", ["tables", "figures"])
def test_each_damage_is_named(edition, sealed, room, damage, what):
    path = next(path for path in files(edition) if path.relative_to(edition).parts[0] == room)
    damage(path)
    assert f": {what}" in refused(sealed)
    assert edition.name in refused(sealed)


def test_a_file_that_may_not_be_read_is_named(edition, monkeypatch):
    def denied(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(soundness, "file_sha256", denied)
    assert "cannot be read (Permission denied)" in refused(Sealed(edition))


@pytest.mark.parametrize("name", [NAME, SEAL])
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"{}")])
def test_a_damaged_manifest_is_found_at_once_and_later(edition, sealed, name, damage):
    damage(edition / name)
    assert sealed.touched()
    assert "is damaged" in refused(sealed)
    with pytest.raises(EditionError):
        Sealed(edition)


@pytest.mark.parametrize("content", [{}, {"files": {"tables/x.parquet": {}}}])
def test_a_manifest_that_lists_nothing_of_use_is_refused(edition, content):
    seal(edition, content)
    with pytest.raises(EditionError, match="damaged"):
        Sealed(edition).verify()


def test_a_whole_edition_that_has_gone_is_named(edition, sealed):
    shutil.rmtree(edition)
    assert sealed.touched()
    assert "is missing" in refused(sealed)


def test_only_what_was_touched_is_hashed_again(edition, sealed, monkeypatch):
    hashed = []
    digest = soundness.file_sha256
    monkeypatch.setattr(soundness, "file_sha256", lambda path: (hashed.append(path), digest(path))[1])
    sealed.verify()
    assert hashed == []
    path = files(edition)[0]
    path.chmod(0o600)
    assert sealed.touched()
    sealed.verify()
    assert hashed == [path]
    assert not sealed.touched()


def test_after_some_hours_everything_is_hashed_again(edition, sealed, monkeypatch):
    now = soundness.time.monotonic()
    monkeypatch.setattr(soundness.time, "monotonic", lambda: now + soundness.HASHED_AGAIN + 1)
    assert sealed.touched()
    sealed.verify()
    assert not sealed.touched()


def test_many_faults_are_named_shortly(edition, sealed):
    for path in files(edition):
        path.unlink()
    assert f"{len(sealed._entries) - soundness.MOST_FAULTS} more" in refused(sealed)
    assert len(refused(sealed)) < 400

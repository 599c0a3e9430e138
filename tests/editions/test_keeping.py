"""Which edition serves is a person's choice, and nothing is removed unasked."""

import json
import shutil

import pytest
from tests.editions.fictional import WORLD, write_places, write_register

from careplace.editions import keeping, manifest
from careplace.editions.build import build
from careplace.editions.home import EditionError, Home
from careplace.editions.manifest import Fault
from careplace.editions.opening import open_edition


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """(a folder with three months' files and the home of their editions, the ids of these): not to be changed."""
    folder, ids = tmp_path_factory.mktemp("three"), []
    for month in ("2026-05-01", "2026-06-01", "2026-07-01"):
        write_places(folder / month)
        write_register(folder / month, month)
        ids.append(build(folder / month, folder / "home", **WORLD).id)
    return folder, ids


@pytest.fixture
def three(built, tmp_path):
    """The ids of three editions in `home`, the last one serving; their files are in `tmp_path`."""
    shutil.copytree(built[0], tmp_path, symlinks=True, dirs_exist_ok=True)
    return built[1]


def test_editions_are_listed_in_the_order_in_which_they_were_made(three, home):
    kept = keeping.editions(home)
    assert [edition.id for edition in kept] == three
    assert [edition.serves for edition in kept] == [False, False, True]
    assert all(e.figures == 3 and e.inputs == 2 and e.bytes > 0 and not e.damaged for e in kept)


def test_a_home_without_editions_says_what_to_do(home):
    assert keeping.editions(home) == []
    with pytest.raises(EditionError, match="run `careplace build"):
        open_edition(home)


def test_rollback_goes_back_step_by_step_to_the_first(three, home):
    assert keeping.rollback(home) == three[1]
    assert keeping.rollback(home) == three[0]
    with pytest.raises(EditionError, match="no edition served before"):
        keeping.rollback(home)
    assert Home(home).current() == three[0]


def test_rollback_after_use_goes_to_what_served_before(three, home):
    assert keeping.use(home, three[0]) == three[0]
    assert keeping.rollback(home) == three[2]
    assert keeping.rollback(home) == three[1]


def test_rollback_passes_over_what_was_pruned(three, home, tmp_path, world):
    keeping.use(home, three[0])
    keeping.prune(home, keep=1)
    assert [edition.id for edition in keeping.editions(home)] == [three[0], three[2]]
    assert keeping.rollback(home) == three[2]


def test_a_lost_journal_or_a_half_written_line_does_not_hurt(three, home):
    journal = home / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert keeping.rollback(home) == three[1]
    journal.unlink()
    with pytest.raises(EditionError, match="careplace editions use"):
        keeping.rollback(home)
    assert keeping.use(home, three[2]) == three[2]
    assert keeping.rollback(home) == three[1]


def test_use_takes_any_part_that_names_one_edition(three, home):
    assert keeping.use(home, "2026-06") == three[1]
    assert keeping.use(home, three[0][-10:]) == three[0]
    with pytest.raises(EditionError, match="several editions"):
        keeping.use(home, "2026")
    with pytest.raises(EditionError, match="no edition"):
        keeping.use(home, "1999")


def test_a_damaged_edition_does_not_serve(three, home):
    table = home / "editions" / three[1] / "tables" / "area.parquet"
    table.write_bytes(table.read_bytes() + b"\0")
    with pytest.raises(EditionError, match=r"damaged \(tables/area\.parquet: changed\)"):
        keeping.rollback(home)
    assert Home(home).current() == three[2]
    assert keeping.verify(home, three[1]) == [Fault("tables/area.parquet", "changed")]
    assert keeping.verify(home) == []


def test_an_edition_without_its_manifest_is_listed_as_damaged(three, home):
    (home / "editions" / three[0] / "manifest.json").unlink()
    assert {edition.id: edition.damaged for edition in keeping.editions(home)}[three[0]]


def test_verify_finds_a_raw_file_that_is_gone(three, home):
    with open_edition(home) as edition:
        sha256 = edition.manifest["inputs"][0]["sha256"]
    (home / "raw" / sha256[:2] / sha256).unlink()
    (fault,) = keeping.verify(home)
    assert fault.what == "missing"
    assert "places.csv" in fault.file


def test_prune_keeps_the_newest_and_the_one_that_serves(three, home):
    keeping.use(home, three[0])
    assert keeping.prune(home, keep=1) == ([three[1]], [])
    assert Home(home).ids() == [three[0], three[2]]
    assert keeping.verify(home) == []
    assert list((home / "building").iterdir()) == []


def test_prune_with_raw_removes_only_files_that_no_edition_needs(three, home, tmp_path, world):
    gone, files = keeping.prune(home, keep=2, raw=True)
    assert gone == [three[0]]
    assert len(files) == 1  # the register of May; the places are every edition's
    assert keeping.verify(home, three[1]) == []
    assert keeping.verify(home, three[2]) == []
    assert build(tmp_path / "2026-05-01", home, accept="again", **world).figures == 3


def test_prune_with_raw_does_not_guess_what_a_damaged_edition_needs(three, home):
    (home / "editions" / three[1] / "manifest.json").unlink()
    with pytest.raises(EditionError, match="damaged"):
        keeping.prune(home, keep=3, raw=True)


@pytest.mark.parametrize("keep", [0, -1])
def test_at_least_one_edition_is_kept(three, home, keep):
    with pytest.raises(EditionError, match="at least one"):
        keeping.prune(home, keep=keep)
    assert Home(home).ids() == three


def test_an_open_edition_can_be_read_while_another_begins_to_serve(three, home):
    with open_edition(home) as edition:
        keeping.rollback(home)
        assert edition.id == three[2]
        assert edition.engine.rows("select min(period) as period from figure") == [{"period": "2026-07-01"}]


def of_schema(home, id: str, schema: int | None) -> None:
    """Seal the edition again as one of that schema; None is one from before schemas were numbered."""
    folder = home / "editions" / id
    about = {name: value for name, value in manifest.read(folder).items() if name != "schema"}
    numbered = {} if schema is None else {"schema": schema}
    text = json.dumps({**about, **numbered})
    (folder / manifest.NAME).write_text(text)
    (folder / manifest.SEAL).write_text(manifest._seal_of(text.encode()))


@pytest.mark.parametrize(
    ("schema", "age"),
    [(None, "an older"), (manifest.SCHEMA - 1, "an older"), (manifest.SCHEMA + 1, "a newer")],
)
def test_an_edition_of_another_schema_is_refused_with_what_to_do(three, home, schema, age):
    of_schema(home, three[0], schema)
    message = f"built by {age} Careplace .* build it again from its raw files"
    for refused in (lambda: open_edition(home, three[0]), lambda: keeping.use(home, three[0])):
        with pytest.raises(EditionError, match=message):
            refused()
    assert {edition.id for edition in keeping.editions(home) if not edition.readable} == {three[0]}
    assert Home(home).current() == three[2]


def test_every_edition_is_sealed_with_the_schema(three, home):
    assert manifest.read(home / "editions" / three[0])["schema"] == manifest.SCHEMA

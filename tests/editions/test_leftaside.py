"""A file that cannot be read never costs the edition: it is left aside, named, with why and what to do."""

import errno
import gzip
from pathlib import Path

import duckdb
import pytest
from tests.editions.fictional import OTHER, PLACE, write_csv, write_places, write_register

from careplace.editions.build import build
from careplace.editions.checks import CheckFailed
from careplace.editions.home import Home
from careplace.editions.keeping import verify
from careplace.editions.leftaside import LeftAside, attempt, refuse_any
from careplace.sources.contract import Problem, SourceError
from careplace.sources.publication import RawFile

FILE = RawFile(Path("x.csv"), "x.csv", "ab")


def broken(raw: Path) -> None:
    """Add a register with two unknown councils, a workbook that is cut short and a saved error page."""
    write_csv(raw / "bad.csv", ["Register of Fiction,2026-06-01,", "1-1,F09,1", "1-2,F01,1", "1-3,F08,1"])
    (raw / "cut.ods").write_bytes(b"PK\x03\x04 and no more")
    (raw / "page.csv").write_bytes(b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>")


def why(result) -> dict[str, list[str]]:
    return {one.name: one.why for one in result.left_aside}


def test_files_that_cannot_be_read_are_left_aside_and_the_rest_is_built(raw, home, world):
    alone = build(raw, home, **world)
    broken(raw)
    result = build(raw, home, **world)
    assert Home(home).current() == result.id != alone.id
    assert [i["name"] for i in result.manifest["inputs"]] == [i["name"] for i in alone.manifest["inputs"]]
    (line,) = why(result)["bad.csv"]
    assert line.startswith("column council: 2 rows like this; first: row 2, found 'F09'; expected one of")
    assert "cut short or damaged" in why(result)["cut.ods"][0]
    assert "web page" in why(result)["page.csv"][0]
    assert verify(home) == []


def test_the_manifest_says_what_was_left_aside(raw, home, world):
    broken(raw)
    rows = build(raw, home, **world).manifest["left_aside"]
    assert [(row["name"], row["publication"]) for row in rows] == [
        ("bad.csv", "Register of Fiction"),
        ("cut.ods", ""),
        ("page.csv", ""),
    ]
    assert all(row["why"] and len(row["sha256"]) == 64 for row in rows)


def test_the_same_unreadable_files_give_the_same_edition(raw, home, tmp_path, world):
    broken(raw)
    first, again, elsewhere = (build(raw, h, **world) for h in (home, home, tmp_path / "other"))
    assert first.id == again.id == elsewhere.id
    manifests = [result.folder.joinpath("manifest.json").read_bytes() for result in (first, elsewhere)]
    assert manifests[0] == manifests[1]


def test_an_edition_whose_unreadable_files_never_open_stands_without_being_read_again(raw, home, world):
    (raw / "cut.ods").write_bytes(b"PK\x03\x04 and no more")
    first, again = build(raw, home, **world), build(raw, home, **world)
    assert (again.stood, again.id) == (True, first.id)
    assert why(again) == why(first)


def test_a_strict_build_refuses_with_every_problem_of_every_file(raw, home, world):
    first = build(raw, home, **world)
    broken(raw)
    for _ in range(2):
        with pytest.raises(SourceError) as caught:
            build(raw, home, strict=True, **world)
        told = {(problem.file, problem.row) for problem in caught.value.problems}
        assert told == {("bad.csv", 2), ("bad.csv", 4), ("cut.ods", None), ("page.csv", None)}
    assert Home(home).current() == first.id
    assert list((home / "building").iterdir()) == []


def test_a_strict_build_refuses_though_the_edition_stands(raw, home, world):
    broken(raw)
    build(raw, home, **world)
    with pytest.raises(SourceError):
        build(raw, home, strict=True, **world)


def fail(*_given):
    raise KeyError("beds")


def test_a_fault_of_the_code_leaves_its_file_aside_and_says_so(raw, home, world, monkeypatch):
    monkeypatch.setattr(OTHER, "read", fail)
    result = build(raw, home, **world)
    (line,) = why(result)["register 2026-05-01.csv"]
    assert line.startswith(
        "found a fault in Careplace itself (KeyError: 'beds'); expected no such fault: please report"
    )


def test_a_strict_build_shows_the_fault_and_the_file(raw, home, world, monkeypatch):
    monkeypatch.setattr(OTHER, "read", fail)
    with pytest.raises(KeyError) as caught:
        build(raw, home, strict=True, **world)
    assert caught.value.__notes__ == ["while reading register 2026-05-01.csv as fictional-register"]


def test_a_fault_while_a_file_is_recognised_is_its_file_s_alone(raw, home, world, monkeypatch):
    known = PLACE.recognise
    monkeypatch.setattr(OTHER, "recognise", lambda book: fail() if "bad" in book.file.name else known(book))
    monkeypatch.setattr(PLACE, "recognise", known)
    write_csv(raw / "bad.csv", ["x"])
    with pytest.raises(CheckFailed):  # nothing is taken for the register any more, and none was before
        build(raw, home, publications=None)
    result = build([raw / "places.csv", raw / "bad.csv"], home, **world)
    assert "fault in Careplace" in why(result)["bad.csv"][0]


def test_half_a_reading_is_never_kept(raw, home, world, monkeypatch):
    """A table that does not fit its contract after its text was written leaves nothing behind."""
    honest = OTHER.read

    def bent(book, gazetteer=None):
        reading = honest(book, gazetteer)
        table = reading.tables["register_list"].drop_columns("beds")
        return reading.__class__(
            reading.publication,
            reading.file,
            reading.snapshot,
            "",
            {"register_list": table},
            text=reading.text,
        )

    monkeypatch.setattr(OTHER, "read", bent)
    result = build(raw, home, **world)
    assert [i["name"] for i in result.manifest["inputs"]] == ["places.csv"]
    assert len(result.manifest["raw_text"]) == len(
        [n for n in result.manifest["files"] if n.startswith("raw-text")]
    )
    assert "fault in Careplace" in why(result)["register 2026-05-01.csv"][0]


def test_a_file_that_is_only_a_header_is_left_aside(raw, home, world):
    write_csv(raw / "empty.csv", ["Register of Fiction,2026-06-01,"])
    result = build(raw, home, **world)
    assert why(result)["empty.csv"][0].startswith("found a header and no row of data; expected rows below it")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        duckdb.IOException('IO Error: Could not write file "x": No space left on device'),
        RuntimeError("Query interrupted"),
    ],
)
def test_a_full_disk_and_ctrl_c_are_no_fault_of_the_file(error):
    def step():
        raise error

    with pytest.raises(type(error)):
        attempt(FILE, step)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "needs more memory"),
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to pin block"), "CAREPLACE_MEMORY"),
        (gzip.BadGzipFile("Not a gzipped file"), "BadGzipFile"),
        (RecursionError("maximum recursion depth"), "RecursionError"),
        (ValueError("x" * 100_000), "100,012 characters"),
    ],
)
def test_whatever_a_reader_raises_its_file_is_named_in_few_words(error, words):
    def step():
        raise error

    (line,) = attempt(FILE, step).why
    assert words in line
    assert len(line) < 1000


def test_what_was_left_aside_raises_only_where_it_ought_to_have_been_read():
    refuse_any([LeftAside("notes.md"), LeftAside("known.csv", says="totals of England")])
    with pytest.raises(SourceError, match=r"file a\.csv: found x; expected y"):
        refuse_any([LeftAside("notes.md"), LeftAside("a.csv", problems=(Problem("a.csv", "x", "y"),))])


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("stray.csv", True),
        ("Stray.XLSX", True),
        ("no-ending", True),
        ("CATALOGUE.md", False),
        ("a.pdf", False),
    ],
)
def test_a_strict_build_refuses_data_that_no_publication_knows(raw, home, world, name, refused):
    (raw / name).write_text("eggs,milk\n2,1\n")
    assert [file.name for file in build(raw, home, **world).left_aside] == [name]
    if refused:
        with pytest.raises(
            SourceError, match=f"file {name}: found a file of data that no publication is known"
        ):
            build(raw, home, strict=True, **world)
    else:
        build(raw, home, strict=True, **world)


def test_a_broken_list_of_places_is_named_as_the_cause(tmp_path, home, world):
    write_register(tmp_path / "raw")
    (tmp_path / "raw" / "places.csv").write_bytes(b"")
    with pytest.raises(CheckFailed) as caught:
        build(tmp_path / "raw", home, **world)
    lines = str(caught.value).splitlines()[1:]
    assert lines[0].startswith("list of places: no file tells which councils there are")
    assert lines[1].startswith("left aside: places.csv: found an empty file")
    assert not any("F01" in line for line in lines)


def test_places_alone_are_an_edition(tmp_path, home, world):
    write_places(tmp_path / "raw")
    assert build(tmp_path / "raw", home, **world).left_aside == ()


@pytest.mark.parametrize("day", ["9999-08-31", "2199-01-01", "0001-01-01", "2036-01-01"])
def test_a_file_of_a_date_that_cannot_be_is_left_aside(raw, home, world, day):
    write_register(raw, day, councils=("F01",))
    result = build(raw, home, **world)
    assert result.id.startswith("2026-05-01-")
    assert (
        f"{day} (the date of the data); expected dates from 1800 to 2035"
        in why(result)[f"register {day}.csv"][0]
    )

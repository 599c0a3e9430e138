"""A published file broken in any of the ways they break: it is named, and what the last edition has is not lost."""

import gzip
import shutil

import pytest
from tests.kinds import some

from careplace.demo.generate import generate
from careplace.editions import manifest
from careplace.editions.build import build
from careplace.editions.checks import CheckFailed
from careplace.editions.home import Home
from careplace.editions.keeping import verify
from careplace.sources.contract import SourceError

LOCATIONS = "01_September_2026_HSCA_Active_Locations.ods"
RATINGS = "01_February_2021_Latest_ratings.csv"
DIRECTORY = "01_September_2026_CQC_directory.csv"
# What the nation has of other publications is read in each of the dozen builds, and broken in none.
KEPT = {LOCATIONS, RATINGS, DIRECTORY, "01_September_2026_Latest_ratings.ods"}
PLACES = ("uk_local_authorities", "lookup_", "population20")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """(the whole published files, a home whose edition was built from them)"""
    folder = tmp_path_factory.mktemp("whole")
    generate(folder / "raw", councils=16, locations=120)
    for path in (folder / "raw").iterdir():
        if path.name not in KEPT and not path.name.startswith(PLACES):
            path.unlink()
    build(folder / "raw", folder / "home")
    return folder / "raw", folder / "home"


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def page(_data: bytes) -> bytes:
    return b"<!DOCTYPE html><html><body>503 Service Unavailable</body></html>"


def without_a_column(data: bytes) -> bytes:
    return data.replace(b"Location Local Authority", b"Location Local Somebody", 1)


def twice_a_heading(data: bytes) -> bytes:
    return data.replace(b"Location Region", b"Location Local Authority", 1)


def unknown_rating(data: bytes) -> bytes:
    return data.replace(b",Good,", b",Goodish,", 1)


BREAKAGES = {
    "cut short": (LOCATIONS, cut, "cut short"),
    "an error page under the file's name": (LOCATIONS, page, "web page"),
    "empty": (LOCATIONS, lambda _data: b"", "empty"),
    "a gzip that is cut short": (RATINGS, lambda data: cut(gzip.compress(data)), "cut short"),
    "a column renamed": (RATINGS, without_a_column, "Location Local Authority"),
    "a heading that stands twice": (RATINGS, twice_a_heading, "Location Local Authority"),
    "a rating that is none": (RATINGS, unknown_rating, "'Goodish'"),
}


# Each takes two builds: for a change one file that is no workbook, and one that is read and refused.
OFTEN = ("cut short", "a rating that is none")


@pytest.mark.parametrize("breakage", some(BREAKAGES, OFTEN))
def test_a_broken_file_is_named_and_changes_nothing(whole, tmp_path, breakage):
    raw, home = whole
    name, breaks, words = BREAKAGES[breakage]
    broken = tmp_path / "raw"
    shutil.copytree(raw, broken)
    (broken / name).write_bytes(breaks((raw / name).read_bytes()))
    assert (broken / name).read_bytes() != (raw / name).read_bytes()
    serving = Home(home).current()
    with pytest.raises(SourceError) as caught:
        build(broken, home, strict=True)
    assert {problem.file for problem in caught.value.problems} == {name}
    assert words in str(caught.value)
    with pytest.raises(CheckFailed) as caught:
        build(broken, home)
    assert f"left aside: {name}: " in str(caught.value)
    assert words in str(caught.value)
    assert Home(home).current() == serving
    assert Home(home).ids() == [serving]
    assert verify(home) == []


def test_a_broken_file_beside_whole_ones_costs_nothing_else(whole, tmp_path):
    raw, home = whole
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    shutil.copytree(raw, tmp_path / "raw")
    (tmp_path / "raw" / f"new {RATINGS}").write_bytes(cut((raw / RATINGS).read_bytes()) + b',"')
    (tmp_path / "raw" / f"new {LOCATIONS}").write_bytes(cut((raw / LOCATIONS).read_bytes()))
    result = build(tmp_path / "raw", tmp_path / "home")
    assert {one.name for one in result.left_aside} == {f"new {RATINGS}", f"new {LOCATIONS}"}
    before = manifest.read(Home(home).edition())
    assert result.manifest["inputs"] == before["inputs"]
    figures = {n: f for n, f in before["files"].items() if n.startswith("figures/")}
    assert figures == {n: f for n, f in result.manifest["files"].items() if n.startswith("figures/")}


def test_every_broken_file_is_told_at_once(whole, tmp_path):
    raw, home = whole
    broken = tmp_path / "raw"
    shutil.copytree(raw, broken)
    for name, breaks in ((LOCATIONS, cut), (RATINGS, unknown_rating), (DIRECTORY, page)):
        (broken / name).write_bytes(breaks((raw / name).read_bytes()))
    with pytest.raises(SourceError) as caught:
        build(broken, home, strict=True)
    assert {problem.file for problem in caught.value.problems} == {LOCATIONS, RATINGS, DIRECTORY}


@pytest.mark.parametrize("name", some([LOCATIONS, RATINGS], [LOCATIONS]))
def test_a_file_under_any_name_is_the_same_publication(whole, tmp_path, name):
    raw, _home = whole
    shutil.copytree(raw, tmp_path / "raw")
    (tmp_path / "raw" / name).rename(tmp_path / "raw" / f"x {name[3:].replace('.', ' (1).')}")
    result = build(tmp_path / "raw", tmp_path / "home")
    assert result.left_aside == ()
    assert len(result.manifest["inputs"]) == len(list(raw.iterdir()))

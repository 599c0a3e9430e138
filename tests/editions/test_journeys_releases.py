"""Releases of journeys among raw files: whole, or refused whole with what to do."""

import json

import pytest

from careplace.editions.journeys_releases import BEGINNINGS, checked_releases
from careplace.journeys.release.checksums import checksums
from careplace.sources.contract import SourceError

FILES = {name: beginning.decode() + "\n" for name, beginning in BEGINNINGS.items()} | {
    "csv-metadata.json": "{}"
}


@pytest.fixture
def folder(tmp_path):
    """A release as it was released."""
    to = tmp_path / "release"
    to.mkdir()
    for name, text in FILES.items():
        (to / name).write_text(text)
    record = {"rounded_to": 5, "withheld": "1 to 7", "files": checksums(to)}
    (to / "release.json").write_text(json.dumps(record))
    return to


def test_the_figures_and_measures_of_a_whole_release_are_read(folder):
    assert {path.name for path in checked_releases(folder.iterdir())} == set(BEGINNINGS)


@pytest.mark.parametrize("name", [*FILES, "release.json"])
def test_a_release_without_one_of_its_files_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(SourceError, match=f"release/{name}.*copy the whole folder of the release again"):
        checked_releases(folder.iterdir())


@pytest.mark.parametrize("name", FILES)
def test_a_release_with_a_changed_file_is_refused(folder, name):
    with (folder / name).open("a") as file:
        file.write("x")
    with pytest.raises(SourceError, match=f"release/{name}: found other bytes than were released"):
        checked_releases(folder.iterdir())


def test_each_fault_is_named(folder):
    (folder / "figures.csv").unlink()
    (folder / "measures.csv").write_text("")
    with pytest.raises(SourceError) as refused:
        checked_releases(folder.iterdir())
    assert {problem.file for problem in refused.value.problems} == {
        "release/figures.csv",
        "release/measures.csv",
    }


def test_files_of_others_with_these_names_are_left_alone(tmp_path):
    for name in (*FILES, "release.json"):
        (tmp_path / name).write_text("[1]")
    assert set(checked_releases(tmp_path.iterdir())) == set(tmp_path.iterdir())

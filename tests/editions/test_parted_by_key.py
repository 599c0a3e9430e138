"""Two files of one publication may speak of the same councils where the publication says that keys part them."""

import csv
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from tests.places import nation
from tests.sources.fingertips.test_downloads import HEADER, row

from careplace.editions.assembly import Publications
from careplace.editions.build import build
from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import SourceError
from careplace.sources.fingertips.downloads import Downloads


@pytest.fixture
def built(tmp_path):
    def made(rows, **changed):
        raw = tmp_path / "raw"
        raw.mkdir()
        for number, cells in enumerate(rows):
            with (raw / f"{number}.csv").open("w", newline="") as file:
                csv.writer(file).writerows([HEADER, cells])
        downloads = replace(Downloads(), **changed)
        known = Publications(
            [], [downloads], lambda _book: downloads, lambda _tables: Gazetteer.from_tables(nation.tables())
        )
        return build(raw, tmp_path / "home", publications=known, compute=lambda *_: None)

    return made


def test_two_indicators_of_the_same_councils_stand_side_by_side(built):
    edition = built([row(), row(Indicator_ID="900002")])
    table = pq.read_table(edition.folder / "tables" / "fingertips_value.parquet")
    assert table["indicator_id"].to_pylist() == [900001, 900002]


def test_a_value_that_two_files_agree_on_is_one_value(built):
    """As England's is in the downloads of two kinds of area, each under a parent of its own."""
    shown = {"Parent_Code": "E92000001", "Parent_Name": "England"}
    edition = built([row(), row(**shown), row(Indicator_ID="900002")])
    table = pq.read_table(edition.folder / "tables" / "fingertips_value.parquet")
    assert table["indicator_id"].to_pylist() == [900001, 900002]


def test_one_value_in_two_files_is_an_error(built):
    with pytest.raises(SourceError, match=r"indicator_id 900001.* in this file and in"):
        built([row(), row(Value="1")])


def test_without_saying_so_the_two_files_are_an_error(built):
    with pytest.raises(SourceError, match="one file for each council and date"):
        built([row(), row(Indicator_ID="900002")], parted_by_key=False)

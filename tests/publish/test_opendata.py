"""The report as data: everything is there, in a stable order, valid, and harmless in a spreadsheet."""

import csv
import io
import json
from dataclasses import asdict
from datetime import date

import pytest
from csvw import TableGroup
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.fictional import report

from careplace.publish import Content, opendata


@pytest.fixture(scope="module")
def content():
    return Content(report())


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def written(content, folder):
    for name, text in opendata.csv_files(content).items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / "csv-metadata.json"


def test_json_holds_every_figure_with_all_its_columns(content):
    whole = json.loads(opendata.to_json(content))
    assert whole["figures"] == {name: asdict(figure) for name, figure in content.figures.items()}
    assert {name for sector in whole["sectors"] for name in sector["figures"]} == set(whole["figures"])


def test_json_holds_the_rest_of_the_report(content):
    whole = json.loads(opendata.to_json(content))
    assert whole["place"] == {"code": "X08000001", "name": "Marrowdale", "kind": "council"}
    assert (whole["as_at"], whole["change_from"]) == ("2021-02-01", "2020-02-01")
    assert whole["edition"]["made_from"][0]["snapshot"] == "2021-02-01"
    assert len(whole["locations"]) == len(content.locations)
    assert [c["covered"] for c in whole["comparators"]] == [True, True, False]


def test_the_same_data_give_the_same_bytes():
    first, second = Content(report()), Content(report())
    assert opendata.to_json(first) == opendata.to_json(second)
    assert opendata.csv_files(first) == opendata.csv_files(second)


def test_csv_on_the_web_is_valid(content, tmp_path):
    group = TableGroup.from_file(written(content, tmp_path))
    assert [str(table.url) for table in group.tables] == ["figures.csv", "measures.csv", "locations.csv"]
    group.check_referential_integrity()
    figures, measures, locations = (list(table) for table in group.tables)
    assert [row["id"] for row in measures] == ["rating-share", "rating-count"]
    assert len(figures) == len(content.figures)
    assert len(locations) == len(content.locations)
    assert isinstance(locations[0]["published_on"], date)
    assert isinstance(locations[0]["inherited"], bool)


def test_numbers_survive_the_round_trip(content, tmp_path):
    table = TableGroup.from_file(written(content, tmp_path)).tables[0]
    for row in table:
        figure = content.figures[row["id"]]
        for name in opendata.NUMBERS:
            assert (None if row[name] is None else float(row[name])) == getattr(figure, name), (
                row["id"],
                name,
            )


def test_every_column_is_described(content):
    for table in opendata.metadata(content)["tables"]:
        header = opendata.csv_files(content)[table["url"]].split("\r\n")[0].split(",")
        columns = table["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == header
        assert all(column["dc:description"] and column["datatype"] for column in columns)


def test_the_licence_is_there(content):
    assert opendata.metadata(content)["dc:license"]["@id"].startswith(
        "https://www.nationalarchives.gov.uk/doc/open-gov"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_a_spreadsheet_would_run_is_disarmed(start):
    data = report()
    data.locations[0] |= {"name": f'{start}HYPERLINK("http://example.org")'}
    [cell] = [
        r["name"]
        for r in rows(opendata.csv_files(Content(data))["locations.csv"])
        if "HYPERLINK" in r["name"]
    ]
    assert cell.startswith(f"'{start}")


@given(st.text())
def test_no_text_starts_a_formula(text):
    shown = opendata.spreadsheet_safe_text(text)
    assert not shown.startswith(opendata.FORMULA_STARTS)
    assert shown.removeprefix("'") == text.removeprefix("'") or shown == text


def test_negative_numbers_are_numbers(content):
    found = [r for r in rows(opendata.csv_files(content)["figures.csv"]) if r["value"].startswith("-")]
    assert found
    assert all(float(row["value"]) < 0 for row in found)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_is_written_exactly(number):
    assert float(opendata._number(number)) == number


def test_absent_cells_are_empty(content):
    [row] = [r for r in rows(opendata.csv_files(content)["locations.csv"]) if not r["published_on"]][:1]
    assert (row["age"], row["beds"] == "" or row["beds"].isdigit()) == ("", True)


def test_a_changed_rating_stands_beside_the_one_before(content):
    """ "better" alone does not say from what."""
    listed = rows(opendata.csv_files(content)["locations.csv"])
    assert {row["earlier_rating"] for row in listed if row["change"] == "same"} == {"Good"}

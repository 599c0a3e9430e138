"""The postcode directory: each release's layout, what is left out, and what is refused."""

from datetime import date

import pytest
from tests.place_books import book_of
from tests.places import nation

from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.contract import SourceError
from careplace.sources.places.postcode_directory import PUBLICATION

HEADER = "pcds,doterm,laua,lat,long"
ROWS = (
    "CV1 5RR,,E08000001,52.4,-1.5",
    "NG31 6AA,199606,E08000002,52.9,-0.6",
    "CF10 1AA,,W06000015,51.4,-3.1",
    "CV1 9ZZ,,E08000001,99.999999,0.000000",
)


def read(*rows: str, header: str = HEADER, gazetteer=None):
    return PUBLICATION.read(book_of("\n".join([header, *rows, ""]), "nspl.csv"), gazetteer)


def refusal(*rows: str) -> str:
    with pytest.raises(SourceError) as caught:
        read(*rows)
    return str(caught.value)


def test_england_s_postcodes_are_read_with_the_district_and_where_they_are():
    reading = read(*ROWS)
    rows = {row["postcode"]: row for row in reading.tables["postcode"].to_pylist()}
    assert set(rows) == {"CV1 5RR", "NG31 6AA", "CV1 9ZZ"}
    assert {name: value for name, value in rows["NG31 6AA"].items() if name != "source"} == {
        "postcode": "NG31 6AA",
        "district": "E08000002",
        "latitude": 52.9,
        "longitude": -0.6,
        "ended_on": date(1996, 6, 1),
        "source_row": 3,
    }
    assert rows["CV1 5RR"]["ended_on"] is None
    assert reading.notes == ("postcodes outside England that are left out: 1",)


def test_a_postcode_without_a_grid_reference_has_no_place():
    row = next(row for row in read(*ROWS).tables["postcode"].to_pylist() if row["postcode"] == "CV1 9ZZ")
    assert (row["latitude"], row["longitude"]) == (None, None)


@pytest.mark.parametrize(
    "header",
    ["pcds,doterm,oslaua,lat,long", "pcds,doterm,lad25cd,lat,long", "PCDS,DOTERM,LTLA24CD,LAT,LONG"],
)
def test_a_release_that_names_its_columns_otherwise_is_read_alike(header):
    expected = [
        {name: value for name, value in row.items() if name != "source"}
        for row in read(*ROWS).tables["postcode"].to_pylist()
    ]
    actual = read(*ROWS, header=header).tables["postcode"].to_pylist()
    assert [{name: value for name, value in row.items() if name != "source"} for row in actual] == expected


def test_a_release_without_the_month_of_the_end_is_read():
    reading = read("CV1 5RR,E08000001,52.4,-1.5", header="pcds,laua,lat,long")
    assert reading.tables["postcode"]["ended_on"].to_pylist() == [None]


def test_it_is_recognised_and_nothing_else_is():
    assert recognise(book_of(f"{HEADER}\n{ROWS[0]}\n")) is PUBLICATION
    assert recognise(book_of("pcds,laua\nCV1 5RR,E08000001\n")) is not PUBLICATION


def test_districts_that_no_list_of_places_has_are_noted():
    gazetteer = Gazetteer.from_tables(nation.tables())
    (note,) = read(ROWS[0], "NG31 6AA,,E07999999,52.9,-0.6", gazetteer=gazetteer).notes
    assert note.endswith("name no council: E07999999")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("CV15RR,,E08000001,52.4,-1.5", ("pcds", "row 2", "a whole postcode")),
        (",,E08000001,52.4,-1.5", ("pcds", "a value in every row")),
        ("CV1 5RR,,,52.4,-1.5", ("laua", "a value in every row")),
        ("CV1 5RR,,E0800001,52.4,-1.5", ("laua", "E0800001")),
        ("CV1 5RR,,E08000001,fifty,-1.5", ("lat", "fifty", "a number")),
        ("CV1 5RR,,E08000001,32.4,-1.5", ("lat", "32.4")),
        ("CV1 5RR,199613,E08000001,52.4,-1.5", ("doterm", "199613", "a month, such as 199606")),
    ],
)
def test_a_cell_that_is_none_is_refused_at_its_row_and_column(row, words):
    message = refusal(row)
    assert all(word in message for word in ("nspl.csv", *words)), message


def test_a_postcode_in_two_districts_is_refused():
    assert "postcode CV1 5RR" in refusal(ROWS[0], "CV1 5RR,,E08000002,52.4,-1.5")

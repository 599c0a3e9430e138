"""What indicators mean: from a list of JSON objects."""

import hashlib
import json
from datetime import date

import pytest

from careplace import sources
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.publication import RawFile

INDICATOR = {
    "indicatorID": 900001,
    "indicatorName": "Fictional rate",
    "indicatorDefinition": "Fictional events per 100,000.\r\nAll ages.",
    "polarity": "Low is good",
    "unitLabel": "per 100,000",
    "unitValue": "100000",
    "valueType": "Crude rate",
    "method": "Events over people.",
    "ciMethod": "Byar's method",
    "rationale": None,
    "caveats": "",
    "disclouseControl": "Counts under 5 are not shown.",
    "earliestDataPeriod": "01/04/2012",
    "latestDataPeriod": "31/03/2024",
    "lastUpdatedDate": "2024-10-31T16:03:34",
    "associatedAreaCodes": ["E92000001"],
    "usedInPoc": True,
}


@pytest.fixture
def read(tmp_path):
    def reading(indicators):
        path = tmp_path / "indicators.json"
        path.write_text(
            indicators if isinstance(indicators, str) else json.dumps(indicators), encoding="utf-8"
        )
        book = open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
        return sources.recognise(book).read(book, None)

    return reading


def test_an_indicator_has_a_definition_a_method_and_a_polarity(read):
    (found,) = read([INDICATOR]).tables["fingertips_indicator"].to_pylist()
    assert found["indicator_id"] == 900001
    assert found["definition"] == INDICATOR["indicatorDefinition"]
    assert (found["polarity"], found["unit_value"], found["method"]) == (
        "Low is good",
        100000.0,
        "Events over people.",
    )
    assert found["disclosure_control"] == "Counts under 5 are not shown."
    assert (found["rationale"], found["caveats"], found["rounding"]) == (None, None, None)


def test_dates_are_day_month_year(read):
    (found,) = read([INDICATOR]).tables["fingertips_indicator"].to_pylist()
    assert [found[name] for name in ("earliest", "latest", "updated_on")] == [
        date(2012, 4, 1),
        date(2024, 3, 31),
        date(2024, 10, 31),
    ]


def test_rows_are_positions_in_the_list(read):
    table = read([INDICATOR, INDICATOR | {"indicatorID": 900002}]).tables["fingertips_indicator"]
    assert table["source_row"].to_pylist() == [1, 2]


@pytest.mark.parametrize(
    ("change", "column", "found"),
    [
        ({"polarity": "Sideways is good"}, "polarity", "'Sideways is good'"),
        ({"polarity": None}, "polarity", "no value"),
        ({"unitValue": "many"}, "unitValue", "'many'"),
        ({"indicatorID": "A1"}, "indicatorID", "'A1'"),
        ({"polarity": {"high": "good"}}, "[1].polarity", '{"high":"good"}'),
        ({"indicatorName": ["a", "b"]}, "[1].indicatorName", '["a","b"]'),
        ({"caveats": True}, "[1].caveats", "true"),
        ({"method": 7}, "[1].method", "7"),
        ({"unitValue": [1]}, "[1].unitValue", "[1]"),
        ({"latestDataPeriod": "31/02/2024"}, "latestDataPeriod", "'31/02/2024', which is no date"),
    ],
)
def test_what_does_not_fit_is_told(read, change, column, found):
    with pytest.raises(SourceError) as refused:
        read([INDICATOR, INDICATOR | {"indicatorID": 900002} | change])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (2, column, found)


def test_an_indicator_twice_is_an_error(read):
    with pytest.raises(SourceError, match="one of several rows of indicator_id 900001"):
        read([INDICATOR, INDICATOR | {"polarity": "High is good"}])


def test_a_list_that_breaks_off_is_an_error(read):
    with pytest.raises(SourceError, match="a whole JSON list of indicators"):
        read(json.dumps([INDICATOR, INDICATOR])[:-40])


def test_json_of_something_else_is_not_recognised(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"indicatorID": 1}]))
    assert sources.recognise(open_book(RawFile(path, path.name, "0" * 64))) is None

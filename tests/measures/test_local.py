"""Measures that come with a council's own file: marked in the dictionary and in every figure."""

import pyarrow as pa
import pytest

from careplace.engine import Engine
from careplace.measures.dictionary import UNITS, measures, sections
from careplace.measures.local import MARK, SECTION, is_local, local_measures
from careplace.sources.contract import SourceError
from careplace.sources.local import tables


def table(engine: Engine, contract, rows: list[dict]) -> None:
    engine.register(contract.name, pa.Table.from_pylist(rows, schema=contract.schema))


def known(measured: list[dict], values: list[dict]) -> dict:
    plain = {
        "measure": "local-a",
        "title": "A",
        "unit": "share",
        "polarity": "high",
        "period_type": "year",
        "file": "one.csv",
    }
    value = {"measure": "local-a", "place": "E1", "place_kind": "council", "breakdown": "all"}
    with Engine(threads=1) as engine:
        table(engine, tables.LOCAL_MEASURE, [plain | row for row in measured])
        table(engine, tables.LOCAL_VALUE, [value | row for row in values])
        return local_measures(engine)


def test_a_measure_is_what_its_file_says():
    found = known(
        [{"question": "How many?", "method": "a count"}],
        [{}, {"breakdown": "age:old", "place_kind": "region"}],
    )
    measure = found["local-a"]
    assert (measure.table, measure.series, measure.limits) == ("local_value", "local-a", "wilson")
    assert (measure.breakdowns, measure.places) == (("age",), ("council", "region"))
    assert (measure.question, measure.method) == ("How many?", f"{MARK}, from one.csv: a count")


def test_what_a_file_leaves_unsaid_is_said_to_be_so():
    measure = known([{}], [{}])["local-a"]
    assert (measure.numerator, measure.question) == (
        "as the file counts it",
        "What does the place itself count?",
    )
    assert is_local(measure)
    assert not any(map(is_local, measures().values()))


@pytest.mark.parametrize(
    ("unit", "limits", "lower"),
    [("share", "published", 0.2), ("days", "none", None), ("days", "published", 2.0)],
)
def test_limits_are_the_file_s_where_it_has_any(unit, limits, lower):
    assert known([{"unit": unit}], [{"lower95": lower}])["local-a"].limits == limits


def test_two_files_may_hold_one_measure_but_not_two_meanings():
    assert known([{}, {"file": "two.csv"}], [{}])["local-a"].method == f"{MARK}, from one.csv and two.csv"
    with pytest.raises(SourceError, match="local-a with the title 'A' and 'B'"):
        known([{}, {"file": "two.csv", "title": "B"}], [{}])


def test_an_edition_from_before_local_files_has_none():
    with Engine(threads=1) as engine:
        assert local_measures(engine) == {}


def test_the_section_stands_last_and_files_may_use_units_of_the_dictionary_only():
    assert list(sections())[-1] == SECTION
    assert set(tables.UNITS) <= set(UNITS)

"""Measures that come with a council's own file: marked in the dictionary and in every figure."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.engine import Engine
from careplace.measures.dictionary import UNITS, measures, sections
from careplace.measures.local import MARK, SECTION, local_measures
from careplace.measures.outcomes import figures
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
    assert measure.section == SECTION
    assert not any(other.section == SECTION for other in measures().values())


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


def test_counts_are_printed_whole_and_shares_are_not():
    assert known([{"unit": "people"}], [{"value": 212.0}, {"value": 3.0}])["local-a"].decimals == 0
    assert known([{"unit": "days"}], [{"value": 212.0}, {"value": 3.5}])["local-a"].decimals == 1
    assert known([{}], [{"value": 1.0}])["local-a"].decimals == 1


def test_every_figure_says_that_it_is_local_and_from_which_file(tmp_path):
    """From the tables of a file to the stored figures and the edition's dictionary."""
    value = {
        "measure": "local-a",
        "place": "E1",
        "place_kind": "council",
        "period": "2024",
        "period_type": "year",
    }
    value |= {
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 12, 31),
        "source": "c" * 64,
        "sheet": "",
    }
    value |= {"unit": "share", "file": "one.csv", "source_row": 2}
    rows = [
        {
            "breakdown": "all",
            "value": 0.5,
            "numerator": 5.0,
            "denominator": 10.0,
            "status": "final",
            "note": "checked",
        },
        {"breakdown": "age:old", "value": None, "status": "suppressed"},
    ]
    said = value | {"title": "A", "polarity": "high"}
    for contract, held in (
        (tables.LOCAL_VALUE, [value | row for row in rows]),
        (tables.LOCAL_MEASURE, [said]),
    ):
        named = [{c.name: row.get(c.name) for c in contract.columns} for row in held]
        pq.write_table(pa.Table.from_pylist(named, contract.schema), tmp_path / f"{contract.name}.parquet")
    with Engine(threads=1) as engine:
        figures.build(engine, tmp_path, tmp_path, lambda *_: None)
    age, every = pq.read_table(tmp_path / "outcomes/year.parquet").to_pylist()
    assert (every["measure"], every["value"], every["status"], every["source"]) == (
        "local-a",
        0.5,
        "final",
        "c" * 12,
    )
    assert every["lower95"] == pytest.approx(0.2366, abs=1e-4)
    assert every["reason"] == "local, not official: from one.csv; checked"
    assert (age["value"], age["status"], age["reason"]) == (
        None,
        "suppressed",
        "local, not official: from one.csv",
    )


def test_an_edition_from_before_local_files_has_none():
    with Engine(threads=1) as engine:
        assert local_measures(engine) == {}


def test_the_section_stands_last_and_files_may_use_units_of_the_dictionary_only():
    assert list(sections())[-1] == SECTION
    assert set(tables.UNITS) <= set(UNITS)

"""Outcomes of the framework as observations: the workbook's series, and the older open data that goes before it."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources.ascof.tables import ASCOF_OUTCOME

PLAIN = {
    "area": "E08000001",
    "area_code": "E08000001",
    "area_name": "Alpha",
    "authority_code": "100",
    "area_kind": "council",
    "council": "E08000001",
    "breakdown_kind": "all",
    "breakdown": "all",
    "unit": "percent",
    "outcome": 60.0,
    "status": "published",
    "outcome_column": "H",
    "sheet": "",
    "source_row": 2,
}
NOW = PLAIN | {
    "framework": "2023-24",
    "definition_version": "2024-25",
    "period": "2024-25",
    "source": "a" * 64,
}
NOW |= {"period_end": date(2025, 3, 31)}
OLD = PLAIN | {
    "framework": "2014-15",
    "definition_version": "2014-15",
    "period": "2020-21",
    "source": "b" * 64,
}
OLD |= {"period_end": date(2021, 3, 31)}


@pytest.fixture
def observed(tmp_path):
    def rows(*given):
        filled = [{column.name: row.get(column.name) for column in ASCOF_OUTCOME.columns} for row in given]
        pq.write_table(pa.Table.from_pylist(filled, ASCOF_OUTCOME.schema), tmp_path / "ascof_outcome.parquet")
        with Engine() as engine:
            observing.observe(engine, tmp_path)
            return engine.rows("from observation where source_table = 'ascof_outcome' order by all")

    return rows


def test_a_former_code_counts_to_the_series_that_goes_on_from_it(observed):
    """2A is reablement now and was admissions; reablement was 2D."""
    rows = observed(NOW | {"measure": "2A"}, OLD | {"measure": "2D", "later_code": "2A"})
    assert {(r["series"], r["version"], r["period"], r["value"]) for r in rows} == {
        ("2A", "2024-25", "2024-25", 0.6),
        ("2A", "2014-15", "2020-21", 0.6),
    }
    assert {r["status"] for r in rows if r["version"] == "2014-15"} == {"final"}


def test_measures_that_ended_and_codes_of_other_measures_are_in_no_series(observed):
    assert observed(OLD | {"measure": "4B"}, OLD | {"measure": "1E"}) == []


def test_parts_by_sex_and_age(observed):
    age = {"breakdown_kind": "age", "breakdown": "65 and over"}
    sex = {"breakdown_kind": "sex", "breakdown": "female"}
    old = OLD | {"measure": "2D", "later_code": "2A"}
    assert {r["breakdown"] for r in observed(old | age, old | sex)} == {"age:65-and-over", "sex:female"}


@pytest.mark.parametrize(("measure", "words"), [("1A", "voluntary"), ("2D", "not available")])
def test_why_there_is_no_result_in_2020_21(observed, measure, words):
    (row,) = observed(
        OLD | {"measure": measure, "later_code": "1A", "outcome": None, "status": "not available"}
    )
    assert words in row["reason"]
    assert (row["value"], row["status"]) == (None, "missing")

"""Files that were cut in half are told without an edition to compare them with; whole ones and extracts are not refused."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.editions import completeness
from careplace.engine import Engine

INPUTS = [{"sha256": "aa", "publication": "nhs-discharges-by-board"}]


def codes(count: int) -> list[str]:
    return [f"E{n:08}" for n in range(count)]


def area(councils: int) -> pa.Table:
    ended = ["E99999999"]
    return pa.table(
        {
            "code": codes(councils) + ended,
            "kind": ["council"] * (councils + 1),
            "to_date": pa.array([None] * councils + [date(2019, 4, 1)], pa.date32()),
        }
    )


def checks(folder: Path, councils: int = 153, snapshots: tuple = (), **tables: pa.Table) -> dict[str, str]:
    """{what the check is about: its outcome} of tables that are all of one file."""
    for name, table in tables.items():
        pq.write_table(
            table.append_column("source", pa.repeat("aa", table.num_rows)), folder / f"{name}.parquet"
        )
    with Engine() as engine:
        engine.register("area", area(councils))
        found = completeness.whole(engine, folder, INPUTS, list(snapshots))
    return {check.about.rpartition(", ")[2]: check.outcome for check in found if check.outcome != "passed"}


def yearly(*counts: int) -> pa.Table:
    """Outcomes of so many councils in each of some years."""
    rows = [(code, f"{2018 + n}-{19 + n}") for n, count in enumerate(counts) for code in codes(count)]
    return pa.table({"council": [code for code, _ in rows], "period": [period for _, period in rows]})


def daily(days: int, organisations: int, first: date = date(2025, 1, 1)) -> pa.Table:
    rows = [(f"R{n}", first + timedelta(day)) for day in range(days) for n in range(organisations)]
    return pa.table(
        {"organisation": [r[0] for r in rows], "day": pa.array([r[1] for r in rows], pa.date32())}
    )


def test_a_whole_file_passes(tmp_path):
    assert checks(tmp_path, ascof_outcome=yearly(152, 151), nhs_discharge=daily(31, 42)) == {}


def test_a_newest_year_of_half_the_councils_is_told(tmp_path):
    assert checks(tmp_path, ascof_outcome=yearly(152, 75)) == {"ascof_outcome": "beyond"}


def test_a_few_councils_are_an_extract_and_only_noted(tmp_path):
    assert checks(tmp_path, ascof_outcome=yearly(1)) == {"ascof_outcome": "noted"}


def test_councils_that_have_ended_do_not_count(tmp_path):
    ended = pa.table({"council": [*codes(100), "E99999999"] * 2, "period": ["2018-19"] * 202})
    assert checks(tmp_path, ascof_outcome=ended) == {"ascof_outcome": "beyond"}


def test_days_that_stop_in_mid_month_are_noted_and_half_a_day_is_told(tmp_path):
    assert checks(tmp_path, nhs_discharge=daily(20, 42)) == {"nhs_discharge": "noted"}
    cut = pa.concat_tables([daily(30, 42), daily(1, 20, date(2025, 1, 31))])
    assert checks(tmp_path, nhs_discharge=cut) == {"nhs_discharge": "beyond"}


def test_fewer_boards_than_england_has_are_told(tmp_path):
    assert checks(tmp_path, nhs_discharge=daily(31, 21)) == {"nhs_discharge": "beyond"}


def test_a_fictional_nation_has_fewer(tmp_path):
    assert checks(tmp_path, 16, nhs_discharge=daily(31, 5), ascof_outcome=yearly(16)) == {}


@pytest.mark.parametrize(("councils", "outcome"), [(76, {"list of places": "beyond"}), (16, {}), (153, {})])
def test_half_a_list_of_councils(tmp_path, councils, outcome):
    assert checks(tmp_path, councils) == outcome


@pytest.mark.parametrize(
    ("locations", "councils", "national", "outcome"),
    [
        (56_900, 153, True, {}),
        (28_450, 153, True, {"cqc_location 2026-09-01": "beyond"}),
        (200, 1, False, {}),
        (640, 16, True, {}),
    ],
)
def test_a_register_of_few_locations_for_its_councils(tmp_path, locations, councils, national, outcome):
    row = {"table": "cqc_location", "snapshot": "2026-09-01", "locations": locations}
    assert checks(tmp_path, snapshots=({**row, "councils": councils, "national": national},)) == outcome


@settings(max_examples=examples(25))
@given(counts=st.lists(st.integers(0, 153), min_size=1, max_size=4))
def test_the_newest_year_counts_beside_a_plain_count(tmp_path_factory, counts):
    table = yearly(*counts)
    found = checks(tmp_path_factory.mktemp("t"), ascof_outcome=table).get("ascof_outcome")
    held = Counter(table["period"].to_pylist())
    newest = held[max(held)] if held else None
    expected = (
        None if newest is None or newest >= 0.85 * 153 else "beyond" if newest >= 0.2 * 153 else "noted"
    )
    assert found == expected

"""Bounds, coverage and lateness, on plain rows; and that every council is known, on real Parquet."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.editions import checks
from careplace.editions.checks import Bounds, Check, CheckFailed
from careplace.engine import Engine

BOUNDS = Bounds()


def snapshot(day: str, locations: int, national=True, table="cqc_location") -> dict:
    return {"table": table, "snapshot": day, "locations": locations, "national": national}


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (56_900, 56_990, "passed"),  # a month of 2026
        (56_900, 57_900, "passed"),  # 1,000 more
        (56_900, 57_901, "beyond"),  # 1,001 more, though under 2%
        (56_900, 55_899, "beyond"),  # 1,001 fewer
        (30_000, 30_600, "passed"),  # 2%
        (30_000, 30_601, "beyond"),  # over 2%, though under 1,000
        (56_900, 28_450, "beyond"),  # half a file
    ],
)
def test_the_bounds_are_two_percent_and_a_thousand_both(before, after, outcome):
    (check,) = checks.within([snapshot("2026-08-01", before), snapshot("2026-09-01", after)], BOUNDS)
    assert check.outcome == outcome
    assert f"{after:,} locations against {before:,} on 2026-08-01" in check.says


def test_bounds_widen_with_the_quarters_between():
    apart = [snapshot("2025-02-01", 50_000), snapshot("2026-02-01", 53_900)]
    assert [c.outcome for c in checks.within(apart, BOUNDS)] == ["passed"]
    assert [c.outcome for c in checks.within([apart[0], {**apart[1], "locations": 54_000}], BOUNDS)] == [
        "beyond"
    ]


def test_the_nearest_earlier_national_snapshot_of_the_same_register_counts():
    rows = [
        snapshot("2026-06-01", 10_000),
        snapshot("2026-07-01", 10_100),
        snapshot("2026-07-15", 9, national=False),
        snapshot("2026-07-20", 400, table="cqc_rating"),
        snapshot("2026-08-01", 10_200),
    ]
    said = [(c.about, c.outcome) for c in checks.within(rows, BOUNDS)]
    assert said == [("cqc_location 2026-07-01", "passed"), ("cqc_location 2026-08-01", "passed")]


@given(
    counts=st.lists(st.integers(1, 100_000), min_size=2, max_size=6),
    steps=st.lists(st.integers(1, 900), min_size=6, max_size=6),
)
def test_within_agrees_with_a_slow_oracle(counts, steps):
    day, rows = date(2020, 1, 1), []
    for count, step in zip(counts, steps, strict=False):
        rows.append(snapshot(day.isoformat(), count))
        day += timedelta(days=step)
    expected = []
    for before, after, step in zip(counts, counts[1:], steps, strict=False):
        quarters = step / 92 if step > 92 else 1
        change = after - before if after > before else before - after
        expected.append(
            "beyond" if change > 0.02 * quarters * before or change > 1000 * quarters else "passed"
        )
    assert [c.outcome for c in checks.within(rows, BOUNDS)] == expected


def test_against_last_compares_only_what_the_new_edition_does_not_hold_itself():
    last = [snapshot("2026-05-01", 10_000), snapshot("2026-06-01", 10_000)]
    same = checks.against_last([*last, snapshot("2026-07-01", 5_000)], last, BOUNDS)
    assert [(c.check, c.about, c.outcome) for c in same] == [
        ("bounds", "cqc_location 2026-05-01", "passed"),
        ("bounds", "cqc_location 2026-06-01", "passed"),
    ]
    alone = checks.against_last([snapshot("2026-07-01", 5_000)], last, BOUNDS)
    assert [(c.check, c.outcome) for c in alone] == [
        ("gone", "noted"),
        ("gone", "noted"),
        ("bounds", "beyond"),
    ]


def test_a_file_published_again_is_compared_with_what_it_replaces():
    (check,) = checks.against_last([snapshot("2026-05-01", 5_000)], [snapshot("2026-05-01", 10_000)], BOUNDS)
    assert check.outcome == "beyond"


def test_lateness_is_reckoned_from_the_newest_date_of_the_edition():
    inputs = [
        {"publication": "monthly", "snapshot": "2026-05-01"},
        {"publication": "monthly", "snapshot": "2026-06-01"},
        {"publication": "weekly", "snapshot": "2026-09-01"},
        {"publication": "yearly", "snapshot": "2026-01-01"},
        {"publication": "undated", "snapshot": ""},
    ]
    found = checks.lateness(inputs, {"monthly": 62, "weekly": 21}, BOUNDS)
    assert {c.about: c.outcome for c in found} == {"monthly": "noted", "weekly": "passed", "yearly": "passed"}
    assert "2026-06-01, 92 days before" in next(c.says for c in found if c.about == "monthly")


@pytest.mark.parametrize(
    ("outcome", "accepted", "before", "stops"),
    [
        ("passed", None, [], False),
        ("noted", None, [], False),
        ("beyond", None, [], True),
        ("beyond", "a reason", [], False),
        ("beyond", None, [{"about": "x", "says": "y"}], False),
        ("beyond", None, [{"about": "x", "says": "other numbers"}], True),
        ("failed", None, [], True),
        ("failed", "a reason", [{"about": "x", "says": "y"}], True),
    ],
)
def test_what_stops_an_edition(outcome, accepted, before, stops):
    found = [Check("bounds", "x", outcome, "y")]
    if stops:
        with pytest.raises(CheckFailed, match="x: y"):
            checks.enforce(found, accepted, before)
    else:
        checks.enforce(found, accepted, before)


@pytest.fixture
def tables(tmp_path):
    """A folder with two councils, one of which ended, and a register."""
    area = [
        ("A", "council", None, None),
        ("B", "council", None, date(2023, 4, 1)),
        ("R", "region", None, None),
    ]
    register = [
        (date(2021, 2, 1), "1-1", "A"),
        (date(2021, 2, 1), "1-2", "B"),
        (date(2026, 2, 1), "1-1", "A"),
    ]
    write(tmp_path / "area.parquet", ("code", "kind", "from_date", "to_date"), area)
    write(tmp_path / "cqc_location.parquet", ("snapshot", "location_id", "council"), register)
    return tmp_path


def write(path, names, rows):
    types = {"from_date": pa.date32(), "to_date": pa.date32(), "snapshot": pa.date32()}
    columns = zip(names, zip(*rows, strict=True), strict=True)
    pq.write_table(pa.table({n: pa.array(v, types.get(n, pa.string())) for n, v in columns}), path)


def opened(tables) -> Engine:
    engine = Engine()
    engine.view_parquet("area", tables / "area.parquet")
    return engine


def test_reach_counts_councils_that_stood_at_the_snapshot(tables):
    with opened(tables) as engine:
        found = checks.reach(engine, tables, BOUNDS)
    assert [(r["snapshot"], r["locations"], r["councils"], r["standing"], r["national"]) for r in found] == [
        ("2021-02-01", 2, 2, 2, True),
        ("2026-02-01", 1, 1, 1, True),
    ]


def test_an_unknown_council_code_fails(tables):
    write(
        tables / "cqc_rating.parquet", ("location_id", "council"), [("1-1", "A"), ("1-2", "R"), ("1-3", "Z")]
    )
    with opened(tables) as engine:
        found = checks.councils_known(engine, tables, ["cqc_rating", "cqc_location"])
    assert [(c.about, c.outcome, c.says) for c in found] == [
        ("cqc_location", "passed", "every council is known"),
        ("cqc_rating", "failed", "no council has the code R, Z"),
    ]

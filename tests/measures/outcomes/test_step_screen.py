"""The screen of an edition's series for steps, against steps that are put into fictional ones."""

from datetime import date, timedelta
from statistics import fmean

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace import figures as shape
from careplace.engine import Engine
from careplace.figures import Figure
from careplace.measures.dictionary import Break, Measure
from careplace.measures.outcomes.step_screen import SCHEMA, screen
from careplace.measures.outcomes.steps import Step, steps_of
from careplace.measures.reader import Reader
from careplace.places import editions

MONTHS = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
MONDAY = date(2024, 1, 1)
NOISE = [0, 2, -1, 1, -2, 1, 0, -1, 2, -2]


def measure(id, period_type="month", **more):
    return Measure(id, id, "", "flow", "patients", "patients", "count", period_type=period_type, **more)


MEASURES = {
    m.id: m
    for m in (
        measure("waits"),
        measure("broken", breaks=(Break(date(2023, 1, 1), "counted anew"),)),
        measure("daily", "day"),
    )
}


def level(height, points, first=0):
    return [height + NOISE[(first + n) % len(NOISE)] for n in range(points)]


def series(values, place="T01", measure="waits", periods=MONTHS, breakdown="all", **more):
    return [
        Figure(measure, place, period, breakdown, value, "patients", **more)
        for period, value in zip(periods, values, strict=False)
        if value is not None
    ]


def peers(number, *values, **more):
    return [f for n in range(number) for f in series(*values, place=f"P{n:02}", **more)]


@pytest.fixture
def screened(tmp_path):
    """The rows of series_step that figures give, as dictionaries."""

    def steps(figures):
        (tmp_path / "figures/outcomes").mkdir(parents=True, exist_ok=True)
        daily = [f for f in figures if f.measure == "daily"]
        files = {"month": [f for f in figures if f.measure != "daily"], "day": daily}
        for name, rows in files.items():
            pq.write_table(shape.table(rows), tmp_path / f"figures/outcomes/{name}.parquet")
        with Engine(threads=1) as engine:
            area = [(code, code, code, "council", None, None, None) for code in ("C01", "C02")]
            engine.register("area", editions.arrow("area", area))
            screen(engine, MEASURES, tmp_path, tmp_path / "figures")
        table = pq.read_table(tmp_path / "series_step.parquet")
        assert table.schema.equals(SCHEMA)
        return table.to_pylist()

    return steps


FALL = level(100, 14) + level(50, 22, 4)


def test_a_step_at_one_place_alone_is_a_likely_change_of_recording(screened):
    (row,) = screened(series(FALL) + peers(12, level(100, 36)))
    assert (row["measure"], row["place"], row["place_kind"]) == ("waits", "T01", "trust")
    assert (row["period"], row["peers"], row["moved"], row["recording"]) == ("2023-03", 12, 0, True)
    assert (row["before"], row["after"]) == (fmean(FALL[6:14]), fmean(FALL[14:22]))


def test_a_step_of_everyone_is_none_of_recording(screened):
    rows = screened(series(FALL) + peers(12, level(100, 15) + level(60, 21, 5)))
    assert len(rows) == 13
    assert {(row["moved"], row["recording"]) for row in rows} == {(12, False)}


def test_small_steps_later_steps_and_the_other_way_are_no_company(screened):
    small, late = level(100, 14) + level(88, 22, 4), level(100, 17) + level(50, 19, 7)
    up = level(50, 14) + level(100, 22, 4)
    figures = [f for n, y in enumerate((small, late, up)) for f in series(y, place=f"Q{n}")]
    rows = {r["place"]: r for r in screened(series(FALL) + figures + peers(10, level(100, 36)))}
    assert (rows["T01"]["peers"], rows["T01"]["moved"]) == (13, 0)
    assert rows["Q0"]["moved"] == 1, "the small one steps with one that is larger"


def test_peers_are_of_the_same_kind(screened):
    figures = series(FALL, place="C01") + peers(12, level(100, 36))
    (row,) = screened(figures)
    assert (row["place_kind"], row["peers"], row["recording"]) == ("council", 0, False)


@pytest.mark.parametrize(
    "figures",
    [
        series(FALL[:14], version="old") + series(FALL[14:], version="new", periods=MONTHS[14:]),
        series([*FALL[:14], *[None] * 4, *FALL[14:]]),
        series(level(100, 12) + level(50, 24, 2), measure="broken"),
        [f for f in series(FALL) if f.period != "never"][:20],
    ],
    ids=["definition", "long gap", "named break", "too recent"],
)
def test_what_cuts_the_series_is_no_step(screened, figures):
    assert screened(figures) == []


def test_a_short_gap_hides_no_step(screened):
    (row,) = screened(series([*FALL[:14], None, *FALL[14:]]))
    assert row["period"] == "2023-04"


def test_a_part_is_a_series_of_its_own(screened):
    """Its peers are the same part of other places, and the whole has no step for it."""
    part = "age:old"
    figures = series(FALL, breakdown=part) + series(level(100, 36))
    whole = peers(12, level(100, 15) + level(60, 21, 5))
    rows = screened(figures + whole + peers(11, level(30, 36), breakdown=part))
    (row,) = (row for row in rows if row["place"] == "T01")
    assert (row["breakdown"], row["period"], row["peers"], row["moved"]) == (part, "2023-03", 11, 0)
    assert row["recording"]
    assert {row["breakdown"] for row in rows if row["place"] != "T01"} == {"all"}


def days(weeks, skip=()):
    """Seven days a week that follow the day of the week, around each week's level."""
    return [
        Figure("daily", "E01", (MONDAY + timedelta(7 * w + d)).isoformat(), "all", height + (d < 5) * 20.0)
        for w, height in enumerate(weeks)
        for d in range(7)
        if (w, d) not in skip
    ]


def test_days_are_looked_at_in_whole_weeks(screened):
    weeks = level(100, 12) + level(60, 12, 2)
    (row,) = screened(days(weeks))
    assert row["period"] == (MONDAY + timedelta(7 * 12)).isoformat()
    assert row["before"] == pytest.approx(fmean(weeks[4:12]) + 100 / 7)
    (row,) = screened(days(weeks, skip={(12, 3)}))
    assert row["period"] == (MONDAY + timedelta(7 * 13)).isoformat(), (
        "a week without one of its days is left out"
    )


def test_an_edition_without_months_has_an_empty_table(screened):
    assert screened([]) == []


@pytest.fixture
def reader(tmp_path):
    with Engine() as engine:
        yield Reader(engine, tmp_path, None)


def test_the_steps_of_a_place_are_read_by_measure_and_part(screened, reader, tmp_path):
    parts = series(FALL, breakdown="age:old") + peers(12, level(100, 36), breakdown="age:old")
    screened(series(FALL) + series(FALL, place="T02") + peers(12, level(100, 36)) + parts)
    (tmp_path / "tables").mkdir()
    (tmp_path / "series_step.parquet").rename(tmp_path / "tables/series_step.parquet")
    before, after = fmean(FALL[6:14]), fmean(FALL[14:22])
    expected = {("waits", "all"): (Step("waits", "T01", "all", "2023-03", before, after, True),)}
    expected["waits", "age:old"] = (Step("waits", "T01", "age:old", "2023-03", before, after, True),)
    assert steps_of(reader, ["T01", "none"]) == expected
    assert steps_of(reader, []) == {}


def test_an_edition_from_before_the_screen_has_no_steps(reader):
    assert steps_of(reader, ["T01"]) == {}


@given(st.integers(8, 28), st.sampled_from([40.0, 250.0]))
def test_a_place_is_marked_at_the_month_of_its_step(tmp_path_factory, at, height):
    folder = tmp_path_factory.mktemp("screen")
    (folder / "figures/outcomes").mkdir(parents=True)
    figures = series(level(100, at) + level(height, 36 - at, at)) + peers(12, level(100, 36))
    pq.write_table(shape.table(figures), folder / "figures/outcomes/month.parquet")
    pq.write_table(shape.table([]), folder / "figures/outcomes/day.parquet")
    with Engine(threads=1) as engine:
        engine.register("area", editions.arrow("area", []))
        screen(engine, MEASURES, folder, folder / "figures")
    rows = pa.Table.to_pylist(pq.read_table(folder / "series_step.parquet"))
    assert [(row["place"], row["period"], row["recording"]) for row in rows] == [("T01", MONTHS[at], True)]

"""Change over any span: which earlier register is taken, and the figures between two that no edition stores."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.conftest import EARLY, LATE
from tests.measures.fictional import LAST

from careplace.measures.providers.profile import profile
from careplace.measures.providers.since import change_figures, earlier_mix, months_before, nearest_snapshot
from careplace.measures.providers.tracing import UnknownFigure, trace
from careplace.ratings.scale import LEVELS, slug

CARE = "adult-social-care"
LONG = f"{EARLY}..{LAST}"
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.fixture
def ash(reader):
    return reader.gazetteer.resolve("Ash")


@given(days, st.integers(0, 400))
def test_months_before_count_the_months_of_a_calendar(day, months):
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    last = (before.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    assert before.day == min(day.day, last.day)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
        (date(2026, 9, 1), 12, date(2025, 9, 1)),
    ],
)
def test_a_month_that_is_shorter_gives_its_last_day(day, months, before):
    assert months_before(day, months) == before


@pytest.mark.parametrize(
    ("place", "before", "day", "nearest"),
    [
        ("Ash", LAST, EARLY, EARLY),
        ("Ash", LAST, LATE, LATE),
        ("Ash", LAST, date(1999, 1, 1), EARLY),
        ("Ash", LAST, date(2099, 1, 1), LATE),
        # As near to both: the earlier.
        ("Ash", LAST, EARLY + (LATE - EARLY) / 2, EARLY),
        ("Ash", LATE, date(2099, 1, 1), EARLY),
        ("Ash", EARLY, EARLY, None),
        # It was part of Dale at the earlier register.
        ("East Dale", LATE, EARLY, None),
        ("New Moor", LATE, EARLY, EARLY),
    ],
)
def test_the_register_nearest_to_the_day_is_taken(reader, place, before, day, nearest):
    assert nearest_snapshot(reader, reader.gazetteer.resolve(place), before, day) == nearest


@pytest.mark.parametrize(
    ("place", "earlier", "later"), [("Ash", EARLY, LATE), ("Ash", LATE, LAST), ("New Moor", EARLY, LATE)]
)
def test_what_is_calculated_is_what_an_edition_would_store(reader, place, earlier, later, monkeypatch):
    area, period = reader.gazetteer.resolve(place), f"{earlier}..{later}"
    stored = {f.id: f for f in reader.figures([area.code], later) if f.period == period}
    assert len(stored) > 40
    monkeypatch.setattr(type(reader), "figures", lambda *_args: [])
    calculated = change_figures(reader, area, earlier, later)
    assert {f.id: f for f in calculated if f.measure != "rating-change-count"} == stored


def locations(edition, snapshot: date, place="X1") -> dict[str, str]:
    """{id: overall rating} of the register, row by row: the slow way."""
    return {
        row["location_id"]: row["overall"]
        for row in edition.rows("register")
        if row["snapshot"] == snapshot and row["council"] == place and row["counted"]
    }


def test_change_between_registers_that_are_not_next_to_each_other_counts_each_location_once(
    edition, reader, ash
):
    figures = {f.breakdown: f for f in change_figures(reader, ash, EARLY, LAST, f"{CARE}/")}
    care = {
        (row["snapshot"], row["location_id"])
        for row in edition.rows("location_sector")
        if row["sector"] == CARE
    }
    then, now = (
        {id: r for id, r in locations(edition, day).items() if (day, id) in care} for day in (EARLY, LAST)
    )
    score = {level: n for n, level in enumerate(reversed(LEVELS))}
    both = [id for id in then.keys() & now.keys() if then[id] in score and now[id] in score]
    followed = figures[f"{CARE}/followed"].value
    assert len(both) + followed >= figures[f"{CARE}/matched"].value >= len(both) > 0
    counts = {
        f.breakdown.split("/")[1]: f.value
        for f in change_figures(reader, ash, EARLY, LAST, CARE)
        if f.measure == "rating-change-count"
    }
    assert counts == {
        slug(level): sum(r == level for r in now.values()) - sum(r == level for r in then.values())
        for level in LEVELS
    }


def test_a_profile_since_so_many_months_has_the_earlier_mix_and_no_other_change(reader, ash):
    months = round((LAST - EARLY).days / 30.4)
    place = profile(reader, ash, since=months, against=())
    assert (place.as_at, place.changed_from) == (LAST, EARLY)
    assert {f.period for f in place.figures.values() if ".." in f.period} == {LONG}
    mix = [f for f in earlier_mix(reader, ash, EARLY) if f.measure == "rating-count"]
    assert mix
    assert all(place.figures[f.id] == f for f in mix)
    assert all("against:" not in f.breakdown or f.period == str(LAST) for f in place.figures.values())


def test_a_profile_since_before_any_register_says_that_there_is_none(reader):
    place = profile(reader, reader.gazetteer.resolve("East Dale"), since=12)
    assert place.changed_from is None
    assert place.change_reason == "no earlier snapshot in this edition covers the place"
    assert not [f for f in place.figures.values() if ".." in f.period]


def test_a_calculated_change_is_traced_to_its_rows_and_its_count_to_the_two_counts(reader):
    id = f"rating-change/X1/{LONG}/{CARE}/matched"
    traced = trace(reader, id)
    assert traced.figure.value == len(traced.rows) > 0
    counted = trace(reader, f"rating-change-count/X1/{LONG}/{CARE}/good")
    assert counted.parts == tuple(
        f"rating-count/X1/{day}/{CARE}/overall/locations/good" for day in (EARLY, LAST)
    )
    now, then = (trace(reader, part).figure.value for part in reversed(counted.parts))
    assert counted.figure.value == now - then


@pytest.mark.parametrize("period", ["2019-01-01..2024-09-01", f"{LAST}..{LAST}", f"{EARLY}..{EARLY}"])
def test_a_change_between_days_without_registers_is_no_figure(reader, period):
    with pytest.raises(UnknownFigure):
        trace(reader, f"rating-change-count/X1/{period}/{CARE}/good")

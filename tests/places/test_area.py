from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.places.area import Area, Group, UnknownPlace, day, overlap, within

DAY = st.dates(date(2020, 1, 1), date(2020, 2, 1))
PERIOD = st.tuples(st.none() | DAY, st.none() | DAY)


@pytest.mark.parametrize(
    ("on", "stands"),
    [("2021-03-31", False), ("2021-04-01", True), ("2023-03-31", True), ("2023-04-01", False)],
)
def test_the_first_day_counts_and_the_end_does_not(on, stands):
    area = Area("E1", "A", "A Council", "council", date(2021, 4, 1), date(2023, 4, 1))
    assert area.stands(date.fromisoformat(on)) is stands


def test_without_a_day_an_area_stands_if_it_has_no_end():
    assert Area("E1", "A", "A", "council").stands()
    ended = Area("E1", "A", "A", "council", to_date=date(2023, 4, 1))
    assert not ended.stands()
    assert ended.ended()
    assert not ended.ended(date(2023, 3, 31))
    assert str(ended) == "A (E1)"


@given(PERIOD, PERIOD, DAY)
def test_an_overlap_holds_the_days_of_both(one, other, on):
    both = within(*one, on) and within(*other, on)
    found = overlap(one, other)
    assert both == (found is not None and within(*found, on))


@given(PERIOD)
def test_an_empty_overlap_has_no_day(period):
    days = [date(2020, 1, 1) + timedelta(days=i) for i in range(40)]
    if overlap(period, period) is None:
        assert not any(within(*period, on) for on in days)


def test_a_group_gives_its_codes_and_an_unknown_place_its_texts():
    assert Group("k", "K", "named", (Area("E1", "A", "A", "council"),)).codes == ("E1",)
    assert UnknownPlace("no", ("x",)).texts == ("x",)
    assert day(None) == "today"
    assert day(date(2021, 2, 1)) == "on 2021-02-01"

"""Absent points of a series: found in months, quarters, years, weeks and days; never in a series without a usual step."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.calculating.gaps import gaps_in
from careplace.cli.calculating.order import position

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
MONTH_ENDS = [
    (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    for month in MONTHS
]
WORKING_DAYS = [
    day.isoformat() for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(30)) if day.weekday() < 5
]


def gaps(points: list[str]):
    return gaps_in(np.array([position(point) for point in points]))


@given(st.sets(st.integers(1, 22), max_size=6))
def test_the_months_taken_out_are_the_months_that_are_absent(out):
    kept = [month for place, month in enumerate(MONTHS) if place not in out]
    found = gaps(kept)
    breaks = [place for place in range(24) if place not in out and place > 0 and place - 1 in out]
    assert [kept[place] for place in np.flatnonzero(found.before)] == [MONTHS[place] for place in breaks]
    assert len(found.absent) == len(breaks)


@pytest.mark.parametrize(
    ("points", "absent"),
    [
        (["Jan 2024", "Feb 2024", "Apr 2024"], ("Mar 2024",)),
        (["Jan 2024", "Feb 2024", "Mar 2024", "Jul 2024"], ("Apr 2024 to Jun 2024",)),
        (["2024 Q1", "2024 Q2", "2024 Q3", "2025 Q1"], ("2024 Q4",)),
        (["2019", "2020", "2022"], ("2021",)),
        (["2018/19", "2019/20", "2021/22"], ("2020/21",)),
        (["01/01/2024", "08/01/2024", "22/01/2024"], ("2024-01-15",)),
        (["1", "2", "4"], ("3",)),
        ([day.isoformat() for place, day in enumerate(MONTH_ENDS) if place != 13], ("Feb 2024",)),
        ([day for day in WORKING_DAYS if day != "2024-01-10"], ("2024-01-10",)),
        ([f"2024-01-{day:02d}" for day in range(1, 15) if day != 9], ("2024-01-09",)),
    ],
)
def test_an_absent_point_is_named_as_the_series_names_its_points(points, absent):
    found = gaps(points)
    assert (found.absent, found.regular) == (absent, True)


@pytest.mark.parametrize(
    "points", [MONTHS, [day.isoformat() for day in MONTH_ENDS], WORKING_DAYS, ["1"], ["1", "9"], []]
)
def test_a_whole_series_has_no_gaps(points):
    found = gaps(points)
    assert not found.before.any()
    assert (found.absent, found.regular, len(found.before)) == ((), True, len(points))


@pytest.mark.parametrize(
    "points",
    [
        ["2024-01-01", "2024-01-03", "2024-01-08", "2024-01-09"],
        ["1", "2.5", "3", "7"],
        ["2024-01", "2024-03", "2025-06"],
    ],
)
def test_points_without_a_usual_step_lack_nothing(points):
    found = gaps(points)
    assert (found.before.any(), found.absent, found.regular) == (np.False_, (), False)


def test_a_gap_of_eight_thousand_years_is_one_gap():
    found = gaps(["2024-01-01", "2024-01-02", "2024-01-03", "9999-12-31"])
    assert found.before.tolist() == [False, False, False, True]

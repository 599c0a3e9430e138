"""Where the bars of a count by month stand."""

from datetime import date
from itertools import pairwise

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.proof.small import visit

from careplace.casework.assurance.proof.years import Year
from careplace.web.casework.bars import BOTTOM, TOP, bar_chart
from careplace.web.casework.proof.months import headline, visits_by_month

FIRST = date(2025, 4, 1)


def months(counts):
    return [(FIRST + relativedelta(months=n), count) for n, count in enumerate(counts)]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60), st.integers(0, 600))
def test_bars_are_in_proportion_inside_the_chart_and_do_not_overlap(counts, most):
    chart = bar_chart(months(counts), most)
    assert chart.total == sum(counts)
    assert chart.scale.end >= max([*counts, most])
    for bar in chart.bars:
        assert TOP <= bar.y <= BOTTOM
        assert abs(bar.y + bar.height - BOTTOM) < 0.02
        assert abs(bar.height - (BOTTOM - TOP) * bar.count / chart.scale.end) < 0.02
    ends = [(bar.x, bar.x + bar.width) for bar in chart.bars]
    assert all(a[1] < b[0] for a, b in pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= 100.01
    assert sum(bar.always for bar in chart.bars) <= 4
    assert sum(bool(bar.name) for bar in chart.bars) <= 16


def test_a_year_names_each_month_and_a_longer_time_its_years():
    assert [bar.name for bar in bar_chart(months([1] * 12)).bars][:3] == ["Apr", "May", "Jun"]
    assert [bar.name for bar in bar_chart(months([1] * 25)).bars][:4] == ["Apr 25", "", "", "Jul 25"]


def test_visits_by_month_of_the_year_up_to_today():
    days = [date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 30), date(2025, 6, 2), date(2025, 6, 3)]
    chart = visits_by_month(
        [visit("a", day) for day in days] + [visit("a", planned=FIRST)], Year(2025), date(2025, 6, 2)
    )
    assert [bar.count for bar in chart.bars] == [2, 0, 1] + [0] * 9
    assert headline(chart) == "3 visits took place; most in a month: 2, in April 2025."
    assert headline(visits_by_month([], Year(2025), FIRST)) == "No visit took place."

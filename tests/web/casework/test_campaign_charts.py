"""Where the points and lines of a site's control chart stand, and months as people write them."""

from datetime import date
from types import SimpleNamespace

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError

from careplace.casework.assurance.campaigns.measurements import Series, chart, finding
from careplace.casework.assurance.campaigns.series import SiteSeries
from careplace.publish.charts.control import BOTTOM, TOP
from careplace.statistics.comparison import Polarity
from careplace.web.casework.campaigns.charts import site_chart
from careplace.web.casework.forms.months import MonthField

BEFORE = (25.0, 30.0, 27.5, 22.5, 25.0, 30.0, 27.5, 22.5, 25.0, 30.0, 27.5, 22.5)


def site(values, start):
    series = Series("Home", tuple(values), start)
    months = tuple(date(2024, 1, 1) + relativedelta(months=n) for n in range(len(values)))
    found = finding(series, Polarity.HIGH_IS_GOOD)
    return SiteSeries(SimpleNamespace(), months, series, True, found)


def test_points_and_lines_stand_at_their_values():
    of = site((*BEFORE, 75.0, None, 80.0), 12)
    drawn = site_chart(of, "high")
    limits = chart(of.series)
    assert drawn.lines == tuple(
        drawn.scale.at(float(line[0])) for line in (limits.mean, limits.lower, limits.upper)
    )
    assert [point.y for point in drawn.points] == [drawn.scale.at(v) for v in (*BEFORE, 75.0, 80.0)]
    assert all(TOP <= point.y <= BOTTOM for point in drawn.points)
    assert drawn.start == drawn.times.at("2025-01")
    assert [point.follows for point in drawn.points[-3:]] == [True, True, False]


@pytest.mark.parametrize(("polarity", "kind"), [("high", "better"), ("low", "worse")])
def test_a_point_beyond_a_limit_is_better_or_worse_by_the_polarity(polarity, kind):
    point = site_chart(site((*BEFORE, 75.0), 12), polarity).points[-1]
    assert (point.kind, point.rule, point.written) == (kind, "outside the limits", "75.0")


def test_without_enough_months_or_variation_there_are_no_limits():
    for values, start in (((10.0, 12.0), 1), ((10.0,) * 20, 15)):
        drawn = site_chart(site(values, start), "high")
        assert (drawn.lines, drawn.limits, set(drawn.kinds)) == (None, None, {"common"})


def test_a_campaign_that_begins_after_the_last_month_has_no_line():
    assert site_chart(site(BEFORE, 12), "high").start is None


@pytest.mark.parametrize("text", ["3 2026", "03/2026", "2026-03", "March 2026", " mar  2026 "])
def test_a_month_as_people_write_it(text):
    assert MonthField(label="Month").clean(text) == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["13 2026", "March", "2026", "3 26", "3 1826", "x"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValidationError, match="a month and a year"):
        MonthField(label="Month").clean(text)


def test_an_empty_month_is_none_where_it_may_be():
    assert MonthField(label="Month", required=False).clean(" ") is None
    assert MonthField(label="Month").prepare_value(date(2026, 3, 1)) == "March 2026"

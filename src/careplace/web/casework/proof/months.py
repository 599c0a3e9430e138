"""Visits by month of a year, as a chart and in a sentence."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.proof.evidence import VisitDates
from careplace.casework.assurance.proof.years import Year
from careplace.web.casework.bars import BarChart, bar_chart


def visits_by_month(visits: Iterable[VisitDates], year: Year, today: date) -> BarChart:
    """The visits of a year that took place up to today, of every kind, by month."""
    last = year.last_day(today)
    days = [v.visited_on for v in visits if v.visited_on and year.start <= v.visited_on <= last]
    counts = Counter(day.replace(day=1) for day in days)
    months = [year.start + relativedelta(months=n) for n in range(12)]
    return bar_chart([(month, counts[month]) for month in months])


def headline(chart: BarChart) -> str:
    """What the chart of visits shows, in a sentence."""
    if not chart.total:
        return "No visit took place."
    visits = "visit" if chart.total == 1 else "visits"
    month = f"{chart.highest.month:%B %Y}"
    return f"{chart.total} {visits} took place; most in a month: {chart.highest.count}, in {month}."

"""What an order is worth at a capacity, and the sentences that say where the scheme loses."""

from datetime import date

import numpy as np
import pytest
from tests.casework.assurance.priority.backtest.test_history import written
from tests.casework.assurance.priority.backtest.test_orders import history

from careplace.casework.assurance.priority.backtest import orders, ranking
from careplace.casework.assurance.priority.backtest.edition import Coverage, reports_of
from careplace.casework.assurance.priority.backtest.history import History, of_inspections
from careplace.casework.assurance.priority.backtest.lift import Lift, lift, sentences
from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.backtest.results import (
    EARLIER,
    EVERY_PERCENT,
    RATING_AND_AGE,
    SCHEME,
    Comparison,
    Measured,
    Result,
    compared,
)
from careplace.casework.assurance.priority.backtest.sentences import by_year
from careplace.casework.assurance.priority.scheme import default
from careplace.engine import Engine

BETTER, WORSE, UNCLEAR = Area(0.1, 0.05, 0.15), Area(-0.1, -0.15, -0.05), Area(0.0, -0.1, 0.1)
NONE = Area(np.nan, np.nan, np.nan)


def result(against: Area, scheme: Area) -> Result:
    return Result("it is poor", 100, 20, {SCHEME: Measured(scheme, ())}, against)


def test_the_years_are_named_in_which_the_scheme_was_no_better_or_worse():
    good, poor = Area(0.6, 0.55, 0.65), Area(0.5, 0.4, 0.6)
    years = {
        2017: result(BETTER, good),
        2018: result(WORSE, poor),
        2019: result(UNCLEAR, poor),
        2020: result(NONE, NONE),
    }
    assert list(by_year(Comparison(years[2017], years))) == [
        "Years in which the scheme was not clearly better than chance: 2018, 2019 of 3.",
        "Years in which it was clearly worse than rating and its age: 2018 of 3.",
        "Years in which it was clearly better than rating and its age: 2017 of 3.",
    ]
    [few] = by_year(Comparison(years[2020], {2020: years[2020]}))
    assert "enough services" in few
    alone = list(by_year(Comparison(years[2018], {2018: years[2018]})))
    assert alone[1].endswith("age: all 1.")
    assert alone[2].endswith("age: none of 1.")


@pytest.mark.parametrize(
    ("scheme", "other", "expected"),
    [
        (0.3, 0.2, "wins against rating and its age, by 10 percentage points"),
        (0.1, 0.2, "loses against rating and its age, by 10 percentage points"),
        (0.2, 0.205, "within one percentage point"),
    ],
)
def test_the_lift_says_which_order_has_more(scheme, other, expected):
    lines = sentences(Lift(0.2, {SCHEME: scheme, RATING_AND_AGE: other}), "it is poor")
    assert expected in lines[-1]
    assert lines[0].startswith(
        f"The first 20% by the scheme had {scheme:.0%} of the services where it is poor"
    )


def test_fewer_than_by_chance_is_said():
    first, second, _winner = sentences(Lift(0.2, {SCHEME: 0.1, RATING_AND_AGE: 0.2}), "it is poor")
    assert first.endswith("0.5 times as many as visits in random order, which is fewer.")
    assert second.endswith("as many as visits in random order.")


@pytest.mark.parametrize(("visits", "services", "share"), [(9, 70, 0.13), (1, 1000, 0.01), (200, 70, 1.0)])
def test_the_share_is_that_of_a_months_visits_to_the_nearest_percent(visits, services, share):
    [below_good, *_others] = compared(default(), history(2000), top=EVERY_PERCENT)
    worth = lift(below_good, visits, services)
    assert worth.share == pytest.approx(share)
    assert worth.times(SCHEME) == pytest.approx(worth.captured[SCHEME] / share)
    if share == 1:
        assert set(worth.captured.values()) == {1.0}


def test_what_is_captured_is_that_of_each_year_weighed_by_its_outcomes():
    """The slow way: the order of each year by itself."""
    data = history(2000)
    [below_good, *_others] = compared(default(), data, top=EVERY_PERCENT)
    hits = total = 0.0
    for year in below_good.by_year:
        now = data.where(data.period == year)
        share = ranking.capture(orders.by_rating_and_age(now), now.below_good, [0.13])[0]
        hits, total = hits + share * now.below_good.sum(), total + now.below_good.sum()
    assert lift(below_good, 9, 70).captured[RATING_AND_AGE] == pytest.approx(hits / total)
    assert EARLIER in below_good.whole.orders


REPORTS = [
    ("A", date(2015, 5, 1), "Good"),
    ("A", date(2017, 2, 1), "Requires improvement"),
    ("B", date(2016, 1, 1), "Good"),
    ("B", date(2018, 3, 1), "Inadequate"),
    ("B", date(2019, 3, 1), "Good"),
]


def columns(data: History) -> list[list[int]]:
    return [getattr(data, name).tolist() for name in History.__dataclass_fields__]


def test_an_edition_gives_the_history_that_the_file_of_its_reports_gives(tmp_path):
    with Engine() as engine:
        engine.sql("create table homecare_inspection (location_id text, published_on date, rating text)")
        engine.connection.executemany("insert into homecare_inspection values (?, ?, ?)", REPORTS)
        coverage, data = reports_of(engine)
    assert coverage == Coverage(5, 2, date(2015, 5, 1), date(2019, 3, 1))
    assert columns(data) == columns(of_inspections(written(tmp_path, REPORTS)))
    assert len(data) == 2


def test_an_edition_without_reports_has_no_history():
    with Engine() as engine:
        engine.sql("create table homecare_inspection (location_id text, published_on date, rating text)")
        coverage, data = reports_of(engine)
    assert coverage == Coverage(0, 0, None, None)
    assert len(data) == 0

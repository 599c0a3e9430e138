"""Orders: the scheme's own points, and no order that looks ahead."""

import numpy as np
import pytest

from careplace.casework.assurance.priority.backtest.history import History
from careplace.casework.assurance.priority.backtest.orders import (
    by_earlier_years,
    by_rating_and_age,
    by_scheme,
)
from careplace.casework.assurance.priority.backtest.page import page
from careplace.casework.assurance.priority.backtest.ranking import Area
from careplace.casework.assurance.priority.backtest.results import ORDERS, Measured, Result, compared
from careplace.casework.assurance.priority.backtest.sentences import verdict
from careplace.casework.assurance.priority.scheme import default


def history(rows: int = 400, seed: int = 5) -> History:
    random = np.random.default_rng(seed)
    return History(
        period=random.integers(2016, 2020, rows),
        concern=random.integers(0, 4, rows),
        months=random.integers(0, 90, rows),
        falls=random.integers(0, 3, rows),
        next_concern=random.integers(0, 4, rows),
    )


def test_points_are_those_of_the_scheme():
    known = {"period": [2016] * 4, "concern": [1, 2, 3, 0], "months": [23, 24, 36, 60], "falls": [0, 1, 2, 0]}
    rows = History(**{name: np.array(values) for name, values in (known | {"next_concern": [0] * 4}).items()})
    assert by_scheme(default(), rows).tolist() == [0, 25 + 4 + 10, 45 + 8 + 10, 14]


def test_the_worst_rating_comes_first_and_then_the_oldest():
    known = {"concern": [1, 1, 2, 2], "months": [5000, 3, 0, 1]}
    rows = History(**{name: np.array(known.get(name, [0] * 4)) for name in History.__dataclass_fields__})
    assert np.argsort(-by_rating_and_age(rows)).tolist() == [3, 2, 0, 1]


def test_earlier_years_use_nothing_of_the_year_or_later():
    rows = history()
    before = by_earlier_years(rows, rows.fell)
    changed = np.where(rows.period >= 2018, ~rows.fell, rows.fell)
    after = by_earlier_years(rows, changed)
    assert np.isnan(before[rows.period == 2016]).all()
    known = (rows.period == 2017) | (rows.period == 2018)
    assert (before[known] == after[known]).all()
    assert (before[rows.period == 2019] != after[rows.period == 2019]).any()


def test_earlier_years_give_the_share_of_the_group():
    period, outcome = np.array([2016, 2016, 2016, 2017]), np.array([True, True, False, False])
    zeros = np.zeros(4, dtype=int)
    rows = History(period, zeros, zeros, zeros, zeros)
    assert by_earlier_years(rows, outcome)[3] == (2 + 1) / (3 + 2)


def test_results_are_of_the_services_that_every_order_can_order():
    rows = history()
    below_good, lower, among_good = compared(default(), rows)
    later = rows.period > 2016
    assert below_good.whole.services == later.sum()
    assert lower.whole.with_outcome == (rows.fell & later).sum()
    assert among_good.whole.services == (later & (rows.concern == 1)).sum()
    assert list(lower.by_year) == [2017, 2018, 2019]
    assert sum(result.services for result in lower.by_year.values()) == lower.whole.services
    assert compared(default(), rows, learned=False)[0].whole.services == len(rows)


def test_the_page_has_every_order_and_outcome_and_registers_only_where_there_are_some():
    results = compared(default(), history())
    text = page(default(), results)
    assert all(f"| {name} |" in text for name in ORDERS)
    assert all(f"## Where {comparison.whole.outcome}" in text for comparison in results)
    assert "nan" not in text
    assert "Successive registers" not in text
    assert "## Successive registers" in page(
        default(), results, compared(default(), history(), learned=False)
    )


@pytest.mark.parametrize(
    ("against", "chance", "words"),
    [
        (
            Area(0.02, 0.01, 0.03),
            Area(0.6, 0.55, 0.65),
            "orders better than rating and its age, by 0.020 (0.010 to 0.030). It is better",
        ),
        (
            Area(-0.02, -0.03, -0.01),
            Area(0.4, 0.35, 0.45),
            "orders worse than rating and its age: difference -0.020",
        ),
        (
            Area(0.0, -0.03, 0.01),
            Area(0.4, 0.35, 0.45),
            "No clear difference between the scheme and rating and its age. It is worse than chance.",
        ),
        (Area(0.0, -0.03, 0.01), Area(0.5, 0.45, 0.55), "its age. No clear difference from chance."),
    ],
)
def test_the_verdict_says_plainly_where_the_scheme_loses(against, chance, words):
    result = Result("x", 100, 50, {ORDERS[0]: Measured(chance, (0.1, 0.2))}, against)
    assert words in verdict(result)

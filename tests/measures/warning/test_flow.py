"""The flow of falls of a place: months, alarms, and the false-alarm rate and run length that the page states."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.measures.warning.test_history import COMMUNITY, engine_of

from careplace.measures.warning.flow import FALSE_ALARMS, FEWEST, ODDS, flow, flows
from careplace.statistics.cusum import cusum, event_steps

FIRST = date(2020, 1, 15)


def inspections(fell, usual=0.2):
    return [
        {"published_on": FIRST + timedelta(days=10 * n), "fell": int(event), "usual": usual}
        for n, event in enumerate(fell)
    ]


def test_months_add_up_and_end_with_the_sum_of_their_last_inspection():
    fell = np.random.default_rng(1).random(60) < 0.2
    place = flow(inspections(fell))
    assert (place.services, place.fell) == (60, int(fell.sum()))
    assert place.expected == pytest.approx(12)
    worse = ODDS * 0.2 / (1 + (ODDS - 1) * 0.2)
    sums = cusum(event_steps(fell, 0.2, worse)).sums
    assert place.months[-1].sum == pytest.approx(sums[-1])
    assert [month.month for month in place.months] == sorted({m.month for m in place.months})


def test_many_falls_alarm_in_their_month_and_none_do_not():
    fell = np.r_[np.zeros(30), np.ones(15)]
    place = flow(inspections(fell))
    assert place.alarm
    assert place.alarm >= (FIRST + timedelta(days=300)).replace(day=1)
    assert flow(inspections(np.zeros(45))).alarm is None


def test_the_false_alarm_rate_and_the_run_length_are_as_stated():
    rng = np.random.default_rng(8)
    place = flow(inspections(rng.random(80) < 0.25, 0.25))
    worse = ODDS * 0.25 / (1 + (ODDS - 1) * 0.25)
    window = cusum(event_steps(rng.random((20_000, 80)) < 0.25, 0.25, worse), place.threshold)
    assert (window.alarm >= 0).mean() == pytest.approx(FALSE_ALARMS, abs=0.005)
    # Each window begins again from zero, as a page of an edition does; a run goes on until the first that alarms.
    windows_until_alarm = 1 / (window.alarm >= 0).mean()
    assert 80 * windows_until_alarm == pytest.approx(place.run_length, rel=0.5)


def test_england_in_that_year_is_what_is_usual():
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(2 * FEWEST)]
    rows = [(f"1-{n}", date(2015, 1, 1), "Good", "x") for n in range(len(days))]
    rows += [(f"1-{n}", day, "Inadequate" if n % 4 == 0 else "Good", "x") for n, day in enumerate(days)]
    rows += [("1-0", date(2019, 12, 1), "Inadequate", "x")]
    councils = {f"1-{n}": "X1" if n < 1.5 * FEWEST else "X2" for n in range(len(days))}
    entries = [(date(2018, 1, 1), id, "p", council, COMMUNITY) for id, council in councils.items()]
    with engine_of(rows, entries) as engine:
        found = flows(engine, date(2016, 1, 1))
    assert set(found) == {"X1"}
    assert found["X1"].services == 1.5 * FEWEST
    assert found["X1"].expected == pytest.approx(1.5 * FEWEST / 4)

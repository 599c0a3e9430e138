"""Figures are counted from a part of ten years: they are those of all visits, actions and events."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from tests.casework.assurance.proof.ten_years import LAST, services, ten_years, visit
from tests.casework.people import PLACE
from tests.examples import examples

from careplace.casework.assurance.proof import loading
from careplace.casework.assurance.proof.counted_actions import dated_actions
from careplace.casework.assurance.proof.figures import ProofFigure, figures
from careplace.casework.assurance.proof.loading import evidence
from careplace.casework.assurance.proof.years import Year
from careplace.casework.assurance.visits.models import Visit

YEARS = [Year(first) for first in (2016, 2018, 2021, 2023, 2025, 2026)]
EVER = date(1900, 1, 1)


@pytest.fixture
def everything(monkeypatch, tmp_path):
    """`everything(year)`: the evidence of a year from all records, whenever they were."""

    def load(year: Year):
        with monkeypatch.context() as patched:
            patched.setattr(loading, "_first_day", lambda _year: EVER)
            return evidence(PLACE, year, LAST, tmp_path)

    return load


def in_order(result: ProofFigure) -> ProofFigure:
    """A figure with its items in an order of their own: that of the actions is not said."""
    items = sorted(
        result.count.items, key=lambda item: (item.service, item.on or EVER, item.counted, item.why)
    )
    return replace(result, count=replace(result.count, items=tuple(items)))


def all_figures(records, year: Year) -> list[ProofFigure]:
    """The figures of a year and of the one before, as a page of the year shows them."""
    return [
        in_order(result)
        for of in (year, year.before)
        for result in figures(records, PLACE, of, LAST).values()
    ]


def visits_by_day(records, year: Year) -> Counter:
    """What the charts of a year and of the one before show."""
    days = (v.visited_on for v in records.visits if v.visited_on)
    return Counter(day for day in days if year.before.start <= day <= year.end)


def first_day(records) -> date:
    """From which the years to choose from begin."""
    return min(v.visited_on for v in records.visits if v.visited_on)


@pytest.mark.parametrize("seed", range(examples(8)))
def test_every_figure_is_that_of_all_records(both, on, everything, tmp_path, seed):
    ten_years(Random(seed), on, visits=150, actions=100)
    counted = Counter()
    for year in YEARS:
        part, whole = evidence(PLACE, year, LAST, tmp_path), everything(year)
        assert all_figures(part, year) == all_figures(whole, year)
        assert visits_by_day(part, year) == visits_by_day(whole, year)
        assert first_day(part) == first_day(whole)
        for result in all_figures(part, year):
            counted[result.measure.key] += result.denominator
    work = ("homes-visited", "visits-final", "visited-again", "plans-agreed", "actions-in-time")
    assert min(counted[key] for key in work) > 3
    assert len(part.visits) < len(whole.visits) / 2
    assert len(part.actions) < len(whole.actions)


def test_an_action_that_is_read_has_the_dates_of_all_its_events(both, on, everything, tmp_path):
    """Those moved to an earlier day and those agreed late, whose own date is over, too."""
    ten_years(Random(5), on, visits=60, actions=100)
    year = Year(2025)
    whole = {action.id: action for action in everything(year).actions}
    part = {action.id: action for action in evidence(PLACE, year, LAST, tmp_path).actions}
    assert part.items() <= whole.items()
    left_out = [action for id, action in whole.items() if id not in part]
    assert len(left_out) > 10
    first = loading._first_day(year)
    assert not [a for a in left_out if any(day and day >= first for day in (a.agreed_on, a.first_due_on))]
    assert set(part) - set(dated_actions(PLACE, first)), "the date of now alone would leave these out"


def test_a_team_whose_only_visit_was_planned_long_ago_and_cancelled_records_its_visits(
    both, on, everything, tmp_path
):
    (home,) = services(1, on)
    random = Random(1)
    old = visit(random, home)
    old.state, old.planned_on, old.visited_on, old.final_on = "cancelled", date(2017, 5, 1), None, None
    Visit.objects.bulk_create([old])
    on(LAST)
    year = Year(2025)
    part = evidence(PLACE, year, LAST, tmp_path)
    assert figures(part, PLACE, year, LAST)["homes-visited"].denominator == 1
    assert all_figures(part, year) == all_figures(everything(year), year)

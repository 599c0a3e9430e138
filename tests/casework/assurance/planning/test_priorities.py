"""What a priority weighs in a plan, and that it is the priority that Today shows."""

from datetime import date
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.planning.teams import (
    TODAY,
    homes,
    manager_at,
    officer_with_time,
    priorities,
    visited,
)
from tests.casework.people import PLACE

from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.overrides import actions as overrides
from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.frequency import MOST_URGENT
from careplace.casework.assurance.planning.inputs import plan_input
from careplace.casework.assurance.planning.priorities import priority_of
from careplace.casework.assurance.planning.proposal import Proposal, proposal
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.workflow.actions import changes

BANDS = [band.key for band in default().bands]


def band(key: str):
    return SimpleNamespace(key=key, title=key)


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.tuples(st.just([f"b{i}" for i in range(n)]), st.integers(0, 5000), st.integers(0, 5000))
    )
)
def test_a_higher_band_weighs_more_than_any_points_of_a_lower_one(case):
    keys, points, other_points = case
    weights = [priority_of(band(key), points, keys) for key in keys]
    others = [priority_of(band(key), other_points, keys) for key in keys]
    assert all(0 <= weight.score <= 1000 for weight in weights)
    if len(keys) <= 9:
        for higher, lower in product(range(len(keys)), repeat=2):
            assert higher >= lower or weights[higher].score > others[lower].score
    assert [w.urgency for w in weights] == sorted((w.urgency for w in weights), reverse=True)
    assert weights[-1].urgency == 0
    assert len(keys) == 1 or weights[0].urgency == MOST_URGENT


@pytest.fixture
def manager(sqlite):
    return manager_at()


def decide(manager, service, key: str) -> None:
    values = {"band": key, "reason": "A new manager", "until": date(2027, 6, 1), "sensitivity": "restricted"}
    overrides.decide(manager, service.pk, values, TODAY)


def planned() -> Proposal:
    return proposal(plan_input(PLACE, TODAY, priorities()))


def test_the_bands_are_those_of_today_with_what_people_decided(manager):
    calm, decided = homes(manager, 2)
    decide(manager, decided, "high")
    result = priorities()
    assert {key: value.band.key for key, value in result.items()} == {
        str(calm.pk): "low",
        str(decided.pk): "high",
    }
    assert result[str(decided.pk)].score > result[str(calm.pk)].score


def test_a_service_of_a_high_band_comes_earlier_and_more_often_and_says_why(manager):
    officer_with_time(manager, "Ann Smith", visits=20)
    calm, urgent = homes(manager, 2)
    for home in (calm, urgent):
        visited(manager, home, date(2026, 10, 1))
    decide(manager, urgent, "high")
    rows = {name: [c for c in planned().changes if c.service_name == name] for name in ("Home 00", "Home 01")}
    assert [c.due for c in rows["Home 00"]] == [date(2027, 10, 1)]
    assert [c.due for c in rows["Home 01"]] == [date(2027, 4, 1), date(2027, 10, 1)]
    assert rows["Home 00"][0].reason == (
        "Due by 1 October 2027: Care home, every 12 months; last visited on 1 October 2026."
    )
    assert rows["Home 01"][0].reason == (
        "Due by 1 April 2027: Care home, every 6 months because its priority is high; last visited on 1 October 2026. "
        "Priority: high, so it comes before services of a lower priority."
    )
    assert rows["Home 01"][0].on == date(2027, 2, 8)
    assert rows["Home 00"][0].on > date(2027, 9, 26)


def test_a_signal_that_raises_a_band_brings_the_next_visit_forward(manager):
    officer_with_time(manager, "Ann Smith", visits=20)
    [home] = homes(manager, 1)
    visited(manager, home, date(2026, 10, 1), "requires-improvement")
    before = planned().changes[0].on
    with changes(manager) as at_once:
        for day in (1, 2, 3):
            at_once.add(
                Signal(
                    service=home,
                    kind="safeguarding",
                    happened_on=date(2026, 11, day),
                    source="a nurse",
                    text="x",
                )
            )
    assert priorities()[str(home.pk)].urgency > 0
    assert planned().changes[0].on < before


def test_what_was_shown_is_what_is_accepted_and_a_priority_that_changed_meanwhile_plans_nothing(manager):
    officer_with_time(manager, "Ann Smith", visits=20)
    [home] = homes(manager, 1)
    visited(manager, home, date(2026, 10, 1))
    keys = [change.key for change in planned().changes]
    decide(manager, home, "high")
    with pytest.raises(actions.PlanChanged):
        actions.accept(manager, keys, TODAY)
    assert actions.accept(manager, [change.key for change in planned().changes], TODAY) == 2
    assert {change.kind for change in planned().changes} == {"stay"}


def test_rules_with_a_band_that_the_scheme_does_not_have_are_refused(manager):
    rules = 'version = "1"\n[[rule]]\nkinds = ["care_home"]\nmonths = 12\nbelow_standard = 6\nbands = { urgent = 3 }'
    values = {"starts_on": TODAY, "ends_on": TODAY, "frequency": rules}
    with pytest.raises(ValidationError, match="no such band: urgent"):
        actions.set_rules(manager, values, 1)

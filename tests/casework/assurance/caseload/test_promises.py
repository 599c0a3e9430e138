"""Promises: whose turn it is in each state of a visit, an action and a decision, and what is missed if nothing changes."""

from datetime import date, timedelta

import pytest
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import DAY, DUE, a_visit, an_action, officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.caseload.promises import SOON, Promise, Turn, promises
from careplace.casework.assurance.caseload.records import records
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.states import ACTION, VISIT

TODAY = date.today()  # noqa: DTZ011 - "waiting since" is the day on which the tests write the record


def steps(reader=None, today: date = TODAY) -> list[tuple]:
    """(step, whose turn, day, waiting since) of everything that is promised at the place."""
    loaded = records(reader or officer_at(), today, window(default(), today))
    return [(p.step, p.turn, p.due, p.since) for p in promises(loaded)]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("planned", [("Make the visit", Turn.OURS, DAY, None)]),
        ("recording", [("Send the draft to the provider", Turn.OURS, None, DAY)]),
        ("review", [("Review the draft and make it final", Turn.OURS, None, TODAY)]),
        ("final", []),
        ("cancelled", []),
    ],
)
def test_the_next_step_of_a_visit_is_ours(state, expected):
    a_visit(state)
    assert steps() == expected


@pytest.mark.usefixtures("both")
def test_the_check_of_the_facts_is_the_providers_until_its_last_day_and_answers_are_ours():
    a_visit("accuracy")
    answer = ("Answer 1 challenge of the provider", Turn.OURS, DUE, None)
    check = ("Check the facts of the draft", Turn.PROVIDER, DUE, None)
    for today in (DUE - timedelta(3), DUE):
        assert steps(today=today) == [answer, check]
    end = ("End the provider’s check of the facts", Turn.OURS, None, DUE)
    assert steps(today=DUE + timedelta(1)) == [answer, end]


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("proposed", [("Agree to an action", Turn.PROVIDER, None, TODAY)]),
        ("agreed", [("Do what was agreed", Turn.PROVIDER, DAY, None)]),
        ("done", [("See the proof of an action", Turn.OURS, None, TODAY)]),
        ("verified", []),
        ("moved", []),
    ],
)
def test_an_action_waits_for_the_provider_or_for_us(state, expected):
    an_action(state)
    assert steps() == expected


def test_every_state_of_visits_and_actions_is_in_these_tests():
    assert set(VISIT.states) == {"planned", "recording", "accuracy", "review", "final", "cancelled"}
    assert set(ACTION.states) == {"proposed", "agreed", "done", "verified", "moved"}


@pytest.mark.usefixtures("both")
def test_a_decision_about_a_priority_asks_for_a_review_before_it_ends():
    override = an_override(today=TODAY)
    ((step, turn, due, _),) = steps()
    assert (turn, due) == (Turn.OURS, override.until)
    assert step == "Review the decision about its priority, which ends by itself"
    assert steps(today=override.until + timedelta(1)) == []


@pytest.mark.usefixtures("both")
def test_only_people_who_read_visits_see_promises_and_only_of_their_place():
    a_visit("planned")
    assert len(steps(actor("panel_member"))) == 1
    for reader in (actor("partner_reader"), actor("auditor"), actor("team_manager", OTHER_PLACE)):
        assert steps(reader) == []


@pytest.mark.usefixtures("sqlite")
def test_the_earliest_day_is_first_and_steps_without_a_day_come_last_the_longest_wait_first():
    for state in ("review", "recording", "accuracy", "planned"):
        a_visit(state)
    late = a_visit("planned")
    Visit.objects.filter(pk=late.pk).update(planned_on=TODAY - timedelta(900))
    found = steps(today=DAY)
    days = [due or date.max for _, _, due, _ in found]
    assert days == sorted(days)
    waits = [since for _, _, due, since in found if due is None]
    assert waits == sorted(waits)
    assert found[0][2] == TODAY - timedelta(900)


def promise(due: date | None = None, since: date | None = None) -> Promise:
    return Promise(Service(name="Rose House"), "Make the visit", Turn.OURS, "visit", Service().pk, due, since)


@pytest.mark.parametrize(
    ("today", "missed", "at_risk"),
    [
        (date(2026, 12, 17), False, False),
        (date(2026, 12, 18), False, True),
        (date(2026, 12, 29), False, True),
        (date(2026, 12, 30), True, False),
    ],
)
def test_a_promise_is_at_risk_in_the_working_days_before_its_day(today, missed, at_risk):
    """From 18 December 2026 there are five working days to 29 December: Christmas Day and the substitute day are none."""
    kept = promise(due=date(2026, 12, 29))
    assert SOON == 5
    assert (kept.missed(today), kept.at_risk(today)) == (missed, at_risk)


def test_a_step_without_a_day_is_neither_missed_nor_at_risk_and_says_how_long_it_waits():
    waiting = promise(since=date(2026, 11, 26))
    today = date(2026, 11, 30)
    assert not waiting.missed(today)
    assert not waiting.at_risk(today)
    assert waiting.clock(today) == "no date set; waiting for 2 working days, since 26 November 2026"
    assert promise().clock(today) == "no date set"
    assert promise(due=today).clock(today) == "due today"

"""Promises: whose turn it is in each state of a visit, an action and a decision, and what is missed if nothing changes."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from tests.casework.assurance.escalation.records import SOON as REVIEW_DAY
from tests.casework.assurance.escalation.records import a_case, a_closed_case, values
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import DAY, DUE, a_visit, an_action, officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.caseload.promises import SOON, Promise, promises
from careplace.casework.assurance.caseload.records import records
from careplace.casework.assurance.caseload.unfinished import unfinished, visits_of
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.escalation import actions as escalation
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.assurance.visits.states import ACTION, VISIT
from careplace.casework.digest.sources import Turn

TODAY = date.today()  # noqa: DTZ011 - "waiting since" is the day on which the tests write the record


def steps(reader=None, today: date = TODAY) -> list[tuple]:
    """(step, whose turn, day, waiting since) of everything that is promised at the place.

    Today has the past in its window besides, the reminders have not: both say the same.
    """
    acting = reader or officer_at()
    of_today = promises(records(acting, today, window(default(), today)))
    assert promises(unfinished(acting, today)) == of_today
    return [(p.step, p.turn, p.due, p.since) for p in of_today]


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
        ("proposed", [("Agree to an action", Turn.PROVIDER, TODAY + timedelta(14), None)]),
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
def test_a_proposed_action_is_due_on_the_day_that_was_set_where_that_is_before_the_fourteen_days():
    action = an_action("proposed")
    for due, expected in ((TODAY + timedelta(3), 3), (TODAY + timedelta(30), 14), (None, 14)):
        Action.objects.filter(pk=action.pk).update(due_on=due)
        assert [day for _, _, day, _ in steps()] == [TODAY + timedelta(expected)]


@pytest.mark.usefixtures("both")
def test_the_review_of_an_open_case_is_its_owners_on_the_day_that_was_set_and_after_it():
    case = a_case("suspended")
    a_case(place=OTHER_PLACE)
    closed = a_closed_case()
    expected = [("Review the level of its case", Turn.OURS, REVIEW_DAY, None)]
    for today in (REVIEW_DAY, REVIEW_DAY + timedelta(30)):
        assert steps(today=today) == expected
    (promise,) = promises(unfinished(officer_at(), REVIEW_DAY))
    assert (promise.page, promise.record, promise.person) == ("case", case.pk, str(case.owner_id))
    assert promise.clock(date(2026, 11, 6)) == "overdue by 2 working days: was due on 4 November 2026"
    assert steps(actor("partner_reader"), REVIEW_DAY) == []
    officer = officer_at()
    given = values(officer, "enhanced", review_on=date(2026, 11, 16))
    again = escalation.open_case(officer, closed.service_id, given, date(2026, 11, 9))
    assert {p.record for p in promises(unfinished(officer, REVIEW_DAY))} == {case.pk, again.pk}


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


def promise(due: date | None = None, since: date | None = None, turn: Turn = Turn.OURS) -> Promise:
    return Promise(Service(name="Rose House"), "Make the visit", turn, "visit", Service().pk, due, since)


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
    assert promise(due=today).words(today) == "make the visit, due today"


def test_somebody_is_reminded_of_what_is_missed_or_at_risk_and_of_steps_of_the_team_without_a_day():
    today = date(2026, 11, 30)
    days = {today - timedelta(1): True, today: True, today + timedelta(7): True, today + timedelta(8): False}
    for turn in Turn:
        assert {day: promise(due=day, turn=turn).calls(today) for day in days} == days
    assert promise(since=today).calls(today)
    assert not promise(since=today, turn=Turn.PROVIDER).calls(today)


@pytest.mark.usefixtures("both")
def test_visits_that_were_finished_since_a_moment_are_loaded_where_they_are_asked_for_and_promise_nothing():
    final, reader = a_visit("final"), officer_at()
    assert unfinished(reader, TODAY).visits == []
    with_changes = unfinished(reader, TODAY, visits_of(reader, Q(changed_at__gte=final.created_at)))
    assert [visit.pk for visit in with_changes.visits] == [final.pk]
    assert promises(with_changes) == []

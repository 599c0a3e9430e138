"""Cases of escalation: what each move needs, who makes it, and that the service's state and the audit follow at once."""

import json
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from tests.casework.assurance.escalation.records import (
    DAY,
    REVIEW,
    SOON,
    a_case,
    a_closed_case,
    a_decision,
    a_meeting,
    a_service,
    person,
    user_of,
    values,
)
from tests.casework.people import OTHER_PLACE

from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.decisions import usable_decision
from careplace.casework.assurance.escalation.models import CaseMove, EscalationCase
from careplace.casework.assurance.escalation.placements import change_service
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels import actions as panels
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def officer(both):
    return person("quality_officer")


@pytest.fixture
def manager(both):
    return person("team_manager")


@pytest.fixture
def home(officer):
    return a_service(officer)


def state_of(case: EscalationCase) -> str:
    return Service.objects.get(pk=case.service_id).state


def lifted(acting, case, to="formal", on=REVIEW, **more):
    given = values(acting, to, review_on=date(2026, 11, 16)) | more
    return actions.move(acting, case.pk, case.version, given, on)


def test_an_officer_opens_a_case_and_its_move_and_audit_are_there(officer, home):
    case = actions.open_case(officer, home.pk, values(officer, "enhanced"), DAY)
    assert (case.state, case.level, case.placements, case.review_on) == ("open", "enhanced", "open", SOON)
    assert (case.ladder, case.ladder_version, case.opened_on, case.moved_on) == ("five-levels", 1, DAY, DAY)
    move = CaseMove.objects.get()
    assert (move.action, move.before, move.after, move.owner) == (
        "open",
        "routine",
        "enhanced",
        user_of(officer),
    )
    events = Event.objects.filter(kind__startswith="escalation").order_by("number")
    assert list(events.values_list("kind", "action")) == [
        ("escalation case", "open"),
        ("escalation move", "move"),
    ]
    assert list(faults()) == []


def test_why_stays_out_of_the_chain(officer, home):
    actions.open_case(officer, home.pk, values(officer, "enhanced", reason="zebra-lantern"), DAY)
    assert not any("zebra-lantern" in event.after for event in Event.objects.all())


def test_everything_that_the_ladder_asks_is_named_at_its_field(manager, home):
    bare = {"to": "suspended", "reason": " ", "owner": None, "review_on": None, "decision": None}
    with pytest.raises(ValidationError) as error:
        actions.open_case(manager, home.pk, bare, DAY)
    assert error.value.message_dict == {
        "owner": ["Name the officer who owns the case."],
        "reason": ["Give the reason."],
        "review_on": ["Give a review date."],
        "decision": ["Name the panel's decision."],
    }
    assert (EscalationCase.objects.count(), CaseMove.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("review_on", "message"),
    [
        (DAY, "must be after the date of the move"),
        (date(2026, 11, 7), "must be a working day"),
        (date(2026, 12, 15), "must be reviewed by 14 December 2026: 30 working days at most"),
    ],
)
def test_a_review_is_a_working_day_within_the_time_of_the_level(officer, home, review_on, message):
    with pytest.raises(ValidationError, match=message) as error:
        actions.open_case(officer, home.pk, values(officer, "enhanced", review_on=review_on), DAY)
    assert set(error.value.message_dict) == {"review_on"}


def test_a_name_of_a_resident_is_refused(officer, home):
    with pytest.raises(ValidationError, match="names a person"):
        actions.open_case(officer, home.pk, values(officer, "enhanced", reason="Mrs Smith fell"), DAY)


def test_levels_that_need_the_panel_are_for_managers(officer, manager, home):
    decision = a_decision(manager, home, "formal")
    for level in ("formal", "suspended", "exit"):
        with pytest.raises(NotAllowed, match="A team manager makes this move"):
            actions.open_case(officer, home.pk, values(officer, level, decision=decision), DAY)
    assert (
        actions.open_case(manager, home.pk, values(manager, "formal", decision=decision), DAY).level
        == "formal"
    )


def test_a_suspended_level_suspends_the_service_and_lifting_it_lifts(manager):
    case = a_case("suspended")
    assert (case.placements, state_of(case)) == ("suspended", "suspended")
    decision = a_decision(manager, case.service, "formal", REVIEW)
    case = lifted(manager, case, decision=decision, evidence="Re-audit of 8 November")
    assert (case.placements, state_of(case)) == ("by agreement", "active")
    actions_of_service = Event.objects.filter(record=str(case.service_id)).order_by("number")
    assert list(actions_of_service.values_list("action", flat=True)) == ["add", "suspend", "resume"]
    assert CaseMove.objects.get(action="lower").evidence == "Re-audit of 8 November"
    assert list(faults()) == []


def test_going_on_from_one_suspended_level_to_another_leaves_the_service_suspended(manager):
    case = a_case("suspended")
    decision = a_decision(manager, case.service, "exit", REVIEW)
    given = values(manager, "exit", decision=decision, review_on=date(2026, 11, 12))
    assert actions.move(manager, case.pk, case.version, given, REVIEW).level == "exit"
    assert state_of(case) == "suspended"


def test_lifting_needs_evidence_and_the_panel(manager):
    case = a_case("suspended")
    for more, missing in (
        ({}, {"decision", "evidence"}),
        ({"evidence": "Re-audit"}, {"decision"}),
        ({"decision": a_decision(manager, case.service, "formal", REVIEW)}, {"evidence"}),
    ):
        with pytest.raises(ValidationError) as error:
            lifted(manager, case, **more)
        assert set(error.value.message_dict) == missing
    assert state_of(case) == "suspended"


def test_an_overdue_suspension_stays_in_force(manager):
    case = a_case("suspended")
    assert not case.overdue(SOON)
    assert case.overdue(date(2027, 5, 1))
    assert (EscalationCase.objects.get().placements, state_of(case)) == ("suspended", "suspended")


def test_a_review_keeps_the_level_and_sets_the_next(officer, manager):
    case = a_case("suspended")
    given = {"finding": "No change", "owner": user_of(manager), "review_on": date(2026, 11, 20)}
    with pytest.raises(NotAllowed):
        actions.review(officer, case.pk, case.version, given, REVIEW)
    late = given | {"review_on": date(2026, 11, 24)}
    with pytest.raises(ValidationError, match="10 working days at most"):
        actions.review(manager, case.pk, case.version, late, REVIEW)
    case = actions.review(manager, case.pk, case.version, given, REVIEW)
    assert (case.level, case.review_on, case.moved_on) == ("suspended", date(2026, 11, 20), REVIEW)
    assert (case.reason, case.finding) == ("Two visits below standard", "No change")
    assert [move.reason for move in case.moves.all()] == ["Two visits below standard", "No change"]
    assert [move.words for move in case.moves.all()] == [
        "Case opened: from Routine monitoring to Placements suspended",
        "Reviewed at Placements suspended",
    ]


def test_a_review_without_a_date_is_refused(officer):
    case = a_case()
    with pytest.raises(ValidationError, match="Enter this"):
        actions.review(
            officer,
            case.pk,
            case.version,
            {"finding": "x", "owner": user_of(officer), "review_on": None},
            REVIEW,
        )


def test_an_officer_closes_a_case_of_a_level_without_a_panel(officer):
    case = a_case()
    case = actions.move(officer, case.pk, case.version, values(officer, "routine", reason="Improved"), REVIEW)
    assert (case.state, case.level, case.closed_on, case.review_on) == ("closed", "routine", REVIEW, None)
    assert CaseMove.objects.latest("created_at").action == "close"
    with pytest.raises(NotAllowed, match="not possible"):
        actions.move(officer, case.pk, case.version, values(officer, "enhanced"), REVIEW)


def test_a_service_has_one_open_case_and_may_have_another_after_it_is_closed(officer):
    case = a_case()
    with pytest.raises(NotAllowed, match="has an open case"):
        actions.open_case(officer, case.service_id, values(officer, "enhanced"), DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationCase.objects.bulk_create([copy_of(case)])
    closed = a_closed_case()
    assert actions.open_case(officer, closed.service_id, values(officer, "enhanced"), DAY).state == "open"


def copy_of(case: EscalationCase) -> EscalationCase:
    fields = {f.attname: getattr(case, f.attname) for f in case._meta.concrete_fields if f.name != "id"}
    return EscalationCase(**fields)


def test_moving_to_the_same_level_is_refused(officer):
    case = a_case()
    with pytest.raises(ValidationError, match="at Enhanced monitoring already"):
        actions.move(officer, case.pk, case.version, values(officer, "enhanced"), DAY)


@pytest.mark.parametrize(
    "fields",
    [
        {"review_on": None},
        {"placements": "perhaps"},
        {"state": "closed"},
        {"state": "lapsed"},
    ],
)
def test_the_database_refuses_a_suspension_without_a_review(fields):
    case = a_case("suspended")
    with pytest.raises(IntegrityError), transaction.atomic():
        EscalationCase.objects.filter(pk=case.pk).update(**fields)


def test_a_decision_is_carried_out_once_by_the_level_that_it_names(manager, home):
    decision = a_decision(manager, home, "suspended")
    with pytest.raises(ValidationError, match="decided another level"):
        actions.open_case(manager, home.pk, values(manager, "formal", decision=decision), DAY)
    case = actions.open_case(manager, home.pk, values(manager, "suspended", decision=decision), DAY)
    assert usable_decision(home.place, home.pk) is None
    lower = a_decision(manager, home, "formal", REVIEW)
    case = lifted(manager, case, decision=lower, evidence="Re-audit")
    again = values(manager, "suspended", decision=decision, review_on=date(2026, 11, 16))
    with pytest.raises(ValidationError, match="last decision about this service"):
        actions.move(manager, case.pk, case.version, again, REVIEW)


def test_a_later_decision_replaces_an_earlier_one(manager, home):
    earlier = a_decision(manager, home, "formal", DAY)
    later = a_decision(manager, home, "suspended", SOON)
    assert usable_decision(home.place, home.pk) == later
    with pytest.raises(ValidationError, match="last decision"):
        actions.open_case(manager, home.pk, values(manager, "formal", decision=earlier), DAY)


def test_a_decision_without_a_level_leaves_the_one_on_the_level(manager, home):
    decision = a_decision(manager, home, "formal", DAY)
    a_decision(manager, home, "", SOON)
    assert usable_decision(home.place, home.pk) == decision


def test_a_decision_about_another_service_or_from_before_the_last_case_is_not_named(manager, home):
    other = a_decision(manager, a_service(manager), "formal")
    with pytest.raises(ValidationError, match="last decision about this service"):
        actions.open_case(manager, home.pk, values(manager, "formal", decision=other), DAY)
    closed = a_closed_case()
    old = a_decision(manager, closed.service, "formal", DAY)
    with pytest.raises(ValidationError, match="last decision about this service"):
        actions.open_case(manager, closed.service_id, values(manager, "formal", decision=old), REVIEW)


def test_the_decision_of_a_meeting_that_is_not_held_does_not_exist(manager, home):
    meeting = a_meeting(manager, state="planned")
    item = panels.list_item(manager, meeting.pk, {"service": home, "title": "A case", "why": "By hand"})
    with pytest.raises(NotAllowed):
        panels.decide(meeting.deciding, item.pk, {"level": "formal", "text": "x", "deciders": []})
    assert usable_decision(home.place, home.pk) is None


def test_the_plain_actions_of_a_service_do_not_contradict_its_case(manager):
    case = a_case("suspended")
    service = Service.objects.get(pk=case.service_id)
    with pytest.raises(NotAllowed, match="Lower or close the case"):
        change_service(manager, service.pk, "resume", {"reason": "Fine"}, service.version)
    other = a_service(manager)
    with pytest.raises(NotAllowed, match="open or raise a case"):
        change_service(manager, other.pk, "suspend", {"reason": "Nights"}, other.version)


def test_a_contract_ends_under_a_suspension_and_does_not_open_again_under_it(manager):
    case = a_case("suspended")
    service = Service.objects.get(pk=case.service_id)
    ended = {"contract_ended_on": DAY, "reason": "Sold"}
    service = change_service(manager, service.pk, "end-contract", ended, service.version)
    with pytest.raises(NotAllowed, match="Placements are suspended by the case"):
        change_service(manager, service.pk, "reopen", {"reason": "Back"}, service.version)
    decision = a_decision(manager, service, "routine", REVIEW)
    given = values(manager, "routine", decision=decision, evidence="All 12 residents have moved")
    case = actions.move(manager, case.pk, case.version, given, REVIEW)
    assert (case.state, state_of(case)) == ("closed", "ended")
    assert (
        change_service(manager, service.pk, "reopen", {"reason": "Back"}, service.version).state == "active"
    )


def test_a_service_that_was_suspended_before_is_not_resumed_by_opening_a_case(manager, home):
    with changes(manager) as at_once:
        service = at_once.change(Service, home.pk, "suspend", {"reason": "Nights"}, home.version)
    with pytest.raises(ValidationError, match="suspended already"):
        actions.open_case(manager, home.pk, values(manager, "enhanced"), DAY)
    assert change_service(manager, home.pk, "resume", {"reason": "Better"}, service.version).state == "active"


def test_no_case_is_opened_for_a_contract_that_has_ended(manager, home):
    ended = {"contract_ended_on": DAY, "reason": "Sold"}
    change_service(manager, home.pk, "end-contract", ended, home.version)
    with pytest.raises(NotAllowed, match="the contract has ended"):
        actions.open_case(manager, home.pk, values(manager, "enhanced"), DAY)


def test_another_places_case_and_service_do_not_exist(officer):
    case = a_case(place=OTHER_PLACE)
    for attempt, kind in (
        (lambda: actions.open_case(officer, case.service_id, values(officer, "enhanced"), DAY), Service),
        (lambda: actions.move(officer, case.pk, 1, values(officer, "routine"), DAY), EscalationCase),
        (lambda: actions.review(officer, case.pk, 1, {}, DAY), EscalationCase),
    ):
        with pytest.raises(kind.DoesNotExist):
            attempt()


def test_of_two_people_who_lift_at_once_one_does_and_the_other_is_told(manager):
    case = a_case("suspended")
    decision = a_decision(manager, case.service, "formal", REVIEW)
    colleague, outcomes, start = person("team_manager"), [], Barrier(2)

    def lift(acting):
        start.wait()
        try:
            lifted(acting, case, decision=decision, evidence="Re-audit")
            outcomes.append("lifted")
        except Conflict as conflict:
            outcomes.append(conflict.record.level)
        finally:
            connections.close_all()

    threads = [Thread(target=lift, args=(acting,)) for acting in (manager, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["formal", "lifted"]
    assert CaseMove.objects.filter(action="lower").count() == 1
    assert state_of(case) == "active"
    assert list(faults()) == []


def test_the_audit_has_the_levels_before_and_after(manager):
    case = a_case()
    decision = a_decision(manager, case.service, "formal")
    actions.move(manager, case.pk, case.version, values(manager, "formal", decision=decision), DAY)
    event = Event.objects.filter(kind="escalation case").latest("number")
    assert json.loads(event.before)["level"] == "enhanced"
    assert json.loads(event.after)["placements"] == "by agreement"

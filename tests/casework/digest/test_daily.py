"""The mail of a working day: one for a person at most, once, with what is theirs, and without what anybody wrote."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from tests.casework.assurance.escalation.records import a_case
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import a_service, an_action, officer_at, whole
from tests.casework.people import OTHER_PLACE, PLACE, member

from careplace.casework.assurance.planning import actions as planning
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.digest.choices import choose_mail
from careplace.casework.digest.daily import MOST, Section, mail_text, own_reminders, queue_digests
from careplace.casework.digest.models import DigestChoice, DigestDay
from careplace.casework.digest.sources import Recipient, Reminder, Turn, recipients, reminders, reminders_at
from careplace.casework.mailing import send_queued
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.usefixtures("both")
MONDAY = date(2027, 3, 1)
MORNING = datetime(2027, 3, 1, 7, tzinfo=UTC)
SECRET = "A relative said that medicines are late"


@pytest.fixture
def outbox(both):
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield mail.outbox


def a_visit(actor, on: date, name: str = "Rose House", **fields) -> Visit:
    values = {"kind": "responsive", "planned_on": on, "officer_id": UUID(actor.person), "trigger": SECRET}
    visit = visits.plan(actor, a_service(actor, name).pk, values)
    Visit.objects.filter(pk=visit.pk).update(**fields)
    return Visit.objects.get(pk=visit.pk)


def sentences(actor, today: date = MONDAY) -> list[str]:
    return [reminder.sentence for reminder in own_reminders(actor, today)]


def test_a_person_gets_one_mail_once_with_their_own_visits_and_nothing_that_anybody_wrote(outbox):
    ann, ben = officer_at(role="quality_officer"), officer_at(role="quality_officer")
    a_visit(ann, MONDAY + timedelta(days=3))
    a_visit(ann, MONDAY - timedelta(days=3), "Violet Court")
    a_visit(ben, MONDAY + timedelta(days=30), "Iris Lodge")
    assert [queue_digests(MORNING), queue_digests(MORNING + timedelta(hours=3))] == [1, 0]
    send_queued()
    (sent,) = outbox
    assert sent.subject == "Careplace: 2 things need you"
    assert sent.body == (
        "What needs you in Careplace's casework, 1 March 2027.\n\n"
        "E08000026\n"
        "- Violet Court: make the visit, overdue by 1 working day: was due on 26 February 2027.\n"
        "- Rose House: make the visit, due in 3 working days, on 4 March 2027.\n"
        "http://testserver/places/E08000026/reminders/\n\n"
        "You get this mail on working days on which something needs you. To get none, open the page above and choose "
        '"Stop the daily mail".'
    )
    assert SECRET not in sent.body
    assert "concern" not in sent.body
    assert DigestDay.objects.filter(day=MONDAY).count() == 2


@pytest.mark.parametrize(
    ("now", "queued"),
    [
        (datetime(2027, 3, 1, 5, 59, tzinfo=UTC), 0),
        (datetime(2027, 3, 1, 6, tzinfo=UTC), 1),
        (datetime(2027, 6, 7, 5, tzinfo=UTC), 1),  # In summer England is an hour ahead.
        (datetime(2027, 2, 28, 9, tzinfo=UTC), 0),  # a Sunday
        (datetime(2027, 3, 26, 9, tzinfo=UTC), 0),  # Good Friday
    ],
)
def test_mails_leave_on_working_days_from_six_o_clock_on(now, queued):
    a_visit(officer_at(), date(2027, 1, 4))
    assert queue_digests(now) == queued


def test_the_next_day_there_is_another(outbox):
    a_visit(officer_at(), MONDAY)
    assert [queue_digests(MORNING + timedelta(days=n)) for n in (0, 1, 1)] == [1, 1, 0]


def test_two_places_are_one_mail_and_a_stopped_place_is_not_in_it(outbox):
    ann = officer_at()
    Membership.objects.create(user_id=ann.person, place=OTHER_PLACE, role="quality_officer")
    there = actor_at(Membership.objects.first().user, OTHER_PLACE)
    a_visit(ann, MONDAY)
    a_visit(there, MONDAY, "Iris Lodge")
    assert queue_digests(MORNING) == 1
    choose_mail(there, False)
    choose_mail(there, False)
    assert recipients(OTHER_PLACE) == {
        there.person: Recipient(frozenset({"quality_officer"}), wants_mail=False)
    }
    assert recipients(PLACE)[ann.person].wants_mail
    assert DigestChoice.objects.get().version == 1
    assert queue_digests(MORNING + timedelta(days=1)) == 1
    send_queued()
    assert [("Rose House" in m.body, "Iris Lodge" in m.body) for m in outbox] == [(True, True), (True, False)]
    choose_mail(there, True)
    assert recipients(OTHER_PLACE)[there.person].wants_mail


def test_nothing_is_sent_where_there_is_nothing_or_after_the_role_ended(outbox):
    ann = officer_at()
    assert queue_digests(MORNING) == 0
    a_visit(ann, MONDAY)
    assert queue_digests(MORNING + timedelta(days=1)) == 1
    Membership.objects.update(ended_at=timezone.now())
    send_queued()
    assert outbox == []
    assert queue_digests(MORNING + timedelta(days=2)) == 0


def test_the_work_of_a_person_who_left_is_the_managers(both):
    ann, manager = officer_at(role="quality_officer"), officer_at()
    a_visit(ann, MONDAY)
    assert sentences(manager) == []
    Membership.objects.filter(user=ann.person).update(ended_at=timezone.now())
    assert sentences(manager) == ["Rose House: make the visit, due today."]


def test_each_clock_of_a_visit_says_whose_turn_it_is(both):
    ann, manager = officer_at(role="quality_officer"), officer_at()
    ending = a_visit(ann, MONDAY, "A", state="accuracy", draft_sent_on=MONDAY - timedelta(days=12))
    a_visit(ann, MONDAY, "B", state="accuracy", draft_sent_on=MONDAY - timedelta(days=20))
    a_visit(ann, MONDAY, "C", state="accuracy", draft_sent_on=MONDAY)
    a_visit(ann, MONDAY, "D", state="review", record=whole())
    a_visit(ann, MONDAY + timedelta(days=8), "E")
    a_visit(ann, MONDAY, "F", state="recording", visited_on=MONDAY)
    found = [(r.sentence, r.due_on, r.turn) for r in own_reminders(ann, MONDAY)]
    days = "no date set; waiting for"
    assert found == [
        (
            "A: check the facts of the draft, due in 2 working days, on 3 March 2027.",
            date(2027, 3, 3),
            Turn.PROVIDER,
        ),
        (
            f"B: end the provider’s check of the facts, {days} 4 working days, since 23 February 2027.",
            None,
            Turn.OURS,
        ),
        (
            f"F: send the draft to the provider, {days} 0 working days, since 1 March 2027.",
            None,
            Turn.OURS,
        ),
    ]
    (review,) = sentences(manager)
    assert review.startswith("D: review the draft and make it final, ")
    assert own_reminders(ann, MONDAY)[0].page == ("visit", str(ending.pk))


def test_each_clock_of_an_action_says_whose_turn_it_is(both):
    manager = officer_at()
    for state in ("proposed", "agreed", "done", "verified", "moved"):
        an_action(state)
    Action.objects.filter(state="proposed").update(created_at=MORNING - timedelta(days=20))
    found = {
        (r.sentence.split(": ")[1].split(",")[0], r.due_on, r.turn) for r in own_reminders(manager, MONDAY)
    }
    assert found == {
        ("do what was agreed", date(2026, 11, 2), Turn.PROVIDER),
        ("agree to an action", date(2027, 2, 23), Turn.PROVIDER),
        ("see the proof of an action", None, Turn.OURS),
    }


def test_an_action_after_a_visit_is_its_officers(both):
    ann, manager = officer_at(role="quality_officer"), officer_at()
    visit = a_visit(ann, MONDAY + timedelta(days=60))
    visits.propose(ann, visit.service_id, {"asked_by": "council", "issue": "Gaps."}, visit.pk)
    later = MONDAY + timedelta(days=30)
    assert [s.split(",")[0] for s in sentences(ann, later)] == ["Rose House: agree to an action"]
    assert sentences(manager, later) == []


def test_the_review_of_a_case_is_its_owners_and_of_a_decision_about_a_priority_that_of_who_decided(both):
    case, override = a_case(), an_override(today=MONDAY)
    owner, decider = (actor_at(person, PLACE) for person in (case.owner, override.decided_by))
    assert sentences(owner) == [f"{case.service.name}: review the level of its case, overdue by 80 working days: "
                                "was due on 4 November 2026."]  # fmt: skip
    (reminder,) = own_reminders(decider, override.until)
    assert reminder.due_on == override.until
    assert "review the decision about its priority" in reminder.sentence
    Membership.objects.filter(user=override.decided_by).update(role="partner_reader")
    assert own_reminders(actor_at(override.decided_by, PLACE), override.until) == []
    assert [r.due_on for r in own_reminders(officer_at(), override.until)] == [override.until]


def test_a_colleagues_change_is_named_and_ones_own_is_not(both):
    today = timezone.localdate()
    ann, manager = officer_at(role="quality_officer"), officer_at()
    own = a_visit(ann, today + timedelta(days=60))
    assert sentences(ann, today) == []
    with visits.seen(manager, own.pk, 1) as now:
        now.change("plan-again", planned_on=today + timedelta(days=70))
    assert sentences(ann, today) == ["Rose House: a colleague planned or changed your visit."]
    other = a_visit(manager, today + timedelta(days=60), "Violet Court")
    Visit.objects.filter(pk=other.pk).update(officer=ann.person)
    assert sentences(ann, today) == ["Colleagues planned or changed 2 of your visits."]


def test_a_visit_on_a_day_of_leave_is_the_managers(both):
    ann, manager = officer_at(role="quality_officer"), officer_at()
    a_visit(ann, MONDAY + timedelta(days=60))
    planning.enter_leave(ann, UUID(ann.person), MONDAY + timedelta(days=59), MONDAY + timedelta(days=61))
    assert sentences(manager) == [
        "Rose House: a visit is planned for 30 April 2027, and its officer is away."
    ]
    assert sentences(ann) == []


def test_a_reminder_is_for_a_person_or_for_a_role(both):
    auditor = actor_at(member("auditor"), PLACE)
    for name, expected in (("auditor", True), ("team_manager", False)):
        assert Reminder("x", ("today", ""), roles=frozenset((name,))).is_for(auditor) is expected
    assert Reminder("x", ("today", ""), person=auditor.person).is_for(auditor)
    with pytest.raises(ValueError, match="two sources of reminders"):
        reminders("work")(lambda _place, _today: [])
    assert reminders_at(OTHER_PLACE, MONDAY) == []


def test_a_long_list_is_cut_and_says_how_many_more_there_are():
    listed = [Reminder(f"House {n}: x.", ("today", "")) for n in range(MOST)]
    text = mail_text([Section("P", "Coventry", "http://x/", listed, 7)], MONDAY)
    assert text.count("- House") == MOST
    assert "- and 7 more\nhttp://x/" in text

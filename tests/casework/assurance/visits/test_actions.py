"""A visit from its plan to its final report: what each step demands, who may take it, and that it is in the audit."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from tests.casework.assurance.visits.records import AFTER, DAY, DUE, SENT, a_service, piece, whole
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Action, Challenge, Visit
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("both")

SECRET = "The manager said that rotas are short at night."


@pytest.fixture
def officer(both):
    return actor(name="Olu Officer")


@pytest.fixture
def manager(both):
    return actor("team_manager", name="Mary Manager")


@pytest.fixture
def home(officer):
    return a_service(officer)


def recording(officer, home):
    visit = actions.plan(officer, home.pk, {"kind": "planned", "planned_on": DAY})
    with actions.seen(officer, visit.pk, 1) as now:
        return now.change("start", visited_on=DAY, officer_id=officer.person)


def recorded(officer, home, value):
    visit = recording(officer, home)
    return actions.record(officer, visit.pk, visit.version, value)


def in_review(officer, home, **grades):
    visit = recorded(officer, home, whole(**grades))
    visit = actions.send_draft(officer, visit.pk, visit.version, SENT)
    return actions.end_accuracy(officer, visit.pk, visit.version, AFTER)


def test_a_good_visit_goes_from_plan_to_final(officer, manager, home):
    visit = in_review(officer, home)
    final = actions.finalise(manager, visit.pk, visit.version, AFTER)
    assert (final.state, final.grade, final.final_on) == ("final", "good", AFTER)
    assert final.grade_reason == "5 of 5 domains are Good or better."
    assert Visit.objects.count() == 1
    steps = Event.objects.filter(kind="visit").order_by("number").values_list("action", flat=True)
    assert list(steps) == ["plan", "start", "record", "send-draft", "end-accuracy", "finalise"]
    assert list(faults()) == []


def test_what_was_found_is_personal_and_stays_out_of_the_chain(officer, home):
    recorded(officer, home, whole() | {"evidence": [piece("records", text=SECRET)]})
    assert not any(SECRET in event.after + event.before for event in Event.objects.all())
    assert any(SECRET in text.text for text in PersonalText.objects.all())


def test_a_draft_with_gaps_is_not_sent_and_every_gap_is_named(officer, home):
    record = whole()
    del record["grades"]["medicines"]
    record["evidence"] = record["evidence"][1:]
    visit = recorded(officer, home, record)
    with pytest.raises(ValidationError) as error:
        actions.send_draft(officer, visit.pk, visit.version, SENT)
    assert error.value.messages == [
        "Standard 1, Respecting and involving people: no evidence supports the grade Good",
        "Standard 2, Consent to care and treatment: no evidence supports the grade Good",
        "Standard 8, Medicines: give a grade, or say why it was not looked at",
    ]
    assert Visit.objects.get().state == "recording"


def test_two_people_who_write_at_once_are_told_and_nothing_is_lost(officer, home):
    visit = recording(officer, home)
    colleague = actor(name="Cai Colleague")
    theirs, ours = whole(), whole(records="poor")
    actions.record(colleague, visit.pk, visit.version, theirs)
    with pytest.raises(Conflict) as conflict:
        actions.record(officer, visit.pk, visit.version, ours)
    assert conflict.value.record.record == theirs
    saved = actions.record(officer, visit.pk, conflict.value.record.version, ours)
    assert saved.record == ours
    assert Event.objects.filter(action="record").count() == 2


def test_a_save_that_the_device_sends_twice_is_one(officer, home):
    visit, sync = recording(officer, home), str(uuid4())
    once = actions.record(officer, visit.pk, visit.version, whole(), sync)
    twice = actions.record(officer, visit.pk, visit.version, whole(), sync)
    assert once.version == twice.version
    assert Event.objects.filter(action="record").count() == 1


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"evidence": [{"id": "1", "kind": "record", "text": "x"}]}, "evidence.0.id"),
        ({"evidence": [piece(text="")]}, "evidence.0.text"),
        ({"evidence": [piece() | {"kind": "gossip"}]}, "evidence.0.kind"),
        ({"evidence": [piece(id="0" * 36)] * 2}, "same id"),
        ({"marks": {}}, "marks"),
        ({"grades": {"records": 4}}, "grades.records"),
    ],
)
def test_what_is_no_record_is_refused_whole(officer, home, value, message):
    visit = recording(officer, home)
    with pytest.raises(ValidationError, match=message):
        actions.record(officer, visit.pk, visit.version, value)
    assert Visit.objects.get().record == {}


def test_the_provider_has_fourteen_days_unless_it_says_that_it_has_no_more_to_say(officer, home):
    visit = recorded(officer, home, whole())
    visit = actions.send_draft(officer, visit.pk, visit.version, SENT)
    assert visit.accuracy_due_on == DUE
    with pytest.raises(NotAllowed, match="until 23 November 2026"):
        actions.end_accuracy(officer, visit.pk, visit.version, DUE)
    assert (
        actions.end_accuracy(officer, visit.pk, visit.version, SENT, provider_agrees=True).state == "review"
    )


def test_a_sentence_is_challenged_answered_and_only_then_reviewed(officer, home):
    record = whole()
    visit = recorded(officer, home, record)
    evidence = record["evidence"][0]["id"]
    values = {"evidence": evidence, "sentence": "They were complete.", "says": "One was not."}
    with pytest.raises(NotAllowed, match="not with the provider"):
        actions.challenge(officer, visit.pk, values)
    visit = actions.send_draft(officer, visit.pk, visit.version, SENT)
    challenge = actions.challenge(officer, visit.pk, values)
    with pytest.raises(NotAllowed, match="1 challenges are not answered"):
        actions.end_accuracy(officer, visit.pk, visit.version, AFTER)
    with pytest.raises(ValidationError, match="Enter this"):
        actions.answer(officer, challenge.pk, 1, "accepted", "")
    actions.answer(officer, challenge.pk, 1, "accepted", "We saw it too.")
    assert actions.end_accuracy(officer, visit.pk, visit.version, AFTER).state == "review"
    assert Challenge.objects.get().decision == "accepted"


def test_a_sentence_that_is_not_in_the_draft_cannot_be_challenged(officer, home):
    record = whole()
    visit = recorded(officer, home, record)
    actions.send_draft(officer, visit.pk, visit.version, SENT)
    for evidence, sentence in (
        (record["evidence"][0]["id"], "Something else."),
        (str(uuid4()), "They were complete."),
    ):
        with pytest.raises(ValidationError, match="not in the draft"):
            actions.challenge(officer, visit.pk, {"evidence": evidence, "sentence": sentence, "says": "No."})


def test_nobody_reviews_their_own_work(home, officer):
    manager = actor("team_manager", name="Mo Manager")
    visit = in_review(manager, home)
    with pytest.raises(NotAllowed, match="A colleague has to review it"):
        actions.finalise(manager, visit.pk, visit.version, AFTER)
    with pytest.raises(NotAllowed):
        actions.finalise(officer, visit.pk, visit.version, AFTER)


def test_below_standard_needs_an_action_for_each_issue_and_is_visited_again_in_six_months(
    officer, manager, home
):
    visit = in_review(officer, home, medicines="poor", records="requires-improvement")
    with pytest.raises(ValidationError) as error:
        actions.finalise(manager, visit.pk, visit.version, AFTER)
    assert error.value.messages == [
        "Medicines: below standard, and no action is asked for",
        "Records: below standard, and no action is asked for",
    ]
    for standard in ("medicines", "records"):
        ask = {"standard": standard, "asked_by": "council", "issue": "Gaps in records."}
        actions.propose(officer, home.pk, ask, visit.pk)
    final = actions.finalise(manager, visit.pk, visit.version, AFTER)
    again = Visit.objects.get(kind="re-audit")
    assert (final.grade, again.state, again.planned_on) == ("good", "planned", date(2027, 5, 25))
    assert again.trigger == "The report of 24 November 2026 was below standard."


def test_one_plan_holds_what_council_board_and_regulator_ask(officer, home):
    for asked_by in ("council", "icb", "cqc"):
        actions.propose(officer, home.pk, {"asked_by": asked_by, "issue": "Gaps in medicine records."})
    assert Action.objects.filter(service=home, state="proposed").count() == 3


def test_an_action_is_agreed_done_found_wanting_done_and_verified(officer, home):
    action = actions.propose(officer, home.pk, {"asked_by": "council", "issue": "Gaps."})
    agreed = {"step": "Weekly audit", "responsible": "Registered manager", "due_on": date(2026, 12, 1)}

    def move(name, **values):
        version = Action.objects.get().version
        return actions.move_action(officer, action.pk, name, version, values)

    with pytest.raises(ValidationError, match="Enter this"):
        move("agree", step="Weekly audit")
    assert move("agree", **agreed).overdue(date(2026, 12, 2))
    assert not Action.objects.get().overdue(date(2026, 12, 1))
    with pytest.raises(NotAllowed):
        move("verify", verified_on=AFTER)
    move("report-done", proof="Audit of November")
    assert not Action.objects.get().overdue(date(2027, 1, 1))
    move("not-enough", reason="Two gaps remain", due_on=date(2027, 1, 10))
    move("report-done", proof="Audit of December")
    assert move("verify", verified_on=date(2027, 1, 12)).state == "verified"


def test_another_places_visits_services_and_actions_do_not_exist(officer, home):
    visit = recording(officer, home)
    action = actions.propose(officer, home.pk, {"asked_by": "council", "issue": "Gaps."})
    stranger = actor(place=OTHER_PLACE)
    for attempt, kind in (
        (lambda: actions.plan(stranger, home.pk, {"kind": "planned", "planned_on": DAY}), Service),
        (lambda: actions.record(stranger, visit.pk, visit.version, whole()), Visit),
        (lambda: actions.send_draft(stranger, visit.pk, visit.version, SENT), Visit),
        (lambda: actions.finalise(stranger, visit.pk, visit.version, SENT), Visit),
        (lambda: actions.challenge(stranger, visit.pk, {}), Visit),
        (lambda: actions.propose(stranger, home.pk, {"asked_by": "cqc", "issue": "x"}), Service),
        (lambda: actions.move_action(stranger, action.pk, "edit", 1, {}), Action),
    ):
        with pytest.raises(kind.DoesNotExist):
            attempt()


def test_a_visit_of_another_service_is_not_linked_to_an_action(officer, home):
    visit = recording(officer, home)
    other = a_service(officer, "Lily House")
    with pytest.raises(Visit.DoesNotExist):
        actions.propose(officer, other.pk, {"asked_by": "council", "issue": "Gaps."}, visit.pk)

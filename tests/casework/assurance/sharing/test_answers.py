"""What a provider's user does: by the actions of officers, within their services, all or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from tests.casework.assurance.sharing.records import a_file, a_pdf, a_provider, a_visit_as
from tests.casework.assurance.visits.records import DAY, a_service, an_action, officer_at
from tests.casework.people import OTHER_PLACE

from careplace.casework.assurance.sharing import answers
from careplace.casework.assurance.sharing.models import ProviderFile
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Action, Challenge, Visit
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("both")
AGREED = {"step": "Audit", "responsible": "Manager", "due_on": DAY}


def said(visit: Visit) -> dict:
    evidence = visit.record["evidence"][0]["id"]
    return {"evidence": evidence, "sentence": "Records were seen.", "says": "They were not."}


def test_a_sentence_is_challenged_with_a_file_and_the_audit_says_by_whom():
    visit = a_visit_as("accuracy")
    acting = a_provider(visit.service)
    challenge = answers.challenge(acting, visit.pk, said(visit), a_pdf(), timezone.localdate())
    assert (challenge.state, challenge.visit_id) == ("open", visit.pk)
    file = ProviderFile.objects.get()
    assert (file.challenge, file.service, bytes(file.content)[:4]) == (challenge, visit.service, b"%PDF")
    events = Event.objects.filter(person=acting.person).order_by("number").values_list("kind", "action")
    assert list(events) == [("challenge", "challenge"), ("provider's file", "send")]
    assert list(faults({})) == []


def test_the_last_day_counts_and_the_day_after_does_not():
    visit = a_visit_as("accuracy")
    acting, last = a_provider(visit.service), visit.accuracy_due_on
    with pytest.raises(NotAllowed, match="The time to check the draft ended on"):
        answers.challenge(acting, visit.pk, said(visit), None, last + timedelta(days=1))
    assert answers.challenge(acting, visit.pk, said(visit), None, last).state == "open"


@pytest.mark.parametrize("state", ["planned", "recording", "final", "shared", "cancelled"])
def test_a_draft_that_is_not_shared_cannot_be_challenged(state):
    visit = a_visit_as(state)
    with pytest.raises(Visit.DoesNotExist):
        answers.challenge(a_provider(visit.service), visit.pk, {}, None, DAY)


def test_a_refused_challenge_keeps_no_file():
    visit = a_visit_as("accuracy")
    wrong = said(visit) | {"sentence": "Nobody wrote this."}
    with pytest.raises(ValidationError, match="not in the draft"):
        answers.challenge(a_provider(visit.service), visit.pk, wrong, a_pdf(), timezone.localdate())
    assert not ProviderFile.objects.exists()


def test_a_provider_agrees_to_what_is_asked_and_an_officer_verifies_what_it_did():
    action = an_action()
    acting = a_provider(action.service)
    agreed = answers.agree(acting, action.pk, 1, AGREED)
    answers.report_done(acting, action.service_id, {action.pk: agreed.version}, "Audit of November", a_pdf())
    done = Action.objects.get(pk=action.pk)
    assert (done.state, done.proof) == ("done", "Audit of November")
    verify = {"verified_on": DAY}
    with pytest.raises(NotAllowed):
        actions.move_action(acting, done.pk, "verify", done.version, verify)
    assert actions.move_action(officer_at(), done.pk, "verify", done.version, verify).state == "verified"


def two_agreed() -> tuple[Action, Action]:
    """Two actions of one service that wait to be done."""
    first, second = an_action("agreed"), an_action("agreed")
    Action.objects.filter(pk=second.pk).update(service=first.service)
    return first, Action.objects.get(pk=second.pk)


def test_one_proof_is_kept_once_for_several_actions():
    first, second = two_agreed()
    seen = {first.pk: first.version, second.pk: second.version}
    answers.report_done(a_provider(first.service), first.service_id, seen, "All audited", a_pdf())
    file = ProviderFile.objects.get()
    assert file.actions == sorted(map(str, seen))
    assert {row.state for row in Action.objects.all()} == {"done"}
    files = answers.files_of(first.place, [first.service_id])
    assert {id: [f.pk for f in of] for id, of in files.items()} == {str(id): [file.pk] for id in seen}


def test_all_actions_are_done_or_none():
    first, second = two_agreed()
    acting = a_provider(first.service)
    with pytest.raises(Conflict):
        answers.report_done(acting, first.service_id, {first.pk: first.version, second.pk: 99}, "x", a_pdf())
    other = an_action("agreed")
    with pytest.raises(ValidationError, match="Choose one or more"):
        answers.report_done(
            acting, first.service_id, {first.pk: first.version, other.pk: other.version}, "x", None
        )
    with pytest.raises(ValidationError):
        answers.report_done(acting, first.service_id, {}, "x", None)
    assert {row.state for row in Action.objects.all()} == {"agreed"}
    assert not ProviderFile.objects.exists()


def test_nothing_is_done_about_another_service_or_by_the_team_on_these_pages():
    action = an_action()
    others = (a_provider(a_service(officer_at(), "Other")), officer_at(), officer_at(OTHER_PLACE))
    for acting in others:
        with pytest.raises(Action.DoesNotExist):
            answers.agree(acting, action.pk, 1, AGREED)
    assert Action.objects.get(pk=action.pk).state == "proposed"


def test_what_is_in_a_file_is_removed_and_its_digest_stays():
    file = a_file("removed")
    kept = ProviderFile.objects.get(pk=file.pk)
    assert (bytes(kept.content), len(kept.digest), kept.state) == (b"", 64, "removed")
    assert answers.files_of(kept.place, [kept.service_id]) == {}
    with pytest.raises(NotAllowed):
        answers.remove_file(officer_at(), file.pk, kept.version, "again")
    assert Challenge.objects.count() == 0


def test_a_service_keeps_so_many_files_and_no_more(monkeypatch):
    monkeypatch.setattr(answers, "MOST_FILES", 1)
    visit = a_visit_as("accuracy")
    acting, today = a_provider(visit.service), timezone.localdate()
    answers.challenge(acting, visit.pk, said(visit), a_pdf(), today)
    with pytest.raises(ValidationError, match="as many files as are kept"):
        answers.challenge(acting, visit.pk, said(visit) | {"says": "Again"}, a_pdf(), today)
    assert Challenge.objects.filter(says="Again").count() == 0
    assert answers.challenge(acting, visit.pk, said(visit), None, today).state == "open"

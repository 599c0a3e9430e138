"""A provider's own user, from the invitation to the proof of an action, and what the team sees of it."""

import re
from html import unescape

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.casework.assurance.sharing.records import PDF, a_provider, a_visit_as
from tests.casework.assurance.visits.records import a_service, an_action, officer_at
from tests.casework.people import PASSWORD, PLACE
from tests.web.casework.fixtures import client_of, with_second_factor
from tests.web.casework.test_sign_in import CODE

from careplace.casework.accounts.models import User
from careplace.casework.assurance.sharing import boundary
from careplace.casework.assurance.sharing.models import ActsFor, FirstRead, ProviderFile, SharedReport
from careplace.casework.assurance.visits.models import Action, Challenge

HOME = reverse("provider-home", args=[PLACE])


def text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", answer.content.decode())))


def page(name: str, id) -> str:
    return reverse(name, args=[PLACE, id])


def pdf(name: str = "audit.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def test_a_provider_is_invited_for_services_and_sees_these_alone(as_role, staff):
    administrator, office = as_role("administrator"), officer_at()
    rose, iris = a_service(office, "Rose House"), a_service(office, "Iris Lodge")
    sent = {"email": "Eve@Example.org", "services": [str(rose.pk)]}
    invite = reverse("provider-invite", args=[PLACE])
    assert administrator.post(invite, sent | {"services": []}).status_code == 422
    assert administrator.post(invite, sent)["Location"] == reverse("people", args=[PLACE])
    code = CODE.search(mail.outbox[0].body)[0]
    fields = {"email": "eve@example.org", "code": code, "name": "Eve Hall", "password": PASSWORD}
    staff.post("/invitation/", fields)
    with_second_factor(User.objects.get(email="eve@example.org"))
    home = staff.get("/", follow=True)
    assert home.request["PATH_INFO"] == f"/places/{PLACE}/"
    assert "Rose House" in text(home)
    assert iris.name not in text(home)
    assert "No draft waits for you." in text(home)
    menu = home.content.decode().partition("<main")[0]
    assert re.findall(r'<li><a href="[^"]*">([^<]*)', menu) == ["Shared with you", "Your account", "Sign out"]


def test_the_role_of_a_provider_is_given_with_services_only(as_role):
    administrator = as_role("administrator")
    invite = reverse("invite", args=[PLACE])
    assert "provider_user" not in administrator.get(invite).content.decode()
    assert administrator.post(invite, {"email": "a@b.org", "role": "provider_user"}).status_code == 422


def test_an_administrator_changes_the_services_and_the_end_of_the_role_ends_them(as_role):
    administrator, office = as_role("administrator"), officer_at()
    rose, iris = a_service(office, "Rose House"), a_service(office, "Iris Lodge")
    acting = a_provider(rose)
    membership = User.objects.get(pk=acting.person).memberships.get()
    address = page("provider-services", membership.pk)
    shown = administrator.get(address).content.decode()
    assert re.findall(rf'value="{rose.pk}"\s+checked', shown)
    assert not re.findall(rf'value="{iris.pk}"\s+checked', shown)
    administrator.post(address, {"services": [str(iris.pk)]})
    assert list(boundary.own_services(acting)) == [iris]
    administrator.post(page("membership-end", membership.pk))
    assert not ActsFor.objects.filter(state="current").exists()
    assert administrator.get(address).status_code == 404


def test_a_draft_is_read_challenged_with_a_file_and_answered(as_role):
    visit = a_visit_as("accuracy")
    visit.challenges.all().delete()
    acting = a_provider(visit.service)
    eve, officer = client_of(acting), as_role("quality_officer")
    visit_page = page("visit", visit.pk)
    name = User.objects.get(pk=acting.person).name
    assert f"{name}, {User.objects.get(pk=acting.person).email}: has not read it here" in text(
        officer.get(visit_page)
    )
    draft = page("provider-draft", visit.pk)
    assert draft in eve.get(HOME).content.decode()
    shown = text(eve.get(draft))
    assert shown.count("They were complete.") >= 8
    assert FirstRead.objects.count() == 1
    assert "first read the draft" in text(officer.get(visit_page))
    challenge, evidence = page("provider-challenge", visit.pk), visit.record["evidence"][0]["id"]
    form = eve.get(challenge, {"sentence": f"{evidence}.2"})
    assert "The draft says: “They were complete.”" in text(form)
    sent = {"sentence": f"{evidence}.2", "says": "Two were not there yet.", "file": pdf()}
    assert eve.post(challenge, sent | {"says": "", "file": pdf()}).status_code == 422
    assert eve.post(challenge, sent | {"file": pdf("evil.exe")}).status_code == 422
    assert not Challenge.objects.exists()
    assert eve.post(challenge, sent | {"file": pdf()})["Location"] == f"{draft}#s{evidence}.2"
    assert "You said: “Two were not there yet.”" in text(eve.get(draft))
    said = Challenge.objects.get()
    assert "audit.pdf" in text(officer.get(visit_page))
    officer.post(
        page("challenge-answer", said.pk),
        {"decision": "accepted", "reply": "We saw both now.", "version": "1"},
    )
    assert "The team: accepted. We saw both now." in text(eve.get(draft))
    Challenge.objects.filter(pk=said.pk).update(sentence="It was there before.")
    assert "no longer in the draftThe draft: “It was there before.”" in text(eve.get(draft))


def test_a_file_is_given_as_a_download_that_no_browser_opens(as_role):
    action = an_action("agreed")
    eve = client_of(a_provider(action.service))
    sent = {"actions": [f"{action.pk}:{action.version}"], "proof": "Done", "file": pdf("über audit.pdf")}
    eve.post(page("provider-done", action.service_id), sent)
    file = ProviderFile.objects.get()
    for client, name in ((eve, "provider-file"), (as_role("commissioner"), "sent-file")):
        answer = client.get(page(name, file.pk))
        assert answer.content == PDF
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    officer = as_role("quality_officer")
    assert (
        officer.post(page("sent-file-remove", file.pk), {"version": "1", "reason": "A name"}).status_code
        == 302
    )
    assert eve.get(page("provider-file", file.pk)).status_code == 404
    assert "über audit.pdf" not in text(eve.get(page("provider-plan", action.service_id)))


def test_a_provider_agrees_and_proves_several_actions_at_once_and_the_team_decides(as_role):
    first, second = an_action(), an_action("agreed")
    Action.objects.filter(pk=second.pk).update(service=first.service)
    eve, officer = client_of(a_provider(first.service)), as_role("quality_officer")
    agreed = {"step": "Audit weekly", "responsible": "Manager", "version": "1"}
    agreed |= {"due_on_0": "27", "due_on_1": "3", "due_on_2": "2027"}
    assert eve.post(page("provider-agree", first.pk), agreed)["Location"] == page(
        "provider-plan", first.service_id
    )
    done = page("provider-done", first.service_id)
    choices = re.findall(r'name="actions"[^>]*value="([^"]*)"', eve.get(done).content.decode())
    assert len(choices) == 2
    assert eve.post(done, {"actions": choices, "proof": "Both audited", "file": pdf()}).status_code == 302
    assert ProviderFile.objects.count() == 1
    assert {row.state for row in Action.objects.all()} == {"done"}
    plan = officer.get(page("service-plan", first.service_id))
    assert text(plan).count("audit.pdf") >= 2
    move = reverse("action-move", args=[PLACE, first.pk, "not-enough"])
    values = {"version": "3", "reason": "Which weeks?", "due_on_0": "1", "due_on_1": "6", "due_on_2": "2027"}
    assert officer.post(move, values | agreed | values).status_code == 302
    assert "The proof was not enough: Which weeks?" in text(eve.get(page("provider-plan", first.service_id)))
    # What the page showed before is no longer so.
    stale = eve.post(done, {"actions": choices, "proof": "Again"})
    assert stale.status_code == 422
    assert "An action was changed while you wrote" in text(stale)


def test_a_final_report_is_read_once_it_is_shared_and_no_longer_when_it_is_not(as_role):
    visit = a_visit_as("final")
    eve, officer = client_of(a_provider(visit.service)), as_role("quality_officer")
    report, sharing = page("provider-report", visit.pk), page("report-sharing", visit.pk)
    assert eve.get(report).status_code == 404
    assert "No final report is shared with you." in text(eve.get(HOME))
    assert officer.post(sharing, {"share": "yes"})["Location"] == page("visit", visit.pk)
    shown = text(eve.get(report))
    assert "Good" in shown
    assert visit.officer.name not in shown
    assert "first read the final report" in text(officer.get(page("visit", visit.pk)))
    officer.post(sharing, {"share": "no"})
    assert eve.get(report).status_code == 404
    assert SharedReport.objects.get().state == "stopped"


@pytest.mark.usefixtures("staff")
def test_after_the_last_day_the_draft_is_read_and_no_longer_challenged():
    visit = a_visit_as("late")
    eve = client_of(a_provider(visit.service))
    draft = text(eve.get(page("provider-draft", visit.pk)))
    assert "The time to check the draft ended on" in draft
    assert "Say what is wrong" not in draft
    answer = eve.get(page("provider-challenge", visit.pk))
    assert (answer.status_code, "The time to check the draft ended" in text(answer)) == (403, True)

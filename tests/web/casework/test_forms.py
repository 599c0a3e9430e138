"""Forms: errors next to their fields, nothing lost, and two people who change the same thing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.casework.people import OTHER_PLACE, PLACE, member
from tests.web.casework.fixtures import with_second_factor

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event
from careplace.web.casework.drafts.keeping import DAYS, SALT
from careplace.web.casework.drafts.models import Draft
from careplace.web.casework.submissions.models import Submission

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADD = reverse("service-add", args=[PLACE])
GOOD = {"name": "Rose House", "kind": "care_home"}


def text(answer) -> str:
    return unescape(answer.content.decode())


def hidden(answer) -> dict[str, str]:
    """The hidden fields of the page's form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text(answer)))


def test_a_service_is_added_shown_and_listed(as_role):
    client = as_role("quality_officer")
    answer = client.post(ADD, GOOD | {"commissioned_places": "12", "contacts": "Mrs Green <manager>"})
    record = Service.objects.get()
    assert answer["Location"] == reverse("service", args=[PLACE, record.pk])
    assert "Mrs Green &lt;manager&gt;" in client.get(answer["Location"]).content.decode()
    assert "Rose House" in text(client.get(reverse("services", args=[PLACE])))


def test_an_error_is_in_the_summary_and_next_to_its_field_and_nothing_is_lost(as_role):
    answer = as_role("quality_officer").post(ADD, {"name": "", "kind": "", "contacts": "Mrs Green"})
    page = text(answer)
    assert answer.status_code == 422
    assert "<title data-verbatim>Error: Add a service" in page
    assert '<a href="#id_name">This field is required.</a>' in page
    assert 'id="id_name-error"' in page
    assert "Mrs Green" in page


def test_an_error_that_the_record_finds_is_next_to_its_field_too(as_role):
    page = text(as_role("quality_officer").post(ADD, GOOD | {"location_id": "not an id"}))
    assert '<a href="#id_location_id">Enter CQC\'s location ID, such as 1-113017405.</a>' in page


@pytest.mark.parametrize(
    "parts", [("31", "2", "2026"), ("1", "", "2026"), ("1", "1", "26"), ("x", "y", "z"), ("", "", "")]
)
def test_what_is_no_date_stays_in_the_boxes(as_role, service, parts):
    record = service()
    path = reverse("service-action", args=[PLACE, record.pk, "end-contract"])
    fields = {f"contract_ended_on_{number}": part for number, part in enumerate(parts)}
    answer = as_role("team_manager").post(path, fields | {"reason": "Sold", "version": "1"})
    assert answer.status_code == 422
    assert 'href="#id_contract_ended_on_0"' in text(answer)
    for number, part in enumerate(parts):
        if part:
            assert re.search(rf'name="contract_ended_on_{number}"[^>]*value="{part}"', text(answer))


def test_a_contract_ends_and_opens_again(as_role, service):
    client, record = as_role("commissioner"), service()
    path = reverse("service-action", args=[PLACE, record.pk, "end-contract"])
    date = {"contract_ended_on_0": "31", "contract_ended_on_1": "3", "contract_ended_on_2": "2026"}
    assert client.post(path, date | {"reason": "Sold", "version": "1"}).status_code == 302
    record.refresh_from_db()
    assert (record.state, str(record.contract_ended_on), record.version) == ("ended", "2026-03-31", 2)
    reopen = reverse("service-action", args=[PLACE, record.pk, "reopen"])
    assert client.post(reopen, {"reason": "A new owner", "version": "2"}).status_code == 302
    assert list(Event.objects.order_by("number").values_list("action", flat=True)) == [
        "add",
        "end-contract",
        "reopen",
    ]


def test_two_people_who_change_a_service_both_see_both_texts(as_role, service):
    record = service(contacts="Mrs Green")
    path = reverse("service-edit", args=[PLACE, record.pk])
    first, second = as_role("quality_officer"), as_role("team_manager", name="Bob Jones")
    fields = hidden(first.get(path))
    assert hidden(second.get(path))["version"] == fields["version"] == "1"
    sent = {"name": record.name, "kind": "care_home", "version": "1"}
    assert first.post(path, sent | {"contacts": "Text of the first"}).status_code == 302
    answer = second.post(path, sent | {"contacts": "Text of the second"})
    page = text(answer)
    assert answer.status_code == 409
    assert "A colleague changed this while you wrote" in page
    assert "Text of the first" in page
    assert page.count("Text of the second") == 2
    assert hidden(answer)["version"] == "2"
    record.refresh_from_db()
    assert record.contacts == "Text of the first"
    assert second.post(path, sent | {"contacts": "Text of both", "version": "2"}).status_code == 302


def signed_out_with(client: Client, fields: dict, path: str = ADD):
    """A form that was opened in time, and sent when the session had ended."""
    owner = hidden(client.get(path))["form_owner"]
    stranger = Client()
    return stranger.post(path, fields | {"form_owner": owner})


def test_what_was_written_when_the_session_had_ended_is_there_after_signing_in(as_role):
    client = as_role("quality_officer")
    answer = signed_out_with(client, {"name": "A long text", "contacts": "Two hours of work"})
    assert answer["Location"] == f"{reverse('account_login')}?next={ADD.replace('/', '%2F')}"
    page = text(client.get(ADD))
    assert "You had to sign in again" in page
    assert "A long text" in page
    assert "Two hours of work" in page
    assert "Two hours of work" in text(client.get(ADD))
    assert client.post(ADD, GOOD).status_code == 302
    assert "Two hours of work" not in text(client.get(ADD))


def test_a_person_discards_what_was_kept(as_role):
    client = as_role("quality_officer")
    signed_out_with(client, {"name": "A long text"})
    assert "Discard what I wrote" in text(client.get(ADD))
    assert client.post(ADD, {"name": "A long text", "discard": "1"})["Location"] == ADD
    assert "A long text" not in text(client.get(ADD))
    assert not Service.objects.exists()


def test_nobody_else_sees_it(as_role):
    signed_out_with(as_role("quality_officer"), {"name": "A long text"})
    assert "A long text" not in text(as_role("team_manager", name="Bob Jones").get(ADD))
    assert Draft.objects.count() == 1


# Named: a signature has the second in which it was made, and each process of the tests makes its own.
def test_a_draft_is_given_back_for_seven_days_even_where_the_timer_deletes_none(as_role):
    client = as_role("quality_officer")
    signed_out_with(client, {"name": "A long text"})
    for days, given in ((DAYS - 1, True), (DAYS + 1, False)):
        Draft.objects.update(saved_at=timezone.now() - timedelta(days=days))
        assert ("A long text" in text(client.get(ADD))) == given
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "owner",
    ["", "x", "x:y:z", signing.dumps(["x"], salt="other")],
    ids=["empty", "text", "broken", "of-another-salt"],
)
def test_a_stranger_cannot_put_text_into_anybodys_form(staff, owner):
    assert staff.post(ADD, {"name": "Spam", "form_owner": owner}).status_code == 302
    assert not Draft.objects.exists()


def test_the_field_of_one_form_is_not_good_for_another(as_role):
    client = as_role("quality_officer")
    owner = signing.dumps([str(client.person.pk), reverse("service-add", args=[OTHER_PLACE]), "x"], salt=SALT)
    Client().post(ADD, {"name": "Spam", "form_owner": owner})
    assert not Draft.objects.exists()


def test_no_password_and_no_token_is_kept(as_role):
    signed_out_with(as_role("quality_officer"), {"name": "A", "csrfmiddlewaretoken": "t0ken"})
    assert Draft.objects.get().fields == "name=A"


def test_a_form_opened_before_signing_in_again_is_refused_with_its_text_kept(staff):
    person = member("quality_officer")
    with_second_factor(person)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, BACKEND)
    owner = hidden(strict.get(ADD))["form_owner"]
    answer = strict.post(ADD, {"name": "A long text", "form_owner": owner, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert "Your text is kept" in text(answer)
    assert "A long text" in text(strict.get(ADD))


def test_a_form_of_another_site_is_refused(staff):
    person = member("quality_officer")
    with_second_factor(person)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, BACKEND)
    answer = strict.post(ADD, GOOD)
    assert answer.status_code == 403
    assert not Service.objects.exists()
    assert not Draft.objects.exists()


def test_a_form_that_is_sent_twice_is_saved_once_and_answered_alike(as_role):
    client = as_role("quality_officer")
    fields = GOOD | {"form_owner": hidden(client.get(ADD))["form_owner"]}
    first, again = client.post(ADD, fields), client.post(ADD, fields)
    assert Service.objects.count() == Event.objects.count() == 1
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    client.post(ADD, GOOD | {"form_owner": hidden(client.get(ADD))["form_owner"]})
    assert Service.objects.count() == 2


def test_a_form_that_was_refused_can_be_sent_again(as_role):
    client = as_role("quality_officer")
    owner = {"form_owner": hidden(client.get(ADD))["form_owner"]}
    assert client.post(ADD, GOOD | owner | {"location_id": "not an id"}).status_code == 422
    assert client.post(ADD, GOOD | owner).status_code == 302
    assert Service.objects.count() == 1


def test_the_number_of_a_form_of_another_person_is_no_number(as_role):
    """Who sends a colleague's form saves their own: nothing is answered with what the colleague saved."""
    first, second = as_role("quality_officer"), as_role("team_manager", name="Bob Jones")
    fields = GOOD | {"form_owner": hidden(first.get(ADD))["form_owner"]}
    addresses = [client.post(ADD, fields)["Location"] for client in (first, second)]
    assert len(set(addresses)) == Service.objects.count() == 2


def test_an_old_number_is_deleted(as_role):
    client = as_role("quality_officer")
    Submission.objects.create(number="x")
    Submission.objects.update(saved_at=timezone.now() - timedelta(days=DAYS + 1))
    client.post(ADD, GOOD | {"form_owner": hidden(client.get(ADD))["form_owner"]})
    assert not Submission.objects.filter(number="x").exists()
    assert Submission.objects.get().address == reverse("service", args=[PLACE, Service.objects.get().pk])

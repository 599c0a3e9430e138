"""The pages of records, as people use them."""

from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.retention.test_deletion import SECRET, closed_signal

from careplace.casework.assurance.models import Signal
from careplace.casework.audit.models import Event
from careplace.casework.retention.actions import note_due
from careplace.casework.retention.models import Deletion, Hold
from careplace.casework.scope.actor import actor_at

PAGE = reverse("records", args=[PLACE])
SUBJECT = reverse("subject-access", args=[PLACE])


@pytest.fixture
def manager(as_role):
    client = as_role("team_manager", name="Mary Manager")
    client.actor = actor_at(client.person, PLACE)
    return client


@pytest.fixture
def due(manager):
    """Two records whose time is over: their ids, by name."""
    for name in ("Rose House", "Violet Court"):
        closed_signal(manager.actor, name, date(2015, 1, 1))
    note_due(date(2026, 1, 1))
    return {row.label: str(row.pk) for row in Deletion.objects.all()}


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_one_person_proposes_and_another_deletes(manager, as_role, due):
    page = text(manager.get(PAGE))
    assert "Signal: Rose House" in page
    assert "There is no rule yet for these kinds of records" in page
    assert manager.post(PAGE, {"record": [due["Rose House"]], "propose": "1"})["Location"] == PAGE
    assert "Proposed by you: a colleague has to agree" in text(manager.get(PAGE))
    assert manager.post(PAGE, {"record": [due["Rose House"]], "delete": "1"}).status_code == 403
    administrator = as_role("administrator", name="Ines Marsh")
    assert "Proposed by a colleague" in text(administrator.get(PAGE))
    assert administrator.post(PAGE, {"record": [due["Rose House"]], "delete": "1"}).status_code == 302
    page = text(administrator.get(PAGE))
    assert "Deleted lately" in page
    assert "5 texts of its history erased" in page
    assert [s.text == SECRET for s in Signal.objects.order_by("service__name")] == [False, True]


def test_what_was_proposed_is_sent_back(manager, as_role, due):
    manager.post(PAGE, {"record": list(due.values()), "propose": "1"})
    as_role("administrator").post(PAGE, {"record": [due["Rose House"]], "send-back": "1"})
    assert set(Deletion.objects.values_list("label", "state")) == {
        ("Rose House", "due"),
        ("Violet Court", "proposed"),
    }


@pytest.mark.parametrize("fields", [{}, {"propose": "1"}, {"record": "x", "propose": "1"}])
def test_nothing_chosen_is_said(manager, due, fields):
    answer = manager.post(PAGE, fields)
    assert (answer.status_code, "Choose at least one record." in text(answer)) == (422, True)


def test_a_service_is_held_and_the_hold_is_lifted(manager, due):
    service = Signal.objects.get(service__name="Rose House").service
    fields = {"service": str(service.pk), "reason": "A claim"}
    assert manager.post(reverse("hold-add", args=[PLACE]), fields).status_code == 302
    assert "A claim" in text(manager.get(PAGE))
    again = manager.post(reverse("hold-add", args=[PLACE]), fields)
    assert "This service is held already." in text(again)
    hold = Hold.objects.get()
    lifted = manager.post(reverse("hold-lift", args=[PLACE, hold.pk]), {"version": 1, "reason": "Settled"})
    assert lifted.status_code == 302
    assert Hold.objects.get().state == "lifted"


def test_an_auditor_downloads_what_there_is_about_words_or_a_person(manager, as_role, due):
    auditor = as_role("auditor", name="Tom Birch")
    answer = auditor.post(SUBJECT, {"phrase": "zebra-lantern", "person": "", "reason": "Request 1"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    with ZipFile(BytesIO(answer.content)) as archive:
        assert SECRET in archive.read("subject-access.html").decode()
    person = auditor.post(SUBJECT, {"phrase": "", "person": str(manager.person.pk), "reason": "Request 2"})
    assert person.status_code == 200
    assert Event.objects.filter(kind="subject-access", person=str(auditor.person.pk)).count() == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"reason": "x"}, "Choose a person, or enter words to search for."),
        ({"reason": "x", "phrase": "ab"}, "Enter at least 3 letters."),
        ({"phrase": "Zoë Green"}, "This field is required."),
    ],
)
def test_a_search_that_cannot_be_made_says_why(as_role, fields, message):
    answer = as_role("auditor").post(SUBJECT, fields)
    assert (answer.status_code, message in text(answer)) == (422, True)
    assert not Event.objects.filter(kind="subject-access").exists()


def test_the_page_takes_at_most_twelve_queries(manager, due):
    with CaptureQueriesContext(connection) as queries:
        assert manager.get(PAGE).status_code == 200
    assert len(queries) <= 12, [query["sql"] for query in queries]

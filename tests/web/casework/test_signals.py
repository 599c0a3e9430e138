"""Signals in pages, and Today."""

import re
from html import unescape

import pytest
from django.urls import reverse
from tests.casework.people import PLACE

from careplace.casework.assurance.models import Signal

DAY = {"happened_on_0": "5", "happened_on_1": "1", "happened_on_2": "2026"}
GOOD = DAY | {
    "kind": "staffing",
    "source": "a nurse",
    "text": "Two staff for thirty people",
    "sensitivity": "ordinary",
}


def text(answer) -> str:
    return unescape(re.sub(r"</?time[^>]*>", "", answer.content.decode()))


def test_a_signal_is_noted_shown_today_and_closed(as_role, service):
    client, record = as_role("quality_officer"), service()
    page, today = reverse("service", args=[PLACE, record.pk]), reverse("today", args=[PLACE])
    assert "Not dealt with yet" not in text(client.get(today))
    assert client.post(reverse("signal-add", args=[PLACE, record.pk]), GOOD)["Location"] == page
    assert "Two staff for thirty people" in text(client.get(page))
    assert "Not dealt with yet: Staffing, 5 January 2026: Two staff" in text(client.get(today))
    close = reverse("signal-close", args=[PLACE, Signal.objects.get().pk])
    assert client.post(close, {"outcome": "", "version": "1"}).status_code == 422
    assert client.post(close, {"outcome": "Visited", "version": "1"})["Location"] == page
    assert "What the team did: Visited" in text(client.get(page))
    assert "Two staff" not in text(client.get(today))
    assert client.get(close).status_code == 403


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "Mrs Smith fell"}, "It names a person (“Mrs Smith”)"),
        ({"source": "Mr Brown"}, "It names a person (“Mr Brown”)"),
        ({"text": "NHS 943 476 5919"}, "possible NHS number"),
        ({"text": "DOB 1935"}, "looks like a date of birth"),
        ({"happened_on_2": "2099"}, "Enter today's date or an earlier one."),
        ({"kind": ""}, "This field is required."),
    ],
)
def test_a_refused_text_has_its_reason_and_stays_in_the_form(as_role, service, fields, message):
    answer = as_role("quality_officer").post(reverse("signal-add", args=[PLACE, service().pk]), GOOD | fields)
    assert answer.status_code == 422
    assert message in text(answer)
    assert "Two staff" in text(answer) or fields.get("text", "") in text(answer)
    assert not Signal.objects.exists()


def test_a_restricted_signal_is_not_on_the_page_of_a_panel_member(as_role, service):
    record = service()
    sent = GOOD | {"sensitivity": "restricted"}
    as_role("team_manager").post(reverse("signal-add", args=[PLACE, record.pk]), sent)
    panel = as_role("panel_member", name="Bob Jones")
    for name, args in (("service", [PLACE, record.pk]), ("today", [PLACE])):
        assert "Two staff" not in text(panel.get(reverse(name, args=args)))


def test_today_says_that_there_is_no_edition(as_role, service):
    service(location_id="1-113017405")
    assert "No edition of the published data can be read" in text(
        as_role("auditor").get(reverse("today", args=[PLACE]))
    )

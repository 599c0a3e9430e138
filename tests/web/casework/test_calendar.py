"""A person's calendar for calendar programs: what its key opens, and that the key is nowhere."""

import json
import logging
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from tests.casework.assurance.visits.records import a_service
from tests.casework.people import OTHER_PLACE, PLACE, member

from careplace.casework.assurance.planning.models import CalendarKey
from careplace.casework.assurance.visits import actions
from careplace.casework.audit.models import Event
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.models import Membership
from careplace.web.shell.logs import Json, without_secrets

KEY = re.compile(r"/calendar/([\w-]{43})\.ics")
SENSITIVE = "A relative said that medicines are late"


@pytest.fixture
def client(as_role):
    return as_role("quality_officer")


def key_page(place: str = PLACE) -> str:
    return reverse("calendar-key", args=[place])


def address_of(client) -> str:
    page = client.post(key_page(), {"make": "1"})
    assert page.status_code == 200
    return KEY.search(page.content.decode())[0]


def visit_of(client, days: int = 10, name: str = "Rose House", **values):
    actor = actor_at(client.person, PLACE)
    day = timezone.localdate() + timedelta(days=days)
    fields = {"kind": "responsive", "planned_on": day, "officer_id": client.person.pk, "trigger": SENSITIVE}
    return actions.plan(actor, a_service(actor, name).pk, fields | values)


def test_the_file_has_the_day_and_the_service_and_nothing_that_anybody_wrote(client):
    visit = visit_of(client, name="Rose; House, north")
    visit_of(client, days=-90)
    visit_of(client, officer_id=None)
    answer = Client().get(address_of(client))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Visit: Rose; House, north"
    assert event["dtstart"].dt == visit.planned_on
    assert event["dtend"].dt == visit.planned_on + timedelta(days=1)
    assert (event["uid"], event["status"]) == (f"{visit.pk}@careplace", "CONFIRMED")
    assert event["url"] == f"http://testserver/places/{PLACE}/visits/{visit.pk}/"
    for word in (SENSITIVE, "concern", "responsive", client.person.name, client.person.email):
        assert word not in answer.content.decode()


def test_a_visit_that_moved_has_a_higher_number_and_a_cancelled_one_says_so(client):
    visit, manager = visit_of(client), actor_at(member("team_manager"), PLACE)
    with actions.seen(manager, visit.pk, 1) as now:
        moved = now.change("plan-again", planned_on=visit.planned_on + timedelta(days=7))
    address = address_of(client)
    (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert (event["sequence"], event["dtstart"].dt) == (2, moved.planned_on)
    with actions.seen(manager, visit.pk, 2) as now:
        now.change("cancel", reason="The home closed")
    (event,) = Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    assert event["status"] == "CANCELLED"


def test_a_key_is_shown_once_kept_as_a_digest_and_replaced_by_the_next(client):
    first = address_of(client)
    key = KEY.search(first)[1]
    assert key not in client.get(key_page()).content.decode()
    assert key not in str(list(CalendarKey.objects.values()))
    assert key not in str(list(Event.objects.values()))
    second = address_of(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert [e.action for e in Event.objects.filter(kind="calendar-key")] == ["make", "revoke", "make"]


@pytest.mark.parametrize("end", ["revoked", "role", "account", "other role"])
def test_a_key_stops_working(client, end):
    address = address_of(client)
    assert Client().get(address).status_code == 200
    if end == "revoked":
        assert client.post(key_page(), {"revoke": "1"})["Location"] == key_page()
    if end in ("role", "other role"):
        Membership.objects.update(ended_at=timezone.now())
    if end == "other role":
        Membership.objects.create(user=client.person, place=PLACE, role="auditor")
    if end == "account":
        type(client.person).objects.update(is_active=False)
    answer = Client().get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


def test_a_key_opens_one_place_alone(client):
    Membership.objects.create(user=client.person, place=OTHER_PLACE, role="quality_officer")
    visit_of(client)
    page = client.post(key_page(OTHER_PLACE), {"make": "1"}).content.decode()
    content = Client().get(KEY.search(page)[0]).content
    assert Calendar.from_ical(content).walk("VEVENT") == []


@pytest.mark.parametrize("path", ["/calendar/x.ics", "/calendar/" + "a" * 43 + ".ics", "/calendar/%00.ics"])
def test_a_key_that_never_was_opens_nothing(staff, path):
    assert staff.get(path).status_code in (400, 404)
    assert staff.post(path).status_code in (400, 404, 405)


def test_no_log_has_the_key_whatever_becomes_of_the_request(client, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    address = address_of(client)
    key, lines, handler = KEY.search(address)[1], [], logging.Handler(logging.DEBUG)
    formatter = Json()
    handler.emit = lambda record: lines.append(formatter.format(record))
    logging.getLogger().addHandler(handler)
    quiet = Client(raise_request_exception=False)
    try:
        for path in (address, address.removesuffix(".ics"), f"{address}/", f"/calendar/{key}/x.ics"):
            quiet.get(path)
        monkeypatch.setattr("careplace.web.casework.planning.calendar.calendar_file", None)
        assert quiet.get(address).status_code == 500
    finally:
        logging.getLogger().removeHandler(handler)
    requests = [line for line in lines if json.loads(line)["logger"] == "careplace.web.requests"]
    assert len(requests) == 5
    assert not [line for line in lines if key in line and json.loads(line)["logger"] != "django.db.backends"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/calendar/abc.ics", "/calendar/(secret)"),
        ("Internal Server Error: /calendar/abc.ics", "Internal Server Error: /calendar/(secret)"),
        ("/places/E08000026/visits/", "/places/E08000026/visits/"),
        ("/calendar/", "/calendar/"),
    ],
)
def test_secrets_are_left_out_of_paths(text, expected):
    assert without_secrets(text) == expected


def test_the_calendar_page_shows_ones_own_visits_by_month_or_everybodys(client):
    visit_of(client, name="Rose House")
    visit_of(client, name="Violet Court", officer_id=None, planned_on=date(2030, 5, 6))
    own = client.get(reverse("calendar", args=[PLACE])).content.decode()
    everybody = client.get(reverse("calendar", args=[PLACE]) + "?officer=all").content.decode()
    assert "Rose House" in own
    assert "Violet Court" not in own
    assert "May 2030" in everybody
    assert "nobody yet" in everybody

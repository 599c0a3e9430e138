"""A marker in every text of every kind of record: which of them a provider's own user meets, on every page of a place.

The kinds come from the models and the pages from the urlconf: what is new is shown to no provider until a line here says so.
"""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from django.utils import timezone
from tests.casework.assurance.sharing.records import a_provider
from tests.casework.assurance.visits.records import officer_at
from tests.casework.databases import point_at
from tests.casework.people import PLACE
from tests.casework.samples import Samples
from tests.examples import examples
from tests.web.casework.fixtures import client_of
from tests.web.casework.test_query_counts import MOST, queries
from tests.web.casework.walk import addresses, at_place, content

from careplace.casework import edition_reader
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.reminder_records import reminder_records
from careplace.casework.assurance.sharing import access
from careplace.casework.assurance.sharing.reminders import of_shared
from careplace.casework.assurance.visits.models import Action, Challenge, Visit

MARKER = re.compile(r"zebra\d{4}lantern")
OWN_PAGES = {
    *("provider-home", "provider-draft", "provider-challenge", "provider-report", "provider-plan"),
    *("provider-done", "provider-agree", "provider-file"),
}
SHOWN = {
    "assurance.Service.name": lambda _: True,
    "visits.Visit.record": lambda visit: visit.state in ("accuracy", "final"),
    "visits.Visit.spoken_to": lambda visit: visit.state == "final",
    "visits.Visit.sampled": lambda visit: visit.state == "final",
    "visits.Visit.grade_reason": lambda visit: visit.state == "final",
    "visits.Challenge.sentence": lambda _: True,
    "visits.Challenge.says": lambda _: True,
    "visits.Challenge.reply": lambda challenge: challenge.state == "answered",
    "visits.Action.issue": lambda _: True,
    "visits.Action.step": lambda _: True,
    "visits.Action.responsible": lambda _: True,
    "visits.Action.proof": lambda _: True,
    "visits.Action.reason": lambda action: action.state == "agreed",
    "sharing.ProviderFile.name": lambda file: file.state == "sent",
    "sharing.ProviderFile.content": lambda file: file.state == "sent",
}
"""{field: of which records of the provider's services its text is shown}. What is not here is never shown to a provider."""


@dataclass
class World:
    """Records of a place in every state; a provider's user who acts for the service that they are about; their pages."""

    samples: Samples
    service: Service
    client: Client
    pages: dict[str, str]


@pytest.fixture(scope="module")
def world(databases, tmp_path_factory):
    careplace = settings.CAREPLACE.model_copy(update={"home": tmp_path_factory.mktemp("home")})
    with databases("sqlite").fresh() as url, override_settings(CAREPLACE=careplace):
        point_at(url)
        edition_reader.forget()
        samples = Samples(PLACE)
        samples.every_state()
        visits = {visit.state: visit for visit in samples.of(Visit)}
        access.share_report(officer_at(), visits["final"].pk, True, visits["final"].planned_on)
        Challenge.objects.filter(visit=visits["planned"]).update(visit=visits["accuracy"])
        service = samples.of(Service)[0]
        client = client_of(a_provider(service))
        yield World(samples, service, client, every_page(client, samples))
        edition_reader.forget()
        connections.close_all()


def every_page(client: Client, samples: Samples) -> dict[str, str]:
    """{address: text} of the pages that answer 200: a provider's with the id of every record, the team's with one."""
    ids = [record.pk for record in samples.records]
    names = [name for name, _parts in at_place()]
    own = [name for name in names if name in OWN_PAGES]
    paths = addresses(PLACE, ids, own) | addresses(PLACE, ids[:1], set(names) - OWN_PAGES)
    answers = {path: client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} <= {200, 403, 404}
    assert not MARKER.search("".join(content(a) for a in answers.values() if a.status_code == 404))
    return {path: content(answer) for path, answer in answers.items() if answer.status_code != 404}


def record_of(samples: Samples, word: str):
    """The record that a marker was written into."""
    for record in samples.records:
        if any(word in str(value) for value in (*record.values().values(), getattr(record, "content", b""))):
            return record
    raise AssertionError(word)


def service_of(record) -> object:
    """The id of the service that a record is about."""
    if isinstance(record, Service):
        return record.pk
    return record.visit.service_id if hasattr(record, "visit") and record.visit else record.service_id


def test_a_provider_meets_only_what_is_shared_about_its_own_services(world):
    words = set(MARKER.findall("".join(world.pages.values())))
    shown = {world.samples.fields[word] for word in words}
    assert shown <= set(SHOWN)
    assert shown >= {f"visits.{name}" for name in ("Visit.record", "Challenge.says", "Action.issue")}
    assert "sharing.ProviderFile.content" in shown
    for word in words:
        record = record_of(world.samples, word)
        record.refresh_from_db()
        assert service_of(record) == world.service.pk, world.samples.fields[word]
        assert SHOWN[world.samples.fields[word]](record), (world.samples.fields[word], record.state)


def test_the_pages_that_a_provider_can_open_are_few(world):
    named = addresses(PLACE, [record.pk for record in world.samples.records])
    assert {named[path] for path in world.pages} == OWN_PAGES | {"today", "reminders"}


def test_who_acts_for_another_service_meets_nothing_of_it(world):
    other = world.samples.of(Service)[1]
    pages = every_page(client_of(a_provider(other)), world.samples)
    for word in MARKER.findall("".join(pages.values())):
        assert service_of(record_of(world.samples, word)) == other.pk


def test_mails_have_names_of_services_and_nothing_else_that_anybody_wrote(world):
    days = {visit.accuracy_due_on for visit in world.samples.of(Visit)}
    days |= {action.due_on for action in world.samples.of(Action)} | {timezone.localdate()}
    sentences = [reminder.sentence for day in days for reminder in of_shared(reminder_records(PLACE, day))]
    words = set(MARKER.findall("".join(sentences)))
    assert {world.samples.fields[word] for word in words} == {"assurance.Service.name"}


def test_no_page_of_a_provider_asks_more_of_the_database_where_there_is_more(world):
    """test_query_counts.py walks the pages by a person who acts for no service."""
    before = {path: queries(world.client, path) for path in world.pages}
    world.samples.several(examples(10))
    for path, few in before.items():
        many = queries(world.client, path)
        assert len(many) == len(few) <= MOST, f"{path}: {len(few)}, then {len(many)}: {many}"

"""A marker in every text of every kind of record: which of them a provider's own user meets, on every page of a place.

The kinds come from the models and the pages from the urlconf: what is new is not shown to a provider until a line here says so.
"""

import re
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.casework.assurance.sharing.records import a_provider
from tests.casework.assurance.visits.records import officer_at
from tests.casework.people import PLACE
from tests.casework.samples import Samples
from tests.examples import examples
from tests.web.casework.fixtures import client_of
from tests.web.casework.test_query_counts import MOST
from tests.web.casework.walk import addresses, at_place, content

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import access
from careplace.casework.assurance.sharing.reminders import of_shared
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.audit.models import Event

MARKER = re.compile(r"zebra\d{4}lantern")
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
    """Records of a place in every state, and a provider's user who acts for the service that they are about."""

    samples: Samples
    service: Service
    client: Client


@pytest.fixture
def world(staff):
    samples = Samples(PLACE)
    samples.every_state()
    service = samples.of(Service)[0]
    # Of two services the first has everything: who acts for the second sees nothing of it.
    final = next(visit for visit in samples.of(Visit) if visit.state == "final")
    access.share_report(officer_at(), final.pk, True, final.planned_on)
    return World(samples, service, client_of(a_provider(service)))


def every_page(world: World) -> dict[str, str]:
    """{address: text} of every page of the place that answers 200; those of the team are tried with one id of each kind."""
    ids = [record.pk for record in world.samples.records]
    first = list({type(record): record.pk for record in world.samples.records}.values())
    names = [name for name, _parts in at_place()]
    own = [name for name in names if name.startswith("provider-")]
    paths = addresses(PLACE, ids, own) | addresses(PLACE, first, [name for name in names if name not in own])
    answers = {path: world.client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} <= {200, 403, 404}
    assert not MARKER.search("".join(content(a) for a in answers.values() if a.status_code != 200))
    return {path: content(answer) for path, answer in answers.items() if answer.status_code == 200}


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
    pages = every_page(world)
    words = set(MARKER.findall("".join(pages.values())))
    shown = {world.samples.fields[word] for word in words}
    assert shown <= set(SHOWN)
    assert shown >= {
        "visits.Visit.record",
        "visits.Challenge.says",
        "visits.Action.issue",
        "sharing.ProviderFile.content",
    }
    for word in words:
        record = record_of(world.samples, word)
        assert service_of(record) == world.service.pk, world.samples.fields[word]
        assert SHOWN[world.samples.fields[word]](record), (world.samples.fields[word], record.state)


def test_the_pages_that_a_provider_can_open_are_few(world):
    names = {addresses(PLACE, [r.pk for r in world.samples.records])[path] for path in every_page(world)}
    assert names == {
        *("today", "reminders", "provider-home", "provider-draft", "provider-report", "provider-plan"),
        *("provider-done", "provider-agree", "provider-file"),
    }  # fmt: skip


def test_who_acts_for_another_service_meets_nothing_of_it(world):
    other = world.samples.of(Service)[1]
    client = client_of(a_provider(other))
    pages = every_page(World(world.samples, other, client))
    for word in MARKER.findall("".join(pages.values())):
        assert service_of(record_of(world.samples, word)) == other.pk


def test_mails_have_names_of_services_and_nothing_else_that_anybody_wrote(world):
    days = {visit.accuracy_due_on for visit in world.samples.of(Visit)}
    days |= {action.due_on for action in world.samples.of(Action)} | {Event.objects.latest("at").at.date()}
    sentences = [reminder.sentence for day in days for reminder in of_shared(PLACE, day)]
    words = set(MARKER.findall("".join(sentences)))
    assert {world.samples.fields[word] for word in words} == {"assurance.Service.name"}


def test_no_page_of_a_provider_asks_more_of_the_database_where_there_is_more(world):
    """test_query_counts.py walks the pages by a person who acts for no service."""
    before = {path: queries(world.client, path) for path in every_page(world)}
    world.samples.several(examples(30))
    for path, few in before.items():
        many = queries(world.client, path)
        assert len(many) == len(few) <= MOST, f"{path}: {len(few)}, then {len(many)}: {many}"


def queries(client: Client, path: str) -> list[str]:
    """What a page asks of the database, after it was shown once."""
    content(client.get(path))
    with CaptureQueriesContext(connection) as captured:
        content(client.get(path))
    return [query["sql"][:200] for query in captured.captured_queries]

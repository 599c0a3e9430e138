"""A marker in every text of every kind of record, in every form and every draft: who meets it, and where it never is.

The kinds of records come from the models, the pages from the urlconf: what is new joins by itself.
"""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection, connections
from django.test import Client, override_settings
from tests.casework.databases import point_at
from tests.casework.people import OTHER_PLACE, PLACE
from tests.casework.samples import Samples, kinds, marker
from tests.web.casework.fixtures import IN_MEMORY, signed_in_with_every_role
from tests.web.casework.form_data import filled
from tests.web.casework.walk import addresses, content, ids_of_pages, pages
from tests.web.environment import ENVIRONMENT
from tests.web.log_lines import collected

from careplace.casework import edition_reader
from careplace.casework.audit.history import export_rows
from careplace.casework.audit.models import Event
from careplace.casework.retention.subject import subject_export
from careplace.casework.scope.actor import actor_at
from careplace.consultations.surveys import FOLDER
from careplace.web.casework.drafts.models import Draft

MARKER = re.compile(r"zebra\d{4}lantern")
CHANGING = re.compile(r'name="(csrfmiddlewaretoken|form_owner)" value="[^"]*"|"csrf": "\w+"|nonce="[^"]*"')
"""What differs between two answers of one page."""


@dataclass
class World:
    """Two places with records, and people who have every role at one of them."""

    home: Path
    database: str
    log_lines: list[str]
    ours: Samples
    theirs: Samples
    us: Client
    them: Client
    outsider: Client
    before: dict[str, str]
    our_pages: dict[str, str]
    saved: int = 0


def steady(answer) -> str:
    """The text of an answer without what differs each time."""
    return CHANGING.sub("", content(answer))


@pytest.fixture(scope="module")
def world(databases, demo_home, tmp_path_factory):
    """The other place as its people saw it before anything was written at ours; then everything is written at ours."""
    home = shutil.copytree(demo_home, tmp_path_factory.mktemp("markers") / "home", symlinks=True)
    careplace = settings.CAREPLACE.model_copy(update={"home": home})
    with databases("sqlite").fresh() as url, collected() as log_lines:
        point_at(url)
        with override_settings(CAREPLACE=careplace, EMAIL_BACKEND=IN_MEMORY):
            mail.outbox = []
            edition_reader.forget()
            yield written(home, url, log_lines)
            edition_reader.forget()
        connections.close_all()


def written(home: Path, url: str, log_lines: list[str]) -> World:
    """The two places, and everything written."""
    them, us = signed_in_with_every_role(OTHER_PLACE), signed_in_with_every_role(PLACE)
    ours, theirs = Samples(PLACE), Samples(OTHER_PLACE)
    theirs.every_state()
    before = {path: steady(them.get(path)) for path in pages(them, OTHER_PLACE, theirs)}
    ours.every_state()
    outsider = signed_in_with_every_role(PLACE, "Outsider X")
    world = World(home, url, log_lines, ours, theirs, us, them, outsider, before, pages(us, PLACE, ours))
    send_every_form(world)
    return world


def send_every_form(world: World) -> None:
    """Every form of ours, filled with markers: without a session, so that it is kept as a draft, and then with one."""
    for path in world.our_pages:
        fields = filled(content(world.us.get(path)), marker) if not path.endswith((".csv", "/end/")) else None
        if fields is not None:
            Client().post(path, fields)
            world.us.get(path)
            world.saved += world.us.post(path, fields).status_code == 302


def test_everything_was_written_and_its_own_people_see_it(world):
    """Or the other tests would prove nothing."""
    seen = "".join(content(world.us.get(path)) for path in world.our_pages)
    fields = {name for word, name in world.ours.fields.items() if word in seen}
    assert {name.rpartition(".")[0] for name in fields} >= {
        "assurance.Service", "assurance.Signal", "visits.Visit", "visits.Challenge", "visits.Action"
    }  # fmt: skip
    assert len({type(record) for record in world.ours.records}) == len(kinds())
    assert world.saved > 20
    assert Draft.objects.count() > 5


def test_people_of_another_place_see_what_they_saw_before_to_the_letter(world):
    """Pages, lists, counts and files."""
    after = {path: steady(world.them.get(path)) for path in world.before}
    assert after == world.before
    assert not MARKER.search("".join(after.values())) or _of(world.theirs, after)


def _of(samples: Samples, texts: dict[str, str]) -> bool:
    """Whether every marker in the texts is one of the samples'."""
    return set(MARKER.findall("".join(texts.values()))) <= set(samples.fields)


def test_no_page_is_there_for_people_of_another_place(world):
    for path in world.our_pages:
        answer = world.them.get(path)
        assert (answer.status_code, MARKER.search(content(answer))) == (404, None), path
        assert world.them.post(path, {}).status_code in (404, 405), path
    for name, ids in ids_of_pages(world.us, world.ours).items():
        for path in addresses(OTHER_PLACE, ids, [name]) if name in world.our_pages.values() else ():
            answer = world.them.get(path)
            assert (answer.status_code, MARKER.search(content(answer))) == (404, None), path


def test_who_is_on_no_team_meets_nothing_of_a_review_on_any_page_of_the_place(world):
    """With every role there is: neither a text of it, nor the id of one of its records, nor the word."""
    team_only = [record for record in world.ours.records if record.TEAM_ONLY]
    kinds_of_them = {record._meta.label for record in team_only}
    words = {word for word, name in world.ours.fields.items() if name.rpartition(".")[0] in kinds_of_them}
    ids = {str(record.pk) for record in team_only}
    answers = {path: content(world.outsider.get(path)) for path in world.our_pages}
    assert {"reviews.Review", "reviews.Source", "reviews.Text"} <= kinds_of_them
    assert any(words & set(MARKER.findall(content(world.us.get(path)))) for path in world.our_pages)
    for path, text in answers.items():
        named = {id for id in ids if id in text.replace(path, "")}
        assert not named, path
        assert not words & set(MARKER.findall(text)), path


def test_nothing_of_a_review_is_in_what_the_whole_place_exports(world):
    """The search for a person, and the audit whose numbers have no gap."""
    kinds_of_them = {record.WORKFLOW.kind for record in world.ours.records if record.TEAM_ONLY}
    rows = list(export_rows(PLACE))
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    assert not kinds_of_them & {row[4] for row in rows}
    actor = actor_at(world.outsider.person, PLACE)
    subject = subject_export(actor, None, "zebra", "a test")
    assert subject.mentions
    assert not kinds_of_them & {mention.kind for mention in subject.mentions}


def test_no_mail_no_session_no_cached_row_and_no_file_has_it(world):
    assert not MARKER.search(" ".join(f"{sent.subject} {sent.body}" for sent in mail.outbox))
    assert not MARKER.search(json.dumps([row.get_decoded() for row in Session.objects.all()], default=str))
    with connection.cursor() as cursor:
        cursor.execute("select cache_key, value from cache")
        assert not MARKER.search(str(cursor.fetchall()))
    changed = [path for path in world.home.rglob("*") if path.is_file() and not path.is_symlink()]
    found = {path: MARKER.findall(path.read_bytes().decode("latin-1")) for path in changed}
    # A survey that was opened is a file for the site on which people answer: its own words are in it, and no others.
    asked = {word for path, words in found.items() if path.parent.name == FOLDER for word in words}
    fields = {world.ours.fields[word] for word in asked if word in world.ours.fields}
    assert {name.partition(".")[0] for name in fields} == {"programme_survey"}
    assert [path for path, words in found.items() if words and path.parent.name != FOLDER] == []


def test_texts_about_people_are_not_in_the_chain_nor_in_the_file_of_the_audit(world):
    personal = {f"{model._meta.label}.{name}" for model in kinds() for name in model.PERSONAL}
    words = {word for word, name in world.ours.fields.items() if name in personal}
    exported = "\n".join(cell for row in export_rows(PLACE) for cell in row)
    events = "\n".join(text for pair in Event.objects.values_list("before", "after") for text in pair)
    assert words
    assert not words & set(MARKER.findall(exported + events))


def test_no_log_of_the_site_has_it(world):
    text = "\n".join(line for line in world.log_lines if "django.db" not in json.loads(line)["logger"])
    assert "careplace.web.requests" in text
    assert not MARKER.search(text)


PUBLIC = """
import re, sys, django
django.setup()
from django.test import Client
from careplace.web.shell import logs
logs.begin()
client, waiting, seen = Client(), ["/", "/metrics", "/api/v1/places", "/api/v1/figures", "/publications/"], set()
while waiting and len(seen) < 150:
    path = waiting.pop(0)
    if path in seen:
        continue
    seen.add(path)
    answer = client.get(path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace") + str(answer.headers)
    print(path, re.findall(r"zebra\\d{4}lantern", text))
    waiting += re.findall(r'href="(/[^"#]*)"', text)
print(len(seen))
"""


def test_the_public_site_over_the_same_home_and_database_never_shows_it(world):
    """Its pages, API, metrics, headers and log, in a process with its own settings."""
    environment = ENVIRONMENT | {
        "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings",
        "CAREPLACE_HOME": str(world.home),
        "CAREPLACE_DATABASE_URL": world.database,
    }
    command = [sys.executable, "-c", PUBLIC]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    assert int(run.stdout.split()[-1]) > 50
    assert not MARKER.search(run.stdout + run.stderr)

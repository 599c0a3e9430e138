"""Attacks on the anonymity of those who responded: from pages, files, publications, audit, log and two versions."""

import json
import re

import pytest
from django.db import connections
from django.utils import timezone
from tests.casework.consultation.records import a_consultation, an_arrival, manager
from tests.casework.databases import point_at

from careplace.backups.contents import is_of_home, publication_files
from careplace.casework.audit.history import export_rows
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.consultation import actions, responses
from careplace.casework.consultation.models import Answer, Consultation, Response
from careplace.casework.workflow.actions import changes
from careplace.consultations.inbox import Inbox, address
from careplace.publications.store import Store

MARK = "zebra lantern"
AGES = ("under-65", "65-or-over")


@pytest.fixture(scope="module")
def world(databases, tmp_path_factory):
    """(report, home): a report by age of 31 people, made once.

    One of 65 or over disagrees, and wrote who it is; the name was taken out.
    """
    home = tmp_path_factory.mktemp("anonymity")
    with databases("sqlite").fresh() as url:
        point_at(url)
        yield reported_in(home), home
        connections.close_all()


@pytest.fixture
def reported(world) -> Consultation:
    """The report."""
    return Consultation.objects.get(pk=world[0].pk)


@pytest.fixture
def home(world):
    """Its home."""
    return world[1]


def reported_in(home) -> Consultation:
    """The report, from the draft on."""
    acting, today = manager(), timezone.localdate()
    record = a_consultation(home, acting=acting)
    inbox = Inbox(address(home, ""))
    inbox.create()
    for number in range(31):
        given = (
            {"agree": "agree", "age": AGES[number % 2]} if number else {"agree": "disagree", "age": AGES[1]}
        )
        why = f"I am Mrs {MARK.title()}, and I live at CV1 2AB." if not number else ""
        inbox.insert(an_arrival(record, why=why, **given))
    responses.collect(inbox)
    with changes(acting) as at_once:
        for response in Response.objects.all():
            at_once.change(Response, response.pk, "accept", {}, 1)
    text = Answer.objects.exclude(text="").get()
    responses.mark_read(acting, text.pk, 1, "I am [name], and I live at [postcode].")
    actions.close(acting, record.pk, 2, "Over", today, home, "")
    age = next(q for q in record.questions.all() if q.about_person)
    report = {"introduction": "Thanks.", "group_by": str(age.pk)}
    actions.add_theme(acting, record.pk, {"number": 1, "statement": "Too far.", "outcome": "A bus."})
    actions.write_report(acting, record.pk, 3, report)
    return actions.publish_report(acting, record.pk, 4, today, home)


def published_bytes(home, record) -> bytes:
    store = Store(home)
    ids = [record.publication, f"{record.publication}-results"]
    versions = [version for id in ids for version in store.versions(id)]
    return b"\n".join(store.content(version, file.name) for version in versions for file in version.files)


def test_no_publication_has_a_word_or_a_key_of_a_response(reported, home):
    content = published_bytes(home, reported)
    for response in Response.objects.all():
        for secret in (str(response.pk), response.key, response.session, response.label):
            assert secret.encode() not in content
    assert re.search(rb"zebra|lantern|CV1 2AB|I am", content, re.IGNORECASE) is None


def test_no_small_count_is_published_nor_follows_from_the_others(reported, home):
    counts = json.loads(
        Store(home).content(Store(home).versions(f"{reported.publication}-results")[0], "results.json")
    )
    cells = [
        cell for t in counts["tables"] for row in t["rows"] for cell in (row["people"], *row["by_group"])
    ]
    assert not {1, 2, 3, 4} & {cell for cell in cells if cell is not None}
    agree = next(t for t in counts["tables"] if t["question"]["words"] == "Do you agree?")
    rows = {row["key"]: row for row in agree["rows"]}
    # 31 people, 1 of whom disagreed: that 30 agreed would say so.
    assert (rows["disagree"]["people"], rows["agree"]["people"]) == (None, None)
    assert counts["people"] == 31


def test_two_versions_of_a_report_have_the_same_counts(reported, home):
    acting = manager()
    response = Response.objects.first()
    with pytest.raises(Exception, match="published"):
        responses.decide(acting, response.pk, "set-aside", response.version, {"reason": "Late"})
    values = {"introduction": "Many thanks.", "note": "Words"}
    actions.correct_report(acting, reported.pk, reported.version, values, timezone.localdate(), home)
    store, id = Store(home), f"{reported.publication}-results"
    first, second = (json.loads(store.content(version, "results.json")) for version in store.versions(id))
    assert first["tables"] == second["tables"]


def test_the_audit_has_no_word_no_choice_and_no_key(reported):
    texts = [text for pair in Event.objects.values_list("before", "after") for text in pair]
    texts += [cell for row in export_rows(reported.place) for cell in row]
    texts += PersonalText.objects.values_list("text", flat=True)
    everything = "\n".join(texts)
    assert re.search("zebra|lantern|CV1 2AB", everything, re.IGNORECASE) is None
    answer_events = Event.objects.filter(kind="answer")
    assert answer_events.exists()
    assert not any("agree" in event.after or "65" in json.loads(event.after) for event in answer_events)
    for response in Response.objects.all():
        assert response.key not in everything
        assert response.session not in everything


def test_no_backup_lists_the_inbox_and_no_name_of_a_file_is_of_a_response(reported, home):
    names = [str(path.relative_to(home)) for path in publication_files(home)]
    assert names
    assert not any(str(response.pk)[:8] in name for name in names for response in Response.objects.all())
    assert not is_of_home("inbox.sqlite3")


def test_pictures_have_no_metadata_but_what_they_draw(reported, home):
    store = Store(home)
    version = store.versions(f"{reported.publication}-results")[0]
    picture = store.content(version, "chart-1.png")
    kinds = []
    position = 8
    while position < len(picture):
        length = int.from_bytes(picture[position : position + 4], "big")
        kinds.append(picture[position + 4 : position + 8])
        position += 12 + length
    assert set(kinds) <= {b"IHDR", b"IDAT", b"IEND"}

"""Responses: from the inbox, from paper; what counts; what may be shown; on SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.consultation.records import (
    a_consultation,
    a_response,
    an_arrival,
    answers,
    by_words,
    manager,
)
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.consultation import actions, responses, results
from careplace.casework.consultation.models import Answer, Original, Response
from careplace.casework.consultation.responses import _check_only_taken_out
from careplace.casework.scope.actor import TIMER, NotAllowed
from careplace.consultations.inbox import Inbox, address
from careplace.voices.personal_details import redacted


@pytest.fixture
def inbox(tmp_path):
    box = Inbox(address(tmp_path, ""))
    box.create()
    return box


def test_responses_are_collected_once_each_with_its_answers(both, tmp_path, inbox):
    record = a_consultation(tmp_path)
    arrivals = [an_arrival(record, why="Late"), an_arrival(record, "b" * 64), an_arrival(record, "b" * 64)]
    assert all(inbox.insert(arrival) for arrival in arrivals)
    assert responses.collect(inbox) == responses.Collection(3, 0)
    assert responses.collect(inbox) == responses.Collection(0, 0)
    inbox.insert(arrivals[0])
    assert responses.collect(inbox).taken == 1
    assert Response.objects.count() == 3
    assert inbox.arrivals() == []
    first = Response.objects.get(key=arrivals[0].key)
    assert {a.text or tuple(a.chosen) for a in first.answers.all()} == {"Late", ("agree",)}
    assert {event.person for event in Event.objects.filter(kind="response")} == {TIMER}
    assert list(faults()) == []


@pytest.mark.parametrize("broken", ["consultation", "answers", "late", "early", "reported"])
def test_what_fits_no_consultation_stays_in_the_inbox(sqlite, tmp_path, inbox, broken):
    record = a_consultation(tmp_path, "reported" if broken == "reported" else "open")
    arrival = an_arrival(record)
    days = {"late": record.closes_on + timedelta(1), "early": record.opens_on - timedelta(1)}
    change = {"consultation": {"consultation": "other"}, "answers": {"answers": {"x": {"text": "y"}}}}
    arrival = replace(arrival, **change.get(broken, {}), received_on=days.get(broken, arrival.received_on))
    inbox.insert(arrival)
    assert responses.collect(inbox) == responses.Collection(0, 1)
    assert not Response.objects.exists()
    assert inbox.arrivals() == [arrival]


def test_what_came_on_the_day_of_an_early_close_is_collected(sqlite, tmp_path, inbox):
    record = a_consultation(tmp_path, "closed")
    inbox.insert(an_arrival(record))
    assert responses.collect(inbox).taken == 1


def test_nobody_but_those_who_run_consultations_types_in_decides_or_reads(sqlite, tmp_path):
    record = a_consultation(tmp_path)
    response = a_response(record, why="Late")
    officer, elsewhere = actor("quality_officer"), manager(OTHER_PLACE)
    answer = response.answers.get(question__kind="text")
    with pytest.raises(NotAllowed):
        responses.type_in(officer, record.pk, timezone.localdate(), answers(record))
    with pytest.raises(NotAllowed):
        responses.decide(officer, response.pk, "accept", 1, {})
    with pytest.raises(NotAllowed):
        responses.mark_read(officer, answer.pk, 1, "Late")
    with pytest.raises(Response.DoesNotExist):
        responses.decide(elsewhere, response.pk, "accept", 1, {})
    responses.mark_read(manager(), answer.pk, 1, "[word]")
    with pytest.raises(NotAllowed):
        responses.read_original(officer, Original.objects.get().pk, "Why not")
    with pytest.raises(Original.DoesNotExist):
        responses.read_original(elsewhere, Original.objects.get().pk, "Why not")


def test_people_are_counted_and_not_mentions(sqlite, tmp_path):
    record, acting = a_consultation(tmp_path), manager()
    first = a_response(record, acting, "accepted", why="The bus is late")
    again = a_response(record, acting, why="The bus is still late")
    other = a_response(record, acting, "accepted", why="Closed on Sundays")
    responses.repeat_of(acting, again.pk, 1, first.pk)
    for answer in Answer.objects.exclude(text=""):
        responses.mark_read(acting, answer.pk, 1, answer.text)
    counted = results.count(record)
    assert counted["people"] == 2
    texts = results.codable_texts(by_words(record)["Why?"])
    assert len(texts) == 3
    assert {text.person for text in texts} == {first.pk, other.pk}
    with pytest.raises(ValidationError):
        responses.repeat_of(acting, first.pk, 2, other.pk)
    with pytest.raises(ValidationError):
        responses.repeat_of(acting, other.pk, 2, again.pk)


def test_texts_are_coded_once_a_person_has_read_them(sqlite, tmp_path):
    record, acting = a_consultation(tmp_path), manager()
    question = by_words(record)["Why?"]
    response = a_response(record, acting, "accepted", why="Mr Jones is late")
    assert results.codable_texts(question) == []
    answer = response.answers.get(question=question)
    assert responses.shown_text(answer) == "[name] is late"
    responses.mark_read(acting, answer.pk, 1, "[name] is late")
    assert [text.text for text in results.codable_texts(question)] == ["[name] is late"]
    assert Original.objects.get().text == "Mr Jones is late"
    responses.mark_read(acting, answer.pk, 2, "[name] is [word]")
    assert Original.objects.get().text == "Mr Jones is late"


WORDS = st.lists(
    st.sampled_from(["the", "bus", "is", "late", "Mrs", "Smith", "said", "on", "Monday"]),
    min_size=1,
    max_size=12,
)


@given(WORDS, st.data())
def test_words_can_only_be_taken_out(words, data):
    original = " ".join(words)
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    shown = " ".join(word if keep else "[word]" for word, keep in zip(words, kept, strict=True))
    _check_only_taken_out(shown, original)
    _check_only_taken_out(redacted(original), original)
    with pytest.raises(ValidationError):
        _check_only_taken_out(f"{shown} never", original)


def test_alike_groups_sessions_and_letters_and_blocks_nobody(sqlite, tmp_path, inbox):
    record = a_consultation(tmp_path)
    letter = "Please keep the day centre open because my mother meets all of her friends there every Tuesday."
    for arrival in (
        an_arrival(record, "c" * 64, why="One thing"),
        an_arrival(record, "c" * 64, why="Another"),
        an_arrival(record, why=letter),
        an_arrival(record, why=f"Dear council. {letter} Thank you."),
        an_arrival(record),
    ):
        inbox.insert(arrival)
    assert responses.collect(inbox).taken == 5
    groups = responses.alike(record.responses.prefetch_related("answers"))
    assert sorted(len(group) for group in groups) == [2, 2]
    assert {"c" * 64} in [{response.session for response in group} for group in groups]


def test_the_report_waits_until_each_response_is_decided(sqlite, tmp_path):
    acting = manager()
    record = a_consultation(tmp_path, acting=acting)
    response = a_response(record, acting)
    actions.close(acting, record.pk, 2, "Over", timezone.localdate(), tmp_path, "")
    actions.write_report(acting, record.pk, 3, {"introduction": "Thanks."})
    with pytest.raises(NotAllowed, match="1 response waits"):
        actions.publish_report(acting, record.pk, 4, timezone.localdate(), tmp_path)
    responses.decide(acting, response.pk, "set-aside", 1, {"reason": "Empty"})
    with pytest.raises(NotAllowed, match="what people said"):
        actions.publish_report(acting, record.pk, 4, timezone.localdate(), tmp_path)
    actions.add_theme(acting, record.pk, {"number": 1, "statement": "Too far.", "outcome": "A bus."})
    assert actions.publish_report(acting, record.pk, 4, timezone.localdate(), tmp_path).state == "reported"


def test_the_order_of_what_was_collected_says_nothing_of_when_it_came(sqlite, tmp_path):
    record = a_consultation(tmp_path)
    inbox = Inbox(address(tmp_path, ""))
    inbox.create()
    arrivals = [an_arrival(record) for _ in range(8)]
    for arrival in arrivals:
        inbox.insert(arrival)
    responses.collect(inbox)
    order = [
        Response.objects.get(pk=event.record).key
        for event in Event.objects.filter(kind="response").order_by("number")
    ]
    assert order == sorted(arrival.key for arrival in arrivals)


def test_several_are_accepted_together_or_none(both, tmp_path):
    record, acting = a_consultation(tmp_path), manager()
    rows = [a_response(record, acting) for _ in range(3)]
    responses.accept_all(acting, record.pk, [rows[0].pk])
    with pytest.raises(ValidationError, match="meanwhile"):
        responses.accept_all(acting, record.pk, [row.pk for row in rows])
    other = a_response(a_consultation(tmp_path, title="Another"), acting)
    with pytest.raises(ValidationError):
        responses.accept_all(acting, record.pk, [other.pk])
    with pytest.raises(NotAllowed):
        responses.accept_all(actor("quality_officer"), record.pk, [rows[1].pk])
    with pytest.raises(record.DoesNotExist):
        responses.accept_all(manager(OTHER_PLACE), record.pk, [rows[1].pk])
    assert Response.objects.filter(state="accepted").count() == 1
    responses.accept_all(acting, record.pk, [row.pk for row in rows[1:]])
    assert record.responses.filter(state="accepted").count() == 3
    assert list(faults()) == []


def test_nothing_is_accepted_once_the_report_is_published(sqlite, tmp_path):
    record = a_consultation(tmp_path, "reported")
    with pytest.raises(NotAllowed):
        responses.accept_all(manager(), record.pk, [])

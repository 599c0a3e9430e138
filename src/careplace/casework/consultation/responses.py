"""Responses: collected from the inbox, typed in from paper, and looked at before they count and before they are shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from careplace.casework.audit.chain import locked_chain
from careplace.casework.consultation.models import Answer, Consultation, Original, Response
from careplace.casework.consultation.questionnaires import asked_questions, questions
from careplace.casework.consultation.states import RUNNERS
from careplace.casework.scope.actor import TIMER, Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes
from careplace.consultations.answers import Answers, faults_of
from careplace.consultations.inbox import Arrival, Inbox
from careplace.consultations.surveys import is_survey
from careplace.voices.likeness import letters
from careplace.voices.personal_details import redacted

MARK = re.compile(r"\[[^\[\]\n]{1,40}\]")
"""What stands in the place of words that were taken out."""


@dataclass(frozen=True)
class Collection:
    """What came of a visit to the inbox: how many were taken in, and how many fit no consultation and stay there."""

    taken: int
    left: int


def collect(inbox: Inbox) -> Collection:
    """Take every response to a consultation into casework, and then out of the inbox.

    A crash between the two takes none in twice: the key of a response is there once.
    """
    taken = left = 0
    for arrival in inbox.arrivals():
        if is_survey(arrival.consultation):
            continue
        if _take(arrival):
            inbox.remove(arrival.key)
            taken += 1
        else:
            left += 1
    return Collection(taken, left)


def _take(arrival: Arrival) -> bool:
    if Response.objects.filter(key=arrival.key).exists():
        return True
    consultation = Consultation.objects.filter(
        publication=arrival.consultation, state__in=("open", "closed")
    ).first()
    if consultation is None or not _in_time(consultation, arrival.received_on):
        return False
    if faults_of(questions(consultation), arrival.answers):
        return False
    response = Response(
        channel="web",
        received_on=arrival.received_on,
        easy_read=arrival.easy_read,
        key=arrival.key,
        session=arrival.session,
    )
    with changes(Actor(TIMER, consultation.place, RUNNERS)) as at_once:
        add(at_once, consultation, response, arrival.answers)
    return True


def _in_time(consultation: Consultation, on: date) -> bool:
    return bool(consultation.opens_on <= on <= consultation.closes_on)


def add(at_once: Changes, consultation: Consultation, response: Response, answers: Answers) -> Response:
    """Add a response with its answers."""
    response.consultation = consultation
    at_once.add(response, "receive")
    entries = {str(entry.pk): entry for entry in asked_questions(consultation)}
    for id, answer in answers.items():
        values = {"text": answer.get("text", ""), "chosen": answer.get("choices", [])}
        at_once.add(Answer(response=response, question=entries[id], **values), "receive")
    return response


def type_in(actor: Actor, id: UUID, received_on: date, answers: Answers) -> Response:
    """A response that came on paper.

    Raises:
        NotAllowed: before the consultation opens, and once its report is published.
        ValidationError: for answers that are none of its questions'.
    """
    consultation = Consultation.objects.at(actor.place).get(pk=id)
    check_takes_responses(consultation)
    if not answers:
        raise ValidationError("Enter at least one answer.")
    if wrong := faults_of(questions(consultation), answers):
        raise ValidationError(wrong)
    response = Response(channel="paper", received_on=received_on, key=str(uuid4()), typed_by_id=actor.person)
    with changes(actor) as at_once:
        return add(at_once, consultation, response, answers)


def check_takes_responses(consultation: Consultation) -> None:
    """Raises NotAllowed before the consultation opens, and once its report is published."""
    if consultation.state not in ("open", "closed"):
        raise NotAllowed(
            "Responses are added from the day on which the consultation opens until its report is published."
        )


def decide(actor: Actor, id: UUID, action: str, version: int, values: Mapping[str, Any]) -> Response:
    """Whether a response counts, repeats another, or is set aside.

    Raises:
        NotAllowed: once the report is published: its counts never change.
    """
    with changes(actor) as at_once:
        record = at_once.seen(Response, id, version)
        check_counts_are_open(record.consultation)
        return at_once.change(Response, id, action, values, version)


def accept_all(actor: Actor, id: UUID, chosen: Sequence[UUID]) -> None:
    """Say that several responses of a consultation count: all of them, or none.

    Raises:
        NotAllowed: as `decide`.
        ValidationError: where one of them does not wait for a decision any more.
    """
    with changes(actor) as at_once:
        record = Consultation.objects.at(actor.place).get(pk=id)
        check_counts_are_open(record)
        rows = list(record.responses.filter(pk__in=chosen, state="received").order_by("pk"))
        if len(rows) != len(set(chosen)):
            raise ValidationError("A colleague decided about some of these meanwhile: look at what is left.")
        for row in rows:
            at_once.change(Response, row.pk, "accept", {}, row.version)


def repeat_of(actor: Actor, id: UUID, version: int, first: UUID) -> Response:
    """Say that the same person responded before: the first response counts.

    Raises:
        ValidationError: where the first is no response that counts, of the same consultation.
    """
    record = Response.objects.at(actor.place).get(pk=id)
    same = Response.objects.at(actor.place).filter(consultation=record.consultation, state="accepted")
    first_response = same.exclude(pk=id).filter(pk=first).first()
    if first_response is None:
        raise ValidationError({"first": "This is no response that counts."})
    if record.repeats.exists():
        raise ValidationError({"first": "Other responses repeat this one: it has to count."})
    return decide(actor, id, "repeat", version, {"same_as": first_response})


def check_counts_are_open(consultation: Consultation) -> None:
    """Raises NotAllowed once the report is published."""
    if consultation.state == "reported":
        raise NotAllowed("The report is published, so what counts in it cannot be changed.")


def shown_text(answer: Answer) -> str:
    """The words of an answer as they may be shown: before a person has read them, without what the rules find."""
    return answer.text if answer.state == "read" else redacted(answer.text)


def mark_read(actor: Actor, id: UUID, version: int, text: str) -> Answer:
    """Say that an answer may be shown as `text`. Where something is taken out, the original is sealed."""
    with changes(actor) as at_once:
        record = at_once.seen(Answer, id, version)
        text = "\n".join(text.splitlines()).strip()
        if text == "\n".join(record.text.splitlines()).strip():
            return at_once.change(Answer, id, "read", {}, version)
        if not Original.objects.filter(answer=record).exists():
            at_once.add(Original(answer=record, text=record.text), "seal")
        _check_only_taken_out(text, Original.objects.get(answer=record).text)
        values = {"text": text, "redactions": record.redactions + 1}
        return at_once.change(Answer, id, "read", values, version)


def _check_only_taken_out(text: str, original: str) -> None:
    """Raises ValidationError where a text has words that the person did not write, outside of square brackets."""
    rest = " ".join(original.split())
    for part in MARK.split(text):
        words = " ".join(part.split())
        _before, match, rest = rest.partition(words) if words else ("", "-", rest)
        if not match:
            raise ValidationError(
                {
                    "text": "Only take words out, with a word in square brackets in their place, such as [name]."
                }
            )


def read_original(actor: Actor, id: UUID, reason: str) -> Original:
    """A sealed original, with an event that says who read it and why.

    Raises:
        NotAllowed: without the permission.
        Original.DoesNotExist: for an id of another place, or one that was deleted.
    """
    actor.check("consultation.originals")
    with locked_chain(actor.place, actor.person) as chain:
        record: Original = Original.objects.at(actor.place).get(pk=id)
        chain.append("read-original", ("original", str(id)), {}, {"reason": reason}, personal=("reason",))
    return record


def alike(responses: Iterable[Response]) -> list[list[Response]]:
    """Groups of responses that may be of one person, or one letter: of one browser session, or with most words alike.

    It is for people to look at: nothing is decided by it. Answers must be prefetched.
    """
    members = list(responses)
    texts = ["\n".join(answer.text for answer in response.answers.all()) for response in members]
    groups: dict[tuple[str, object], list[Response]] = {}
    for response, letter in zip(members, letters(texts), strict=True):
        if response.session:
            groups.setdefault(("session", response.session), []).append(response)
        if letter is not None:
            groups.setdefault(("letter", letter), []).append(response)
    return [group for group in groups.values() if len(group) > 1]

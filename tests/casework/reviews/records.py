"""A review with its lead, for tests."""

from datetime import date
from typing import Any

from tests.casework.people import PLACE, member

from careplace.casework.accounts.models import User
from careplace.casework.reviews.changes import begin, in_review
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import Member, Review, Source, Text
from careplace.casework.scope.actor import Actor, actor_at
from careplace.voices.texts import Span, normalised, quotation

DAY = date(2026, 10, 5)
WORDS = "She came home on Friday.\nNobody had told the pharmacy.\n"


def lead(name: str = "Lea Lead") -> Actor:
    """A new person who leads reviews."""
    acting = actor_at(member("review_lead", PLACE, name), PLACE)
    assert acting is not None
    return acting


def review(actor: Actor, framework: str = "local-system-review", **values: Any) -> Review:
    """A review that the actor leads, in fieldwork."""
    planned = {
        "title": "Going home",
        "framework": shipped(framework).model_dump(mode="json"),
        "edition": "2026-11-01",
        "scope": "Leaving hospital.",
        "starts_on": DAY,
        "ends_on": date(2026, 12, 18),
    }
    begun = begin(actor, planned | values, interests="none")
    with in_review(actor, begun.pk) as at_once:
        return at_once.move("begin-fieldwork", {}, begun.version)


def colleague(actor: Actor, of: Review, part: str = "reviewer", name: str = "Rob Reviewer") -> Actor:
    """A new person on the team of a review."""
    person = member("reviewer", PLACE, name)
    join(actor, of, person, part)
    acting = actor_at(person, PLACE)
    assert acting is not None
    return acting


def join(actor: Actor, of: Review, person: User, part: str) -> Member:
    """A person joins the team of a review, with nothing to declare."""
    declared = {"interests": "none", "declared_on": DAY}
    with in_review(actor, of.pk) as at_once:
        return at_once.add(Member(person=person, part=part, **declared), "join")


def source(actor: Actor, of: Review, title: str = "Interview 1", **values: Any) -> Source:
    """A source of a review: an interview with a social worker of the council."""
    usual = {"category": "interview", "organisation": "council", "role": "a social worker", "held_on": DAY}
    with in_review(actor, of.pk) as at_once:
        return at_once.add(Source(title=title, **usual | {"consent": "role"} | values))


def text(actor: Actor, of: Source, words: str = WORDS) -> Text:
    """The first text of a source."""
    content = normalised(words)
    digest = quotation(content, Span(0, len(content))).digest
    with in_review(actor, of.review_id) as at_once:
        return at_once.add(Text(source=of, content=content, sha256=digest, why="extracted"))


def code(actor: Actor, of: Review, name: str = "Medicines", line: str = "return-safe") -> Code:
    """A code of a review."""
    with in_review(actor, of.pk) as at_once:
        return at_once.add(Code(name=name, line=line))


def coding(actor: Actor, of: Text, given: Code, direction: str = "concern", **values: Any) -> Coding:
    """A coding of the first sentence of a text."""
    span = Span(0, 24)
    where = {"start": span.start, "end": span.end, "sha256": quotation(of.content, span).digest}
    fields = {"text": of, "source": of.source, "code": given, "direction": direction, **where, **values}
    with in_review(actor, of.review_id) as at_once:
        return at_once.add(Coding(coder_id=actor.person, **fields), "code")

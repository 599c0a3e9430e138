"""What people do with codings: each change in one transaction with its audit, at the words that the person saw."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.anchoring import place_of
from careplace.casework.reviews.coding.models import Code, Coding, Round
from careplace.casework.reviews.models import Text
from careplace.casework.reviews.team import of_reviews
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Conflict
from careplace.voices.anchors import Outcome, anchors
from careplace.voices.texts import Span

CODERS = ("lead", "reviewer")
"""Who of a team codes: the panel reads."""
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Choice:
    """What a person gives to words: codes, a direction, the people that the words are about, and a note."""

    codes: tuple[UUID, ...]
    direction: str
    populations: tuple[str, ...] = ()
    memo: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The fields of a coding, without its code."""
        return {"direction": self.direction, "populations": list(self.populations), "memo": self.memo}


def codings_seen(actor: Actor) -> QuerySet:
    """The codings that a person may see: not what the other coder of an open double coding gave."""
    rows: QuerySet = of_reviews(Coding, actor).filter(not_hidden(actor))
    return rows


def not_hidden(actor: Actor) -> Q:
    """Of codings of a review that a person is on the team of, those that are not of the other coder of a double coding."""
    return Q(round=None) | ~Q(round__state="open") | Q(coder_id=actor.person)


def code(actor: Actor, text: Text, span: Span, choice: Choice) -> list[Coding]:
    """Give codes to words of a text; those that the words have already from the same person are left as they are.

    Where a colleague replaced the text meanwhile, the words are found in the new one, if all of them are there.

    Raises:
        Conflict: with the new text, where the words are not in it as the person saw them.
        ValidationError: for a span beyond the text, a code that is not used, or a direction that is missing.
        NotAllowed: for the panel, for a text that two others code apart, and for a source that was withdrawn.
    """
    return code_all(actor, text.review_id, [(text, span)], choice)


def code_all(
    actor: Actor, review: UUID, places: Collection[tuple[Text, Span]], choice: Choice
) -> list[Coding]:
    """Give codes to several places at once, all or nothing. Raises as `code`."""
    if len(places) > MOST_AT_ONCE:
        raise ValidationError(f"At most {MOST_AT_ONCE} places are coded at once.")
    with in_review(actor, review, parts=CODERS) as at_once:
        codes = _used(at_once, choice.codes)
        coder = _Coder.of(at_once, {text.source_id for text, _ in places})
        return [coding for text, span in places for coding in coder.code(text, span, codes, choice)]


def _used(at_once: ReviewChanges, ids: Iterable[UUID]) -> list[Code]:
    chosen = set(ids)
    codes = list(Code.objects.filter(review=at_once.review, state="used", pk__in=chosen))
    if not codes or len(codes) < len(chosen):
        raise ValidationError({"codes": "Choose among the codes that are used."})
    return codes


@dataclass(frozen=True)
class _Coder:
    """A person who codes: the current texts of sources, their open double coding, and what the person gave already."""

    at_once: ReviewChanges
    texts: Mapping[UUID, Text]
    rounds: Mapping[str, Round]
    codings: frozenset[tuple[UUID, int, int, UUID]]

    @classmethod
    def of(cls, at_once: ReviewChanges, sources: Collection[UUID]) -> "_Coder":
        used = {"review": at_once.review, "source__state": "used"}
        texts = Text.objects.filter(**used, source__in=sources, state="current")
        own = Coding.objects.filter(source__in=sources, coder_id=at_once.changes.actor.person)
        current = own.exclude(state__in=("removed", "suggested"))
        places = frozenset(current.values_list("text_id", "start", "end", "code_id"))
        by_source = {text.source_id: text for text in texts}
        return cls(at_once, by_source, open_rounds(at_once.review.pk), places)

    def code(self, seen: Text, span: Span, codes: Iterable[Code], choice: Choice) -> Iterator[Coding]:
        """Give codes to words as the person saw them."""
        text, now = self._now(seen, span)
        place, of_round = _checked_place(text, now), self._round(text)
        of = {"source_id": text.source_id, "text": text, "round": of_round}
        for code in codes:
            if (text.pk, now.start, now.end, code.pk) not in self.codings:
                coding = Coding(
                    code=code, coder_id=self.at_once.changes.actor.person, **of, **place, **choice.values
                )
                yield self.at_once.add(coding, "code-blind" if of_round else "code")

    def _round(self, text: Text) -> Round | None:
        of_round = self.rounds.get(str(text.source_id))
        if of_round:
            check_coder(self.at_once.changes.actor, of_round)
        return of_round

    def _now(self, seen: Text, span: Span) -> tuple[Text, Span]:
        """The current text of the source, and where the words are in it."""
        current = self.texts.get(seen.source_id)
        if current is None:
            raise NotAllowed("The source is not used, so nothing is coded in it.")
        if current.pk == seen.pk:
            return current, span
        content = Text.objects.values_list("content", flat=True).get(pk=seen.pk)
        anchor = anchors(content, current.content, [span])[0] if content else None
        if anchor is None or anchor.outcome != Outcome.KEPT or anchor.new is None:
            raise Conflict(current)
        return current, anchor.new


def codes_in(actor: Actor, of_round: Round) -> bool:
    """Whether a person is one of the two of an open double coding, and is not done."""
    done = {str(of_round.first_id): of_round.first_done, str(of_round.second_id): of_round.second_done}
    return not done.get(actor.person, True)


def check_coder(actor: Actor, of_round: Round) -> None:
    """Raises NotAllowed for somebody who is none of the two, or who said that they are done."""
    if not codes_in(actor, of_round):
        raise NotAllowed("Two people code this text apart, and you are not one of them, or are done with it.")


def _checked_place(text: Text, span: Span) -> dict[str, Any]:
    try:
        return place_of(text, span)
    except ValueError as error:
        raise ValidationError(f"These words are not in the text: {error}.") from error


@contextmanager
def seen_coding(actor: Actor, id: UUID, version: int) -> Iterator[tuple[ReviewChanges, Coding]]:
    """A coding that the person sees, in a transaction, as they saw it.

    Raises:
        Coding.DoesNotExist: for one that is not theirs to see.
        Conflict: where it was changed since.
    """
    review = codings_seen(actor).values_list("review_id", flat=True).get(pk=id)
    with in_review(actor, review, parts=CODERS) as at_once:
        codings_seen(actor).get(pk=id)
        yield at_once, at_once.changes.seen(Coding, id, version)


def edit(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Coding:
    """Change the code, direction, populations or note of a coding; what a file had is then the person's."""
    with seen_coding(actor, id, version) as (at_once, coding):
        values = {**values, **_own(actor, coding)}
        if values.get("code_id", coding.code_id) != coding.code_id:
            _used(at_once, [values["code_id"]])
        return at_once.change(Coding, id, "edit", values, version)


def remove(actor: Actor, id: UUID, version: int) -> Coding:
    """Take a coding back."""
    with seen_coding(actor, id, version) as (at_once, _):
        return at_once.change(Coding, id, "remove", {}, version)


def accept(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> Coding:
    """Take a suggestion as one's own coding: from now on it counts, as given by the person who accepted it."""
    with seen_coding(actor, id, version) as (at_once, coding):
        if str(coding.source_id) in open_rounds(coding.review_id):
            raise NotAllowed("Two people code this text apart: suggestions wait until they are done.")
        own = {"coder_id": UUID(actor.person)}
        return at_once.change(Coding, id, "accept", {**values, **own}, version)


def confirm(
    actor: Actor, id: UUID, version: int, span: Span | None = None, changes: Mapping[str, Any] | None = None
) -> Coding:
    """Say that a coding is right where its words are now, or at other words of the current text.

    Args:
        changes: its direction and populations, where they change.

    Raises:
        ValidationError: without a span, for one whose words are gone.
    """
    with seen_coding(actor, id, version) as (at_once, coding):
        text = Text.objects.get(source=coding.source_id, state="current")
        if span is None and coding.text_id != text.pk:
            raise ValidationError("The words are no longer in the text. Choose others, or remove the coding.")
        span = span or Span(coding.start, coding.end)
        blind = coding.round is not None and coding.round.state == "open"
        values = {"text_id": text.pk, "doubt": "", **_checked_place(text, span), **(changes or {})}
        values |= _own(actor, coding)
        return at_once.change(Coding, id, "confirm-blind" if blind else "confirm", values, version)


def _own(actor: Actor, coding: Coding) -> dict[str, Any]:
    """The values by which what an imported file had becomes what a person says."""
    return {"doubt": "", "coder_id": actor.person} if coding.from_file else {}


def open_rounds(review: UUID) -> dict[str, Round]:
    """{id of a source: the open double coding that it is in}"""
    rounds = Round.objects.filter(review=review, state="open")
    return {source: of_round for of_round in rounds for source in of_round.sources}

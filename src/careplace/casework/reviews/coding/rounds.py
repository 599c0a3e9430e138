"""Double coding: two people code the same texts apart, are compared once both are done, and reconcile what they gave."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from django.core.exceptions import ValidationError

from careplace.casework.reviews.changes import ReviewChanges, in_review
from careplace.casework.reviews.coding.actions import CODERS, check_coder, open_rounds
from careplace.casework.reviews.coding.models import Code, Coding, Round
from careplace.casework.reviews.models import Member, Review, Source, Text
from careplace.casework.reviews.team import of_reviews
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.statistics.agreement import Agreement, agreement
from careplace.voices import double_coding
from careplace.voices.texts import Span, paragraphs


def free_sources(review: Review) -> list[Source]:
    """The sources that can be coded twice: with a text that nobody coded yet, and that no two people code now."""
    coded = Coding.objects.filter(review=review).exclude(state__in=("removed", "suggested"))
    rows = Source.objects.filter(review=review, state="used", texts__state="current")
    uncoded = rows.exclude(pk__in=coded.values("source_id")).order_by("held_on", "title")
    taken = open_rounds(review.pk)
    return [source for source in uncoded if str(source.pk) not in taken]


def coders(review: UUID) -> dict[str, str]:
    """{id: name} of the people of the team who code."""
    members = Member.objects.filter(review=review, state="member", part__in=CODERS)
    return {str(id): name for id, name in members.values_list("person_id", "person__name")}


def begin(actor: Actor, review: UUID, values: Mapping[str, Any]) -> Round:
    """A new double coding: its title, the ids of both coders, and those of the sources.

    Raises:
        ValidationError: for one person twice, somebody who does not code, and a source that is not free.
    """
    with in_review(actor, review, parts=("lead",)) as at_once:
        if not {values["first_id"], values["second_id"]} <= set(coders(review)):
            raise ValidationError("Choose two people of the team who code.")
        if set(values["sources"]) - {str(source.pk) for source in free_sources(at_once.review)}:
            raise ValidationError({"sources": "Choose sources whose texts nobody coded yet."})
        return at_once.add(Round(**values), "begin")


def say_done(actor: Actor, id: UUID, version: int) -> Round:
    """Say that one's own half is done; after the second, the two are compared.

    Raises:
        NotAllowed: for somebody who is none of the two, or is done already.
        ValidationError: where words of the person's own codings changed, and they have not confirmed them.
    """
    with in_review(actor, _review_of(actor, id), parts=CODERS) as at_once:
        of_round = at_once.changes.seen(Round, id, version)
        check_coder(actor, of_round)
        if of_round.codings.filter(state="unsure", coder_id=actor.person).exists():
            raise ValidationError(
                "The text was edited: confirm or remove your codings whose words changed first."
            )
        half = "first_done" if str(of_round.first_id) == actor.person else "second_done"
        changed = at_once.change(Round, id, "say-done", {half: True}, version)
        if changed.first_done and changed.second_done:
            return at_once.change(Round, id, "compare", {"segments": _segments(changed)}, changed.version)
        return changed


def _review_of(actor: Actor, id: UUID) -> UUID:
    review: UUID = of_reviews(Round, actor).values_list("review_id", flat=True).get(pk=id)
    return review


def texts_of(of_round: Round) -> list[Text]:
    """The current texts that the two code."""
    rows = Text.objects.filter(source__in=of_round.sources, state="current").select_related("source")
    return list(rows.order_by("source__held_on", "source__title"))


def _segments(of_round: Round) -> dict[str, list[int]]:
    """{code: paragraphs that have it from both, the first alone, the second alone, neither}, over all texts."""
    codings = list(of_round.codings.filter(state="blind"))
    used = Code.objects.filter(review=of_round.review_id, state="used").values_list("pk", flat=True)
    codes = sorted({str(code) for code in (*used, *(coding.code_id for coding in codings))})
    counts = np.zeros((len(codes), 4), dtype=int)
    for text in texts_of(of_round):
        here = [c for c in codings if c.text_id == text.pk]
        first = [_as_compared(c) for c in here if c.coder_id == of_round.first_id]
        second = [_as_compared(c) for c in here if c.coder_id == of_round.second_id]
        counts += double_coding.compare(first, second, codes, paragraphs(text.content)).segments
    return dict(zip(codes, counts.tolist(), strict=True))


def _as_compared(coding: Coding) -> double_coding.Coding:
    return double_coding.Coding(str(coding.code_id), Span(coding.start, coding.end))


def agreement_of(of_round: Round) -> tuple[list[str], np.ndarray, Agreement]:
    """How far the two agreed before anything was reconciled.

    Returns:
        the codes that one of them gave, the counts of paragraphs, shape (codes, 4), and the agreement of each code.
    """
    codes = [code for code, counts in of_round.segments.items() if any(counts[:3])]
    counts = np.array([of_round.segments[code] for code in codes], dtype=int).reshape(-1, 4)
    return codes, counts, agreement(*counts.T)


def undecided(of_round: Round) -> list[Coding]:
    """The codings of the two that are neither kept nor taken back, in the order of the texts."""
    rows = of_round.codings.filter(state__in=("blind", "unsure")).select_related("code", "coder")
    return list(rows.order_by("text", "start", "end", "code__name", "id"))


def alike(of_round: Round, codings: Iterable[Coding]) -> list[tuple[Coding, Coding]]:
    """Pairs of codings, the first coder's and the second's, that say the same of the same words.

    A note of the second coder that the first did not write makes them different: somebody has to read it.
    """
    blind = [coding for coding in codings if coding.state == "blind"]
    firsts = {_said(coding): coding for coding in blind if coding.coder_id == of_round.first_id}
    seconds = [
        coding for coding in blind if coding.coder_id == of_round.second_id and _said(coding) in firsts
    ]
    pairs = {_said(second): (firsts[_said(second)], second) for second in seconds}
    return [(first, second) for first, second in pairs.values() if second.memo in ("", first.memo)]


def _said(coding: Coding) -> tuple[Any, ...]:
    where = (coding.text_id, coding.start, coding.end)
    return (*where, coding.code_id, coding.direction, *sorted(coding.populations))


def keep_alike(actor: Actor, id: UUID) -> Round:
    """Keep once what both gave alike; the rest is still to decide. Raises as `reconcile`."""
    of_round = Round.objects.get(pk=id, review=_review_of(actor, id))
    pairs = alike(of_round, undecided(of_round))
    return reconcile(actor, id, [first.pk for first, _ in pairs], [second.pk for _, second in pairs])


def reconcile(actor: Actor, id: UUID, keep: Collection[UUID], take_back: Collection[UUID]) -> Round:
    """Keep codings of the two as evidence, and take others back; after the last one it is reconciled.

    Raises:
        NotAllowed: before both are done.
        ValidationError: for a coding that was decided already, or is none of theirs.
    """
    with in_review(actor, _review_of(actor, id), parts=CODERS) as at_once:
        of_round = at_once.changes.seen(Round, id, Round.objects.values_list("version", flat=True).get(pk=id))
        if of_round.state != "comparing":
            raise NotAllowed("What the two gave is reconciled once both are done.")
        for coding, action in _decisions(of_round, keep, take_back):
            at_once.change(Coding, coding.pk, action, {}, coding.version)
        if undecided(of_round):
            return of_round
        return at_once.change(Round, id, "finish", {}, of_round.version)


def _decisions(
    of_round: Round, keep: Collection[UUID], take_back: Collection[UUID]
) -> list[tuple[Coding, str]]:
    left = {coding.pk: coding for coding in undecided(of_round)}
    if set(keep) & set(take_back) or {*keep, *take_back} - set(left):
        raise ValidationError("A colleague decided some of these meanwhile: look at what is left.")
    if any(left[id].doubt == "gone" for id in keep):
        raise ValidationError(
            "The words of one of these are no longer in the text: confirm it at others first."
        )
    decisions = [(left[id], "reconcile" if left[id].state == "blind" else "confirm") for id in keep]
    return decisions + [(left[id], "remove") for id in take_back]


def abandon(actor: Actor, id: UUID, version: int, reason: str) -> Round:
    """Give a double coding up: what the two gave is taken back."""
    with in_review(actor, _review_of(actor, id), parts=("lead",)) as at_once:
        of_round = at_once.change(Round, id, "abandon", {"reason": reason}, version)
        _take_all_back(at_once, of_round)
        return of_round


def _take_all_back(at_once: ReviewChanges, of_round: Round) -> None:
    for coding in undecided(of_round):
        at_once.change(Coding, coding.pk, "remove", {}, coding.version)

"""A judgement on a key line: a person's, with its evidence for and against, and looked at by a second person."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.weighing import Weight


class Confidence(StrEnum):
    """How sure the judge is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Dissent:
    """Who disagrees, and what they say; it is kept for as long as the judgement."""

    by: str
    text: str


@dataclass(frozen=True)
class Judgement:
    """What a person judges of a key line.

    `supporting` and `opposing` are ids of sources; `level` is "" where the framework has none. `reason` says why, where it
    goes against the weight of the sources; `reviewer` is "" until a second person agreed.
    """

    line: str
    statement: str
    direction: Direction
    level: str
    confidence: Confidence
    supporting: frozenset[str]
    opposing: frozenset[str]
    judge: str
    reviewer: str = ""
    reason: str = ""
    dissents: tuple[Dissent, ...] = ()


def problems(judgement: Judgement, weight: Weight, framework: Framework) -> list[str]:
    """Why a judgement cannot be final, a sentence each; none means that it can."""
    return [*unready(judgement, weight, framework), *_of_people(judgement)]


def unready(judgement: Judgement, weight: Weight, framework: Framework) -> list[str]:
    """Why a judgement cannot be put to a second person, a sentence each."""
    return [*_of_words(judgement, framework), *_of_evidence(judgement, weight)]


def against_weight(judgement: Judgement, weight: Weight) -> bool:
    """Whether it goes the other way than most sources that take a side, or no source takes a side."""
    strengths, concerns = weight.count(Direction.STRENGTH), weight.count(Direction.CONCERN)
    if judgement.direction == Direction.MIXED:
        return not weight.voices
    ahead = strengths - concerns if judgement.direction == Direction.STRENGTH else concerns - strengths
    return ahead < 0 or not strengths + concerns


def _of_words(judgement: Judgement, framework: Framework) -> Iterator[str]:
    levels = [level.key for level in framework.levels]
    if not judgement.statement.strip():
        yield "Write what you judge."
    if levels and judgement.level not in levels:
        yield f"Choose a level: {', '.join(level.title for level in framework.levels)}."
    if not levels and judgement.level:
        yield f"{framework.title} gives no levels."


def _of_evidence(judgement: Judgement, weight: Weight) -> Iterator[str]:
    known = {voice.source for voice in weight.voices}
    opposite = {voice.source for voice in weight.voices if voice.direction == _opposite(judgement.direction)}
    if not judgement.supporting:
        yield "Name the sources that support it."
    if unknown := (judgement.supporting | judgement.opposing) - known:
        yield f"These sources say nothing about this line: {', '.join(sorted(unknown))}."
    if both := judgement.supporting & judgement.opposing:
        yield f"These sources are named for and against it: {', '.join(sorted(both))}."
    if opposite and not judgement.opposing:
        yield f"Name the evidence against it: {len(opposite)} of the sources say the opposite."
    if against_weight(judgement, weight) and not judgement.reason.strip():
        yield "It goes against the weight of the sources: give the reason."


def _of_people(judgement: Judgement) -> Iterator[str]:
    if not judgement.reviewer:
        yield "A second person must look at it."
    if judgement.reviewer == judgement.judge:
        yield "Nobody reviews their own judgement."
    if any(not dissent.by or not dissent.text.strip() for dissent in judgement.dissents):
        yield "A dissent needs its text, and who disagrees."


def _opposite(direction: Direction) -> Direction | None:
    return {Direction.STRENGTH: Direction.CONCERN, Direction.CONCERN: Direction.STRENGTH}.get(direction)

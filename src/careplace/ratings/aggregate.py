"""Works out one rating from others, as a framework's rules have it, and says which rule decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from careplace.ratings import counting
from careplace.ratings.counting import Decided
from careplace.ratings.framework import Framework, Threshold, framework
from careplace.ratings.problems import InheritedRating, Problem, RatingError, chosen, expected_of
from careplace.ratings.result import Departure, Met, Result, Rule
from careplace.ratings.scale import LEVELS, Kind, known, standard

OVERALL = "Overall"


@dataclass(frozen=True)
class Given:
    """A rating as it was given: its standard word, since when, and whether another registration earned it."""

    rating: str
    since: date | None = None
    inherited: bool = False
    carried_over: bool = False


def aggregate(
    by: Framework | str,
    ratings: Mapping[str, "str | Given | Result"],
    *,
    limits: Iterable[Met] = (),
    departure: Departure | None = None,
    about: str = OVERALL,
    among: str = "key questions",
) -> Result:
    """Combine ratings into one by the rules of a framework.

    Args:
        by: the framework, or its key.
        ratings: {key question: rating}, or where `among` says otherwise {service or location: rating}.
        limits: the limits that bear on `about`, or on one of the ratings by its name.
        departure: a recorded judgement that departs from what the rules give.
        about: what the outcome is a rating of.
        among: what `ratings` are of.

    Returns:
        The rating, the rule that decided it, and what limited it. Where the rules do not reach, its kind is not
        "rated" and the rule says why.

    Raises:
        RatingError: for a word that is no rating, or a question that the framework has not.
        InheritedRating: when a rating is inherited: it is never combined into a new one.
    """
    by = framework(by) if isinstance(by, str) else by
    limits = tuple(limits)
    parts = tuple(limited(_part(by, name, value, among), limits) for name, value in ratings.items())
    parts = tuple(sorted(parts, key=lambda part: _position(by, part.about)))
    combined = _combined(by, parts, about, among)
    return departed(limited(combined, limits), departure)


def limited(result: Result, limits: Iterable[Met]) -> Result:
    """The result held at what the limits that bear on it allow. The least that any allows counts."""
    bearing = tuple(met for met in limits if met.on == result.about and met.limit.on)
    if not bearing or result.level < 0:
        return result
    worst = max(result.level, *(LEVELS.index(met.limit.holds) for met in bearing))
    before = result.by_rules or result.rating
    return replace(result, rating=LEVELS[worst], by_rules=before, limited_by=(*result.limited_by, *bearing))


def departed(result: Result, departure: Departure | None) -> Result:
    """The result with a recorded judgement in the place of the rules'.

    Raises:
        RatingError: when a firm limit forbids it: a judgement may set aside what holds "normally" only.
    """
    if departure is None:
        return result
    for met in result.limited_by:
        if met.limit.firm and LEVELS.index(departure.rating) < LEVELS.index(met.limit.holds):
            expected = f"{met.limit.holds} or worse, because {met.limit.words}, and that leaves no judgement"
            raise RatingError([Problem("departure.rating", repr(departure.rating), expected)])
    return replace(
        result,
        rating=departure.rating,
        kind=Kind.RATED,
        by_rules=result.by_rules or result.rating,
        departure=departure,
    )


def _part(by: Framework, name: str, value: "str | Given | Result", among: str) -> Result:
    if isinstance(value, Result):
        return replace(value, about=name)
    given = value if isinstance(value, Given) else Given(value)
    if among == "key questions":
        name = chosen(name, (*by.questions, *by.further), "key_questions")
    if given.inherited:
        raise InheritedRating([inherited(f"{among.replace(' ', '_')}.{name}", given.rating)])
    try:
        word, kind = standard(given.rating)
    except ValueError:
        raise RatingError(
            [Problem(name, repr(given.rating), expected_of(given.rating, known().split(", ")))]
        ) from None
    rule = Rule("given")
    return Result(
        name, word, rule, by, kind, by_rules=word, since=given.since, carried_over=given.carried_over
    )


def inherited(field: str, rating: str) -> Problem:
    """What is said of an inherited rating that was given to be combined."""
    expected = (
        "a rating of the service's own: ratings of an earlier provider are shown until the first inspection, and are "
        "never combined into a new rating"
    )
    return Problem(field, f"{rating!r}, inherited", expected)


def _combined(by: Framework, parts: tuple[Result, ...], about: str, among: str) -> Result:
    further = any(part.about in by.further for part in parts)
    rows = by.combining(further)
    counts = counting.counted(np.array([part.level for part in parts], dtype=np.int8))
    level, decided = (int(answer) for answer in counting.decide(counts, rows))
    rule = _rule(Decided(decided), counts.tolist(), rows)
    rating, kind = (LEVELS[level], Kind.RATED) if level >= 0 else _unrated(parts)
    return Result(about, rating, rule, by, kind, parts, among, by_rules=rating)


def _unrated(parts: tuple[Result, ...]) -> tuple[str, Kind]:
    """Parts that all have one kind of no rating give it; anything else is not rated."""
    words = {(part.rating, part.kind) for part in parts}
    return words.pop() if len(words) == 1 and parts[0].level < 0 else ("Not rated", Kind.NOT_YET_RATED)


def _rule(decided: Decided, counts: list[int], rows: tuple[Threshold, ...]) -> Rule:
    if decided is Decided.NO_THRESHOLD:
        return Rule("not-combined" if sum(counts) else "nothing-rated")
    row = [row for row in rows if row.least <= sum(counts) <= row.most][-1]
    doubted = _rests_on(decided, counts) & set(row.unconfirmed)
    key = decided.name.lower().replace("_", "-")
    return Rule(key, row.source, threshold=row, unconfirmed=bool(doubted))


def _rests_on(decided: Decided, counts: list[int]) -> set[str]:
    """The thresholds that the outcome rests on: all Good is Good whatever the numbers are."""
    names = ("outstanding", "", "requires_improvement", "inadequate")
    reached = {
        Decided.INADEQUATE: {"inadequate"},
        Decided.REQUIRES_IMPROVEMENT: {"requires_improvement"},
        Decided.OUTSTANDING: {"outstanding"},
    }
    present = {name for name, count in zip(names, counts, strict=True) if name and count}
    worse = {"inadequate"} if decided is Decided.REQUIRES_IMPROVEMENT and counts[-1] else set()
    return reached.get(decided, present) | worse


def _position(by: Framework, name: str) -> int:
    questions = (*by.questions, *by.further)
    return questions.index(name) if name in questions else len(questions)

"""Reads the parts of a case: ratings, scores, inspections, limits, and a departure."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import partial
from typing import Any

from careplace.ratings import inspections, scored
from careplace.ratings.aggregate import OVERALL, Given, inherited
from careplace.ratings.fields import day, gathered, listed, named, problem, table, word
from careplace.ratings.framework import Framework, Limit
from careplace.ratings.inspections import Inspection
from careplace.ratings.problems import InheritedRating, Problem, RatingError, chosen
from careplace.ratings.result import Departure, Met, Result
from careplace.ratings.scale import LEVELS, known
from careplace.ratings.scoring import LEAST, MOST

Rating = Given | Result


def questions(by: Framework, entry: Any, field: str) -> dict[str, Rating]:
    """{key question: its rating}, given or added up from scores."""
    entries = table(entry, field)
    names = named(entries, by.questions, field)
    return gathered(
        (name, partial(rating, by, name, entries[key], f"{field}.{name}")) for key, name in names.items()
    )


def rating(by: Framework, question: str, value: Any, field: str) -> Rating:
    """A rating in a word, or as a table {rating, since, inherited}, or scores to be added up.

    Raises:
        InheritedRating: for a rating that another registration earned.
    """
    if isinstance(value, str):
        return Given(word(value, field))
    if isinstance(value, Mapping) and "rating" in value:
        return _dated(table(value, field, ("rating", "since", "inherited")), field)
    if by.scores is None or question not in by.scores.statements:
        raise problem(field, value, f"a rating, one of {known()}; {by.key} has no scores")
    names = by.scores.statements[question]
    return scored.from_statements(by, question, statements(by, names, value, field), len(names))


def statements(by: Framework, names: tuple[str, ...], value: Any, field: str) -> dict[str, Any]:
    """{quality statement: score}, from a table by name or a list in the framework's order."""
    if isinstance(value, list | tuple) and 0 < len(value) <= len(names):
        value = dict(zip(names, value, strict=False))
    if not isinstance(value, Mapping) or not value:
        raise problem(
            field, value, f"scores of 1 to 4: a list of at most {len(names)}, or a table by quality statement"
        )
    ratings = named(value, names, field)
    return gathered(
        (name, partial(_score, by, value[key], f"{field}.{name}")) for key, name in ratings.items()
    )


def inspected(by: Framework, value: Any, field: str) -> list[Inspection]:
    """Inspections, each a table {on, kind, key_questions}."""
    expected = "a list of inspections, each with on, kind and key_questions"
    entries = listed(value, field, expected)
    if not entries:
        raise problem(field, entries, expected)
    return _parsed(entries, partial(_inspection, by), field)


def limits(by: Framework, value: Any, field: str) -> list[Met]:
    """Limits that are met, each a table {kind, on, reason}; `on` where the limit itself does not say."""
    entries = listed(value, field, "a list of limits, each with kind, on and reason")
    return _parsed(entries, partial(_limit, by), field)


def bearing(met: Iterable[Met], rated: Iterable[str], field: str) -> None:
    """Check that every limit bears on something that is rated, or it would be lost without a word.

    Raises:
        RatingError: for those that do not.
    """
    rated = (OVERALL, *rated)
    unrated = [limit for limit in met if limit.on not in rated]
    if unrated:
        expected = f"one of {', '.join(rated)}: what this case rates"
        raise RatingError(
            Problem(f"{field}: {limit.limit.kind}", f"on {limit.on!r}", expected) for limit in unrated
        )


def departure(value: Any, field: str) -> Departure:
    """A departure, a table {rating, reason}: without a reason it is none."""
    entry = table(value, field, ("rating", "reason"))
    level = chosen(entry.get("rating"), LEVELS, f"{field}.rating")
    reason = str(entry.get("reason", "")).strip()
    if not reason:
        raise problem(f"{field}.reason", None, "the reason that was recorded for departing from the rules")
    return Departure(level, reason)


def _dated(entry: Mapping[str, Any], field: str) -> Given:
    standard = word(entry["rating"], f"{field}.rating")
    if entry.get("inherited"):
        raise InheritedRating([inherited(field, standard)])
    return Given(standard, day(entry["since"], f"{field}.since") if "since" in entry else None)


def _score(by: Framework, value: Any, field: str) -> int | list[int]:
    """A statement's score, or where the framework has evidence categories the list of theirs."""
    if _is_score(value):
        return value
    categories = by.score_rules.evidence
    if isinstance(value, Mapping) and categories:
        named(value, categories, field)
        value = list(value.values())
    if isinstance(value, list | tuple) and 0 < len(value) <= len(categories) and all(map(_is_score, value)):
        return list(value)
    several = f", or such scores of up to {len(categories)} evidence categories" if categories else ""
    raise problem(field, value, f"a whole number from 1 to 4{several}")


def _is_score(value: Any) -> bool:
    return type(value) is int and LEAST <= value <= MOST


def _inspection(by: Framework, entry: Any, field: str) -> Inspection:
    entry = table(entry, field, ("on", "kind", "key_questions"))
    kinds = (inspections.COMPREHENSIVE, inspections.FOCUSED)
    parts: dict[Hashable, Callable[[], Any]] = {
        "on": partial(day, entry.get("on"), f"{field}.on"),
        "kind": partial(chosen, entry.get("kind"), kinds, f"{field}.kind"),
        "ratings": partial(questions, by, entry.get("key_questions"), f"{field}.key_questions"),
    }
    return Inspection(**gathered(parts.items()))


def _limit(by: Framework, entry: Any, field: str) -> Met:
    entry = table(entry, field, ("kind", "on", "reason"))
    kinds = {limit.kind: limit for limit in by.limits if limit.on}
    if not kinds:
        raise problem(field, entry.get("kind"), f"no limits: no limit of {by.key} is on")
    limit = kinds[chosen(entry.get("kind"), kinds, f"{field}.kind")]
    return Met(limit, _borne(by, limit, entry, f"{field}.on"), str(entry.get("reason", "")))


def _borne(by: Framework, limit: Limit, entry: Mapping[str, Any], field: str) -> str:
    places = (OVERALL, *by.questions)
    if "on" not in entry and not limit.bears_on:
        raise problem(field, None, f"what {limit.kind} bears on, one of {', '.join(places)}")
    return chosen(entry.get("on", limit.bears_on), places, field)


def _parsed(entries: list, parse: Any, field: str) -> list:
    numbered = enumerate(entries, start=1)
    parsed = gathered((number, partial(parse, entry, f"{field}[{number}]")) for number, entry in numbered)
    return list(parsed.values())

"""Checks what a document holds, field by field, so that everything that is wrong is told at once."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from careplace.ratings.problems import InheritedRating, Problem, RatingError, chosen, expected_of, folded
from careplace.ratings.scale import known, standard


def gathered(calls: Iterable[tuple[Hashable, Callable[[], Any]]]) -> dict:
    """{key: what its call gives}.

    Raises:
        RatingError: with everything that any of the calls found wrong.
        InheritedRating: as soon as one is met: nothing else about such a case matters.
    """
    values: dict[Hashable, Any] = {}
    problems: list[Problem] = []
    for key, call in calls:
        try:
            values[key] = call()
        except InheritedRating:
            raise
        except RatingError as error:
            problems += error.problems
    if problems:
        raise RatingError(problems)
    return values


def table(value: Any, field: str, allowed: Iterable[str] | None = None) -> Mapping[str, Any]:
    """A table (in JSON an object), with no key but those allowed.

    Raises:
        RatingError: for anything else; the nearest key is named.
    """
    if not isinstance(value, Mapping):
        raise problem(field, value, "a table (in JSON an object)")
    if allowed is not None:
        words = tuple(allowed)
        wrong = [key for key in value if key not in words]
        if wrong:
            raise RatingError(
                Problem(_below(field, key), repr(key), expected_of(key, words)) for key in wrong
            )
    return value


def listed(value: Any, field: str, expected: str) -> list:
    """A list.

    Raises:
        RatingError: for anything else.
    """
    if not isinstance(value, list | tuple):
        raise problem(field, value, expected)
    return list(value)


def word(value: Any, field: str) -> str:
    """The standard word of a rating, a level or a kind of no rating.

    Raises:
        RatingError: for a word that is none.
    """
    try:
        return standard(str(value))[0]
    except ValueError:
        return chosen(value, known().split(", "), field)


def day(value: Any, field: str) -> date:
    """A day, as TOML has it or in the form 2024-05-31.

    Raises:
        RatingError: for anything else.
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise problem(field, value, "a day such as 2024-05-31") from None


def named(entries: Mapping[str, Any], among: Iterable[str], field: str) -> dict[str, str]:
    """{key as written: the name that it means}.

    Raises:
        RatingError: for a key that means no name, and for two that mean one.
    """
    among = tuple(among)
    values = gathered((key, partial(chosen, key, among, _below(field, key))) for key in entries)
    chosen_values = list(values.values())
    if twice := [name for name in dict.fromkeys(chosen_values) if chosen_values.count(name) > 1]:
        raise RatingError(Problem(f"{field}.{name}", "it twice", "it once") for name in twice)
    return values


def keyed(name: str) -> str:
    """A name as the key of a document: "use_of_resources"."""
    return folded(name).replace(" ", "_")


def problem(field: str, found: Any, expected: str) -> RatingError:
    """One thing that is wrong, ready to be raised."""
    return RatingError([Problem(field, "nothing" if found is None else repr(found), expected)])


def _below(field: str, key: str) -> str:
    return f"{field}.{key}" if field and field != "the file" else str(key)

"""Parameters of an address: read and bounded, all that have no meaning refused together, and written back in one way."""

from collections.abc import Callable, Container, Mapping
from dataclasses import fields
from typing import Any

LONGEST = 100
MOST_PAGES = 10_000
Read = Callable[[list[str]], Any]
"""Reads the texts of one parameter; raises ValueError with what to do."""


class WrongAsked(ValueError):
    """Something asked for that cannot be; `problems` says of each field what to do."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__("; ".join(problems.values()))


def values(query, readers: Mapping[str, Read]) -> dict[str, Any]:
    """{name: value} of the parameters of a query (Django's QueryDict) that have one; other names are passed over.

    Raises:
        WrongAsked: with every parameter that has no meaning.
    """
    parsed, problems = {}, {}
    for name, read in readers.items():
        texts = [text.strip() for text in query.getlist(name) if text.strip()]
        try:
            if texts:
                parsed[name] = read(texts)
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise WrongAsked(problems)
    return parsed


def written(filter: Any) -> list[tuple[str, str]]:
    """The parameters that ask for a filter (a dataclass with defaults), in order, without those that change nothing."""
    pairs = []
    for field in fields(filter):
        value = getattr(filter, field.name)
        if value != field.default:
            pairs += [(field.name, str(part)) for part in (value if isinstance(value, tuple) else (value,))]
    return pairs


def single(what: str, parse: Callable[[str], Any], texts: list[str]):
    if len(set(texts)) > 1:
        raise ValueError(f"Choose one {what}")
    return parse(texts[0])


def text(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise ValueError(f"Shorten the words to at most {LONGEST} characters")
    return words


def choice(what: str, allowed: Container[str], text: str) -> str:
    if text not in allowed:
        raise ValueError(f"There is no such {what}: choose one from the list")
    return text


def choices(what: str, allowed: Mapping[str, Any], texts: list[str]) -> tuple[str, ...]:
    """Some of those allowed, in their order; all of them are none, since both ask for everything."""
    for text in texts:
        choice(what, allowed, text)
    chosen = tuple(key for key in allowed if key in texts)
    return chosen if len(chosen) < len(allowed) else ()


def number(allowed: tuple[int, ...], of: str, text: str) -> int:
    if text not in map(str, allowed):
        raise ValueError(f"Choose {', '.join(map(str, allowed[:-1]))} or {allowed[-1]} {of}")
    return int(text)


def whole(what: str, least: int, most: int, text: str) -> int:
    # isdecimal alone lets through digits of other scripts, which int() reads and an address would not repeat.
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and least <= int(text) <= most):
        raise ValueError(f"Write the {what} as a whole number from {least} to {most:,}")
    return int(text)

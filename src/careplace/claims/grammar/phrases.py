"""The everyday words of measures, read from `phrases.toml`: which measures of an edition a sentence names."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import with_config

from careplace.entries import ENTRY, DictionaryError, Number, OneOf, Wrong, content, numbered, parse_all
from careplace.measures import dictionary

FILE = "phrases.toml"
UNITS = ("percent", "per 100,000", "days", "score", "beds", "people", "patients", "admissions")
NUMBERS = ("value", "numerator")


@with_config(ENTRY)
@dataclass(frozen=True)
class Phrases:
    """The words for one measure; the fields are explained at the head of the file."""

    id: str
    phrases: tuple[str, ...]
    unit: Annotated[str, OneOf(UNITS)]
    without: tuple[str, ...] = ()
    number: Annotated[str, OneOf(NUMBERS)] = "value"
    breakdown: str = "all"
    slack: Number = 0.0
    revised: Number = 0.0
    source: tuple[str, ...] = ()

    @property
    def measure(self) -> dictionary.Measure:
        return dictionary.measures()[self.id]


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure named at `start` to `end` of a sentence; `between` are the words that "…" stood for."""

    phrases: Phrases
    start: int
    end: int
    between: str = ""


@cache
def phrases() -> tuple[Phrases, ...]:
    """Every entry of the file.

    Raises:
        DictionaryError: an entry with a field, measure, unit or number that does not exist.
    """
    tables = content(files("careplace.claims.grammar") / FILE, ("measure",))
    entries = parse_all(Phrases, numbered("measure", tables["measure"]), FILE)
    measures = dictionary.measures()
    unknown = [n for n, entry in enumerate(entries, 1) if entry.id not in measures]
    if unknown:
        expected = f"one of {', '.join(measures)}"
        raise DictionaryError(
            [Wrong(FILE, f"measure {n}", "id", repr(entries[n - 1].id), expected) for n in unknown]
        )
    return entries


def mentioned(text: str) -> tuple[Mention, ...]:
    """The one measure that a sentence names, once for each kind of period that it is published by.

    Empty where it names none, several, or words that make it another measure.
    """
    mentions = [mention for entry in phrases() for mention in _mentions(entry, text)]
    widest = [m for m in mentions if not any(_inside(m, wider) for wider in mentions)]
    if len({(m.start, m.end) for m in widest}) != 1:
        return ()
    rest = text[: widest[0].start] + " " * (widest[0].end - widest[0].start) + text[widest[0].end :]
    return tuple(m for m in widest if not _without(m.phrases).search(f"{rest} {m.between}"))


def _mentions(entry: Phrases, text: str) -> list[Mention]:
    """The longest words of the measure at each place."""
    matches = [m for pattern in _patterns(entry) for m in pattern.finditer(text)]
    spans = {m.span(): " ".join(m.groups()) for m in matches}
    return [
        Mention(entry, *span, between)
        for span, between in spans.items()
        if not any(wider != span and wider[0] <= span[0] and span[1] <= wider[1] for wider in spans)
    ]


def _inside(mention: Mention, wider: Mention) -> bool:
    return (
        (mention.start, mention.end) != (wider.start, wider.end)
        and wider.start <= mention.start
        and mention.end <= wider.end
    )


@cache
def _patterns(entry: Phrases) -> tuple[re.Pattern, ...]:
    return tuple(re.compile(rf"(?i)\b{_pattern(words)}\b") for words in entry.phrases)


@cache
def _without(entry: Phrases) -> re.Pattern:
    words = "|".join(_spaced(word) for word in entry.without)
    return re.compile(rf"(?i)\b(?:{words})\b" if words else r"(?!)")


def from_its_source(entry: Phrases, text: str) -> bool:
    """Whether a text says that its number comes from where the edition's does, or no other publishes the like."""
    return not entry.source or bool(re.search(rf"(?i)\b(?:{'|'.join(map(re.escape, entry.source))})\b", text))


def _pattern(words: str) -> str:
    return r"\b([^.;:]{0,60}?)\b".join(r"\s+".join(map(re.escape, part.split())) for part in words.split("…"))


def _spaced(word: str) -> str:
    return word.replace(" … ", r"\b[^.;:]{0,60}?\b").replace(" ", r"\s+")

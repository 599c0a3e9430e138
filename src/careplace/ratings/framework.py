"""The regulator's frameworks: which rules held when, read from the files in `frameworks/`.

What no source that was read confirms says so (`confirmed`), and its file switches it on or off (`on`).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from pydantic import with_config

from careplace.entries import ENTRY, Day, DictionaryError, OneOf, Truth, Whole, Wrong, parse
from careplace.ratings.problems import chosen
from careplace.ratings.scale import LEVELS

STATUSES = ("past", "current", "draft")
FORMS = ("key questions", "services", "locations", "scores")
Level = Annotated[str, OneOf(LEVELS)]


@with_config(ENTRY)
@dataclass(frozen=True)
class Validity:
    """From when to when (exclusive; None while it holds) a framework is used."""

    confirmed: Truth
    source: str
    since: Day | None = None
    until: Day | None = None

    def holds(self, on: date) -> bool:
        """Whether the framework is used on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@with_config(ENTRY)
@dataclass(frozen=True)
class Threshold:
    """How many ratings of a level decide, among `least` to `most` ratings; `unconfirmed` names the levels whose
    number no source that was read gives."""

    least: Whole
    most: Whole
    outstanding: Whole
    requires_improvement: Whole
    inadequate: Whole
    source: str
    unconfirmed: tuple[Annotated[str, OneOf(("outstanding", "requires_improvement", "inadequate"))], ...] = ()
    on: Truth = True


@with_config(ENTRY)
@dataclass(frozen=True)
class Limit:
    """Something that a rating cannot be better than `holds` beside. `bears_on` is "Overall", a key question, or ""
    where the case must say which. `firm` limits leave no room for judgement; others hold "normally"."""

    kind: str
    bears_on: str
    holds: Level
    words: str
    source: str
    firm: Truth = False
    confirmed: Truth = True
    on: Truth = True


@with_config(ENTRY)
@dataclass(frozen=True)
class HeldBack:
    """A percentage in the range of a level gives a lower one where any score is at most so low."""

    range: Level
    any_at_most: Whole
    gives: Level
    source: str
    confirmed: Truth = True
    on: Truth = True


@with_config(ENTRY)
@dataclass(frozen=True)
class Bands:
    """The lowest whole percentage of each level."""

    outstanding: Whole
    good: Whole
    requires_improvement: Whole
    source: str


@with_config(ENTRY)
@dataclass(frozen=True)
class Scores:
    """What is scored. `statements` are the quality statements under each key question or theme; `pooled` says that
    the overall comes from all scores together instead of from the ratings of the key questions."""

    statements: dict[str, tuple[str, ...]]
    bands: Bands
    pooled: Truth
    evidence: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()


@with_config(ENTRY)
@dataclass(frozen=True)
class Focused:
    """A focused inspection more than `months` after the comprehensive one leaves the overall as it is, until a day."""

    months: Whole
    until: Day
    source: str
    confirmed: Truth = True
    on: Truth = True


@with_config(ENTRY)
@dataclass(frozen=True)
class Framework:
    """One version of the regulator's rules.

    `questions` are the key questions (or themes); `further` those that join them at the top only, such as use of
    resources, with `with_further` as their thresholds; `direct` those that a provider with locations is assessed on
    itself. `apart` says that services below are rated each, without an overall of them. `categories` are the primary
    inspection categories of CQC's files that are rated by it. `notes` is what a reader should know, `unsettled` what
    every rating by it rests on that no source that was read confirms.
    """

    key: str
    title: str
    status: Annotated[str, OneOf(STATUSES)]
    validity: Validity
    questions: tuple[str, ...]
    forms: tuple[Annotated[str, OneOf(FORMS)], ...]
    about: str
    thresholds: tuple[Threshold, ...] = ()
    limits: tuple[Limit, ...] = ()
    scores: Scores | None = None
    focused: Focused | None = None
    further: tuple[str, ...] = ()
    with_further: tuple[Threshold, ...] = ()
    apart: Truth = False
    direct: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def score_rules(self) -> Scores:
        """What is scored.

        Raises:
            ValueError: the framework has no scores.
        """
        if self.scores is None:
            raise ValueError(f"the framework {self.key} has no scores")
        return self.scores

    def combining(self, further: bool = False) -> tuple[Threshold, ...]:
        """The thresholds that are switched on; with `further` those for the top with its further question."""
        return tuple(row for row in (self.with_further if further else self.thresholds) if row.on)

    def holding_back(self) -> tuple[HeldBack, ...]:
        """The rules of low scores that are switched on."""
        return tuple(rule for rule in self.scores.held_back if rule.on) if self.scores else ()

    def unconfirmed_off(self) -> "Framework":
        """This framework with every rule off that no source that was read confirms."""
        scores = self.scores and replace(self.scores, held_back=_confirmed(self.scores.held_back))
        focused = self.focused if self.focused and self.focused.confirmed else None
        thresholds, with_further = _sure(self.thresholds), _sure(self.with_further)
        return replace(
            self,
            scores=scores,
            focused=focused,
            limits=_confirmed(self.limits),
            thresholds=thresholds,
            with_further=with_further,
        )


def frameworks() -> dict[str, Framework]:
    """Every framework by its key, in the order of the keys."""
    return dict(_frameworks())


def framework(key: str) -> Framework:
    """The framework of that key.

    Raises:
        RatingError: when there is none; the nearest keys are named.
    """
    by_key = frameworks()
    return by_key[chosen(key, by_key, "framework")]


def read(document: dict[str, Any]) -> Framework:
    """A framework from its file's content.

    Raises:
        DictionaryError: with every field that is missing, unknown, of another kind, or not among its words.
    """
    file, name = f"{document.get('key', '(no key)')}.toml", "framework"
    framework = parse(Framework, document, file, name)
    if framework.scores and tuple(framework.scores.statements) != framework.questions:
        found, expected = ", ".join(framework.scores.statements), "the questions, in their order"
        raise DictionaryError([Wrong(file, name, "scores.statements", found, expected)])
    return framework


@cache
def _frameworks() -> tuple[tuple[str, Framework], ...]:
    folder = files("careplace.ratings") / "frameworks"
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".toml")]
    parsed = [read(tomllib.loads(text)) for text in texts]
    return tuple(sorted((framework.key, framework) for framework in parsed))


def _confirmed(rules: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(rule for rule in rules if rule.confirmed)


def _sure(rows: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
    return tuple(row for row in rows if not row.unconfirmed)

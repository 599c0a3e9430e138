"""The regulator's frameworks: which rules held when, read from the files in `frameworks/`.

What no source that was read confirms says so (`confirmed`), and its file switches it on or off (`on`).
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from careplace.ratings.problems import chosen
from careplace.ratings.scale import LEVELS

STATUSES = ("past", "current", "draft")
FORMS = ("key questions", "services", "locations", "scores")


@dataclass(frozen=True)
class Validity:
    """From when to when (exclusive; None while it holds) a framework is used."""

    since: date | None
    until: date | None
    confirmed: bool
    source: str

    def holds(self, on: date) -> bool:
        """Whether the framework is used on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Threshold:
    """How many ratings of a level decide, among `least` to `most` ratings; `unconfirmed` names the levels whose
    number no source that was read gives."""

    least: int
    most: int
    outstanding: int
    requires_improvement: int
    inadequate: int
    source: str
    unconfirmed: tuple[str, ...] = ()
    on: bool = True


@dataclass(frozen=True)
class Limit:
    """Something that a rating cannot be better than `holds` beside. `bears_on` is "Overall", a key question, or ""
    where the case must say which. `firm` limits leave no room for judgement; others hold "normally"."""

    kind: str
    bears_on: str
    holds: str
    words: str
    source: str
    firm: bool = False
    confirmed: bool = True
    on: bool = True


@dataclass(frozen=True)
class HeldBack:
    """A percentage in the range of a level gives a lower one where any score is at most so low."""

    range: str
    any_at_most: int
    gives: str
    source: str
    confirmed: bool = True
    on: bool = True


@dataclass(frozen=True)
class Bands:
    """The lowest whole percentage of each level."""

    outstanding: int
    good: int
    requires_improvement: int
    source: str


@dataclass(frozen=True)
class Scores:
    """What is scored. `statements` are the quality statements under each key question or theme; `pooled` says that
    the overall comes from all scores together instead of from the ratings of the key questions."""

    statements: dict[str, tuple[str, ...]]
    bands: Bands
    pooled: bool
    evidence: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()


@dataclass(frozen=True)
class Focused:
    """A focused inspection more than `months` after the comprehensive one leaves the overall as it is, until a day."""

    months: int
    until: date
    source: str
    confirmed: bool = True
    on: bool = True


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
    status: str
    validity: Validity
    questions: tuple[str, ...]
    forms: tuple[str, ...]
    about: str
    thresholds: tuple[Threshold, ...] = ()
    limits: tuple[Limit, ...] = ()
    scores: Scores | None = None
    focused: Focused | None = None
    further: tuple[str, ...] = ()
    with_further: tuple[Threshold, ...] = ()
    apart: bool = False
    direct: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    def combining(self, further: bool = False) -> tuple[Threshold, ...]:
        """The thresholds that are switched on; with `further` those for the top with its further question."""
        return tuple(row for row in (self.with_further if further else self.thresholds) if row.on)

    def holding_back(self) -> tuple[HeldBack, ...]:
        """The rules of low scores that are switched on."""
        return tuple(rule for rule in self.scores.held_back if rule.on) if self.scores else ()

    def unconfirmed_off(self) -> "Framework":
        """This framework with every rule off that no source that was read confirms."""
        scores = self.scores and replace(self.scores, held_back=_confirmed(self.scores.held_back))
        sure = {name: _sure(getattr(self, name)) for name in ("thresholds", "with_further")}
        focused = self.focused if self.focused and self.focused.confirmed else None
        return replace(self, scores=scores, focused=focused, limits=_confirmed(self.limits), **sure)


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
        ValueError: for a field that is missing or unknown, or a level or form that does not exist.
    """
    try:
        framework = _parsed(dict(document))
    except (TypeError, KeyError) as error:
        raise ValueError(f"framework {document.get('key', '(no key)')}: {error}") from None
    _check(framework)
    return framework


@cache
def _frameworks() -> tuple[tuple[str, Framework], ...]:
    folder = files("careplace.ratings") / "frameworks"
    texts = [path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".toml")]
    parsed = [read(tomllib.loads(text)) for text in texts]
    return tuple(sorted((framework.key, framework) for framework in parsed))


def _parsed(document: dict[str, Any]) -> Framework:
    several = {"thresholds": Threshold, "with_further": Threshold, "limits": Limit}
    for name, kind in several.items():
        document[name] = tuple(_instance(kind, entry) for entry in document.get(name, ()))
    document["validity"] = _instance(Validity, {"since": None, "until": None} | document["validity"])
    if "scores" in document:
        document["scores"] = _read_scores(document["scores"])
    if "focused" in document:
        document["focused"] = _instance(Focused, document["focused"])
    return _instance(Framework, document)


def _read_scores(entry: dict[str, Any]) -> Scores:
    statements = {question: tuple(names) for question, names in entry["statements"].items()}
    rules_held_back = tuple(_instance(HeldBack, rule) for rule in entry.get("held_back", ()))
    bands = _instance(Bands, entry["bands"])
    return _instance(Scores, entry | {"statements": statements, "bands": bands, "held_back": rules_held_back})


def _instance(kind: type, entry: dict[str, Any]) -> Any:
    return kind(**{name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()})


def _check(framework: Framework) -> None:
    levels = [limit.holds for limit in framework.limits]
    for rule in framework.scores.held_back if framework.scores else ():
        levels += [rule.range, rule.gives]
    wrong = [f"no level: {word}" for word in levels if word not in LEVELS]
    wrong += [f"no form: {form}" for form in framework.forms if form not in FORMS]
    wrong += [f"no status: {framework.status}"] if framework.status not in STATUSES else []
    if framework.scores and tuple(framework.scores.statements) != framework.questions:
        wrong.append("scores.statements must be under the questions, in their order")
    wrong += [
        f"no confirmable level: {name}"
        for row in (*framework.thresholds, *framework.with_further)
        for name in row.unconfirmed
        if name not in {field.name for field in fields(Threshold)}
    ]
    if wrong:
        raise ValueError(f"framework {framework.key}: {'; '.join(wrong)}")


def _confirmed(rules: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(rule for rule in rules if rule.confirmed)


def _sure(rows: tuple[Threshold, ...]) -> tuple[Threshold, ...]:
    return tuple(row for row in rows if not row.unconfirmed)

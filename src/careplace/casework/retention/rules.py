"""Rules of retention as versioned data, and which records they say are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db.models import DateTimeField, QuerySet
from pydantic import Field, model_validator

from careplace.casework import data_file
from careplace.casework.clocks import local_day
from careplace.casework.data_file import Entry, Key, Words
from careplace.casework.retention.subjects import with_subjects
from careplace.casework.workflow.records import Record


class Rule(Entry):
    """How long records of a kind in some states are kept, from the day in the field `since`."""

    key: Key
    kind: Words
    states: tuple[Key, ...] = Field(min_length=1)
    since: str = Field(pattern=r"^[a-z_]+$")
    years: int = Field(ge=1, le=100)
    erases: Literal["texts", "record"]
    basis: Words
    confirmed: bool


class Rules(Entry):
    """The rules of a version. A record is under one rule at most."""

    version: str
    rules: tuple[Rule, ...] = Field(alias="rule", min_length=1)

    @model_validator(mode="after")
    def _one_rule_for_a_record(self) -> "Rules":
        pairs = [f"{rule.kind} {state}" for rule in self.rules for state in rule.states]
        faults = data_file.repeated("rules of", pairs) + data_file.repeated(
            "keys", [rule.key for rule in self.rules]
        )
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def rule(self, key: str) -> Rule | None:
        """The rule of a key; None where this version has none."""
        return next((rule for rule in self.rules if rule.key == key), None)


@dataclass(frozen=True)
class Due:
    """A record that need not be kept any longer: since which day, by which rule."""

    record: Record
    rule: Rule
    on: date


@cache
def default() -> Rules:
    """The rules that come with Careplace, an example until a council confirms them."""
    text = files(__package__).joinpath("rules.toml").read_text(encoding="utf-8")
    return data_file.parse(Rules, text, "rules.toml")


def kinds() -> dict[str, type[Record]]:
    """{kind: model} of every kind of record that the whole place reads; what only a team reads is that team's to delete."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model.WORKFLOW.kind: model for model in models if not model.TEAM_ONLY}


def kinds_without_rule() -> list[str]:
    """Kinds of records with texts that may be about people, which no rule is about: they are kept for ever."""
    covered = {rule.kind for rule in default().rules}
    return sorted(kind for kind, model in kinds().items() if model.PERSONAL and kind not in covered)


def due_at(place: str, today: date) -> Iterator[Due]:
    """The records of a place that a rule does not keep any longer; what only a team reads is not among them."""
    for rule in default().rules:
        if rule.kind not in kinds():
            continue
        records = _ended(rule, kinds()[rule.kind].objects.at(place), today)
        for record in with_subjects(records, rule.since):
            yield Due(record, rule, due_on(record, rule))


def due_on(record: Record, rule: Rule) -> date:
    """The day from which a rule does not keep a record any longer; the record is in one of the rule's states."""
    return kept_until(_day(record, rule), rule)


def kept_until(day: date, rule: Rule) -> date:
    """The day from which a rule does not keep a record any longer whose time begins on a day."""
    return day + relativedelta(years=rule.years)


def is_due(record: Record, rule: Rule, today: date) -> bool:
    """Whether a record may be deleted by a rule: it may have changed since that was noted."""
    return _ended(rule, type(record).objects.filter(pk=record.pk), today).exists()


def _ended(rule: Rule, records: QuerySet, today: date) -> QuerySet:
    last = today - relativedelta(years=rule.years)
    timed = isinstance(records.model._meta.get_field(rule.since.split("__")[0]), DateTimeField)
    name = f"{rule.since}__date__lte" if timed else f"{rule.since}__lte"
    return records.filter(state__in=rule.states, **{name: last})


def _day(record: Record, rule: Rule) -> date:
    value: Any = record
    for name in rule.since.split("__"):
        value = getattr(value, name)
    day: date = local_day(value) if isinstance(value, datetime) else value
    return day

"""A record of every kind of casework, with a marker in every text, made by walking the models: a new kind joins by itself.

Records are written straight into the tables, so that they are in states that people need many steps for. Each passes its
model's own checks. What only the rules of its kind can say stands in VALUES.
"""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from tests.casework.people import PLACE, member

from careplace.casework.accounts.models import User
from careplace.casework.assurance.escalation.ladder import default as ladder
from careplace.casework.assurance.visits.template import default
from careplace.casework.audit.chain import locked_chain
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import Member, Review
from careplace.casework.scope.people import people_with
from careplace.casework.workflow.records import Record

PART = "00000000-0000-4000-8000-000000000001"
"""The id of the piece of evidence in the record of every visit."""
DAY = date(2026, 10, 5)
LINE = next(iter(shipped("local-system-review").lines))
"""A key line of the framework of every review."""
_numbers = count(1)


def _record_of_visit(marker: str) -> dict[str, Any]:
    standards = list(default().standards)
    evidence = {"id": PART, "kind": "record", "text": f"{marker} was seen.", "standards": standards[:2]}
    return {"evidence": [evidence], "grades": dict.fromkeys(standards, "good"), "not_looked_at": {}}


NO_RESULTS = {"people": 0, "repeats": 0, "smallest": 5, "tables": [], "own_words": []}


def _month(number: int) -> date:
    return date(2000 + number // 12 % 26, 1 + number % 12, 1)


VALUES: dict[str, Callable[[str], Any]] = {
    "assurance.Service.kind": lambda _: "care_home",
    "assurance.Signal.kind": lambda _: "staffing",
    "visits.Visit.template": lambda _: default().id,
    "visits.Visit.template_version": lambda _: default().version,
    "visits.Visit.record": _record_of_visit,
    "visits.Visit.grade": lambda _: "good",
    "proof.Statement.first_year": lambda _: 2000 + next(_numbers) % 100,
    "campaigns.Measurement.month": lambda _: _month(next(_numbers)),
    "panels.Minutes.content": lambda marker: {"items": [{"text": f"{marker} was said."}]},
    "panels.Decision.deciders": lambda _: [str(User.objects.all()[0].pk)],
    "escalation.EscalationCase.level": lambda _: ladder().levels[2].key,
    "escalation.EscalationCase.review_on": lambda _: DAY + timedelta(30),
    "consultation.Consultation.group_by": lambda _: "",
    "consultation.Consultation.results": lambda _: NO_RESULTS,
    "planning.PlanRules.frequency": lambda _: "",
    "proof.Statement.author": lambda _: str(uuid4()),
    "proof.Statement.reviewer": lambda _: str(uuid4()),
    "reviews.Review.framework": lambda _: shipped("local-system-review").model_dump(mode="json"),
    "reviews.Request.organisation": lambda _: "council",
    "reviews.Request.line": lambda _: LINE,
    "reviews.Source.organisation": lambda _: "council",
    "reviews.Source.figure": lambda _: "",
    "reviews.Text.number": lambda _: next(_numbers),
    "coding.Code.line": lambda _: LINE,
    "coding.Round.sources": lambda _: [str(uuid4())],
    "coding.Coding.end": lambda _: 20,
    "judgements.LineJudgement.line": lambda _: LINE,
    "programmes.Programme.event": lambda _: "2018-01",
    "programmes.Programme.locked_on": lambda _: DAY,
    "programmes.Outcome.breakdown": lambda _: f"part:{next(_numbers)}",
    "programme_local.LocalFigures.rows": lambda _: [[PLACE, "2020-01", "12", "40"]],
    "programme_local.LocalFigures.number": lambda _: next(_numbers),
    "programmes.Wave.scale": lambda _: ["No", "Partly", "Yes"],
    "programmes.Wave.counts": lambda _: [10, 20, 30],
    "programmes.Wave.invited": lambda _: 100,
    "programmes.Wave.agree": lambda _: 1,
    "programmes.Wave.grouped_by": lambda marker: [marker],
    "programmes.Wave.group_counts": lambda marker: [[[marker], [10, 20, 30]]],
    "programmes.Wave.frame": lambda marker: [[[marker], 100, None]],
    "programmes.Wave.weighting": lambda _: "",
    "programme_survey.Survey.key": lambda _: (
        "survey-" + base64.b32encode(next(_numbers).to_bytes(20)).decode().lower()
    ),
    "programme_survey.Survey.opens_on": lambda _: DAY,
    "programme_survey.Survey.closes_on": lambda _: DAY,
    "programme_survey.SurveyQuestion.scale": lambda _: ["No", "Partly", "Yes"],
    "programme_survey.SurveyQuestion.agree": lambda _: 1,
    "programme_survey.SurveyResponse.choices": lambda _: {},
    "programmes.Estimate.sentences": lambda marker: [f"{marker} shows no clear difference."],
    "sharing.ActsFor.email": lambda marker: f"{marker}@example.org",
    "sharing.ProviderFile.content": lambda marker: marker.encode(),
    "followup.Recommendation.line": lambda _: LINE,
    "followup.Recommendation.organisation": lambda _: "council",
    "followup.PlanAction.measure": lambda _: "criteria-to-reside-rate",
    "followup.Progress.board_on": lambda _: DAY + timedelta(next(_numbers)),
    "closing.Summit.attendance": lambda marker: f"The council: {marker}",
    "closing.TextDeletion.proposed_by": lambda _: str(uuid4()),
    "closing.TextDeletion.approved_by": lambda _: str(uuid4()),
    "review_report.Comment.organisation": lambda _: "council",
    "review_report.Section.figures": lambda _: {},
    "retention.Deletion.subject_id": lambda _: uuid4(),
    "retention.Deletion.proposed_by": lambda _: str(uuid4()),
    "retention.Deletion.approved_by": lambda _: str(uuid4()),
}
"""{field whose values are those of a list or a rule: its value, given a marker}"""
ONE_A_PLACE = {"planning.PlanRules"}
"""Kinds of which a place has one record."""


def marker() -> str:
    """A word that is nowhere else: 16 letters and digits."""
    return f"zebra{next(_numbers):04d}lantern"


def kinds() -> list[type[Record]]:
    """Every kind of record, those first that others refer to."""
    unordered = [model for model in apps.get_models() if issubclass(model, Record)]
    ordered: list[type[Record]] = []
    while unordered:
        free = [model for model in unordered if not (_referred(model) - {model}) & set(unordered)]
        assert free, f"records refer to each other in a circle: {unordered}"
        ordered += free
        unordered = [model for model in unordered if model not in free]
    return ordered


def with_referred(models: set[type[Record]]) -> list[type[Record]]:
    """Those kinds and all that they refer to, in the order of `kinds`."""
    wanted = set(models)
    for model in reversed(kinds()):
        wanted |= _referred(model) if model in wanted else set()
    return [model for model in kinds() if model in wanted]


def _referred(model: type[Record]) -> set[type[Record]]:
    related = {f.related_model for f in model._meta.fields if f.is_relation and not f.null}
    return {other for other in related if issubclass(other, Record)}


@dataclass
class Samples:
    """Records of one place. `fields` has, for each marker, the field that it was written into."""

    place: str = PLACE
    fields: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def every_state(self) -> None:
        """A record of every kind in each of its states."""
        for model in kinds():
            for state in model.WORKFLOW.states:
                self.add(model, state)

    def several(self, number: int) -> None:
        """So many records of every kind, in its first state, about the same records where that may be."""
        for model in kinds():
            if model._meta.label not in ONE_A_PLACE or not self.of(model):
                self._several(model, 1 if model._meta.label in ONE_A_PLACE else number)

    def _several(self, model: type[Record], number: int) -> None:
        for _ in range(number):
            self.add(model, next(iter(model.WORKFLOW.states)))

    def of(self, model: type[models.Model]) -> list[Record]:
        """The records of a kind."""
        return [record for record in self.records if isinstance(record, model)]

    def add(self, model: type[Record], state: str) -> Record:
        """A record in a state: with every field filled where that may be, else with those alone that must be."""
        refusals = []
        for values in self._attempts(model):
            record = model(place=self.place, state=state, **values)
            try:
                record.full_clean(exclude=["record"])
            except ValidationError as error:
                refusals.append(error)
                continue
            record.save(force_insert=True)
            self._note(record)
            self.records.append(record)
            if isinstance(record, Review):
                self._join_team(record)
            return record
        raise AssertionError(f"{model._meta.label} {state!r}: add its values to VALUES: {refusals}")

    def _join_team(self, review: Review) -> None:
        """Whoever may write in reviews at the place by now is on the team of each; who comes later is on none."""
        for person in people_with(self.place, "reviews.write"):
            row = Member(place=self.place, review=review, person=person, state="member", part="lead")
            row.interests, row.declared_on = "none", DAY
            row.save(force_insert=True)

    def _note(self, record: Record) -> None:
        """That it was added, in the audit: what a team did is counted from there."""
        with locked_chain(record.chain_of(self.place), "a test") as chain:
            kind = (record.WORKFLOW.kind, str(record.pk))
            chain.append("add", kind, {}, record.values(), personal=record.PERSONAL)

    def _attempts(self, model: type[Record]) -> Iterator[dict[str, Any]]:
        several = len(self.of(model))
        for position in (0, -1, *range(max(0, several - 2), several + 2)):
            for filled in (True, False):
                yield self._values(model, position, filled)

    def _values(self, model: type[Record], position: int, filled: bool) -> dict[str, Any]:
        fields = [f for f in model._meta.concrete_fields if f.name not in _OWN and not f.has_default()]
        fields += [f for f in model._meta.concrete_fields if f"{model._meta.label}.{f.name}" in VALUES]
        return {f.name: self._value(f, position) for f in fields if filled or not (f.null or f.blank)}

    def _value(self, of: models.Field, position: int) -> Any:
        name = f"{of.model._meta.label}.{of.name}"
        if of.is_relation:
            return self._related(of, position)
        if name in VALUES:
            return VALUES[name](self._marker(name))
        if of.choices:
            return of.choices[0][0]
        if isinstance(of, models.CharField | models.TextField):
            return self._marker(name)
        return _PLAIN[type(of)]

    def _marker(self, name: str) -> str:
        word = marker()
        self.fields[word] = name
        return word

    def _related(self, of: models.Field, position: int) -> Any:
        if not issubclass(of.related_model, Record):
            return member("quality_officer", self.place, f"Sample{next(_numbers)} X")
        records = self.of(of.related_model)
        return records[min(position, len(records) - 1)] if records else None


_OWN = {f.name for f in Record._meta.get_fields()}
_PLAIN: dict[type[models.Field], Any] = {
    models.DateField: DAY,
    models.DateTimeField: datetime(2026, 10, 5, 12, tzinfo=UTC),
    models.PositiveSmallIntegerField: 7,
    models.PositiveIntegerField: 7,
    models.PositiveBigIntegerField: 7,
    models.IntegerField: 7,
    models.DecimalField: Decimal(7),
    models.FloatField: 0.5,
    models.BooleanField: False,
    models.JSONField: {},
}

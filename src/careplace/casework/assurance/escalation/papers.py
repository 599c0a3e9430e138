"""The facts about a service that the panel has before it, from the edition and from casework."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from pydantic import TypeAdapter

from careplace.casework import edition_reader
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service, signals_for
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.scope.actor import Actor


@dataclass(frozen=True)
class Paper:
    """Facts about a service on a day. `rating` is CQC's latest; None where the edition has none, or there is no edition."""

    as_at: date
    level: str
    review_on: date | None = None
    reason: str = ""
    rating: str | None = None
    rated_on: date | None = None
    visited_on: date | None = None
    visit_grade: str = ""
    open_signals: int = 0
    overdue_actions: int = 0


PAPER = TypeAdapter(Paper)


def as_json(paper: Paper) -> dict[str, Any]:
    """A paper as it is kept with an item."""
    content: dict[str, Any] = PAPER.dump_python(paper, mode="json")
    return content


def from_json(content: dict[str, Any]) -> Paper | None:
    """The paper that was kept; None for an item without one."""
    return PAPER.validate_python(content) if content else None


def papers(
    actor: Actor, home: Path, services: Collection[Service], first_level: str, today: date
) -> dict[UUID, Paper]:
    """{service id: its paper}, by two queries for any number of services, and one of the edition."""
    ids = [service.pk for service in services]
    cases = EscalationCase.objects.at(actor.place).filter(state="open", service__in=ids)
    case_facts = {case.service_id: _case_facts(case) for case in cases}
    ratings = _ratings(home, [service.location_id for service in services if service.location_id])
    return {
        row["pk"]: Paper(
            today,
            **case_facts.get(row["pk"], {"level": first_level}),
            **ratings.get(row["location_id"], {}),
            **{name: row[name] for name in COUNTED},
            visit_grade=row["visit_grade"] or "",
        )
        for row in _counted(actor, ids, today)
    }


def _case_facts(case: EscalationCase) -> dict[str, Any]:
    return {"level": case.level_title, "review_on": case.review_on, "reason": case.reason}


def _ratings(home: Path, ids: list[str]) -> dict[str, dict[str, Any]]:
    try:
        rows = edition_reader.rows(home, __package__, "last_rating.sql", {"ids": ids})
    except edition_reader.NoEdition:
        return {}
    return {row["location_id"]: {"rating": row["overall"], "rated_on": row["published_on"]} for row in rows}


COUNTED = ("visited_on", "open_signals", "overdue_actions")


def _counted(actor: Actor, ids: list[UUID], today: date) -> QuerySet:
    """A row of each service: its last visit, and how many signals are open and actions overdue."""
    actions = Action.objects.at(actor.place).filter(Action.overdue_on(today))
    visits = Visit.objects.at(actor.place).filter(service=OuterRef("pk"), visited_on__isnull=False)
    last = visits.order_by("-visited_on", "-pk")[:1]
    services = Service.objects.at(actor.place).filter(pk__in=ids)
    return services.annotate(
        visited_on=Subquery(last.values("visited_on")),
        visit_grade=Subquery(last.values("grade")),
        open_signals=_number_of(signals_for(actor).filter(state="open")),
        overdue_actions=_number_of(actions),
    ).values("pk", "location_id", "visit_grade", *COUNTED)


def _number_of(rows: QuerySet) -> Coalesce:
    """How many of the rows are about the service of the outer query."""
    of_service = rows.filter(service=OuterRef("pk")).order_by().values("service")
    return Coalesce(Subquery(of_service.annotate(number=Count("pk")).values("number")), 0)

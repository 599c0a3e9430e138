"""What is not finished at a place: the records whose clocks run, in a fixed number of queries.

Only what the reader may read is loaded: nothing else can shape a priority, a date, a count or a list that is made from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.models import Override, overrides_for
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.scope.actor import Actor

UNFINISHED_VISITS = Q(state__in=("planned", "recording", "accuracy", "review"))
UNFINISHED_ACTIONS = Q(state__in=("proposed", "agreed", "done"))
ACTIVE_OVERRIDES = Q(state="active")
_SERVICE_FIELDS = ("place", "name", "state", "location_id", "created_at", "changed_at")
_VISIT_FIELDS = (
    *("service_id", "place", "state", "officer_id", "grade", "planned_on", "visited_on"),
    *("draft_sent_on", "final_on", "changed_at"),
)
_ACTION_FIELDS = ("service_id", "visit_id", "place", "state", "due_on", "reason", "created_at", "changed_at")
"""What is gone by: the texts of thousands of records are not loaded."""


@dataclass(frozen=True)
class Unfinished:
    """The records of a place that a reader may read, and that are not finished. Lists of what a role may not read are empty.

    `cases` are the open cases whose level has a review.
    """

    reader: Actor
    today: date
    visits: list[Visit]
    actions: list[Action]
    overrides: list[Override]
    cases: list[EscalationCase]


def unfinished(reader: Actor, today: date, visits: QuerySet | None = None) -> Unfinished:
    """What is not finished at the reader's place; four queries make it.

    Args:
        visits: those of `visits_of` that are needed, where they are not just those that are not finished.
    """
    rows = visits_of(reader, UNFINISHED_VISITS) if visits is None else visits
    return Unfinished(
        reader=reader,
        today=today,
        visits=list(rows.select_related("service")),
        actions=list(actions_of(reader, UNFINISHED_ACTIONS).select_related("service")),
        overrides=list(overrides_of(reader, ACTIVE_OVERRIDES).select_related("service")),
        cases=cases_of(services_of(reader).values()),
    )


def services_of(reader: Actor, only: UUID | None = None) -> dict[UUID, Service]:
    """{id: service} of the reader's place, or the one of them; with its open case, where the reader may read cases."""
    if not reader.may("services.read"):
        return {}
    rows = about(Service.objects.at(reader.place).only(*_SERVICE_FIELDS), "pk", only)
    if reader.may("escalation.read"):
        open_case = FilteredRelation("escalation_cases", condition=Q(escalation_cases__state="open"))
        rows = rows.alias(open_case=open_case).annotate(
            case_id=F("open_case__pk"), owner_id=F("open_case__owner"), review_on=F("open_case__review_on")
        )
    return {service.pk: service for service in rows}


def visits_of(reader: Actor, needed: Q) -> QuerySet:
    """The visits that are needed, each with its number of challenges without an answer."""
    if not reader.may("visits.read"):
        return Visit.objects.none()
    open_challenges = Count("challenges", filter=Q(challenges__state="open"))
    rows = Visit.objects.at(reader.place).filter(needed).only(*_VISIT_FIELDS)
    return rows.annotate(open_challenges=open_challenges)


def actions_of(reader: Actor, needed: Q) -> QuerySet:
    """The actions that are needed, each with the id of the officer whose visit it follows."""
    if not reader.may("visits.read"):
        return Action.objects.none()
    rows = Action.objects.at(reader.place).filter(needed).only(*_ACTION_FIELDS)
    return rows.annotate(officer_id=F("visit__officer"))


def overrides_of(reader: Actor, needed: Q) -> QuerySet:
    """The overrides that are needed, each with who decided it."""
    return overrides_for(reader).filter(needed).select_related("decided_by")


def cases_of(services: Iterable[Any]) -> list[EscalationCase]:
    """The open cases of services of `services_of` whose level has a review, with what is known of them; it asks nothing."""
    return [
        EscalationCase(pk=s.case_id, service=s, state="open", owner_id=s.owner_id, review_on=s.review_on)
        for s in services
        if getattr(s, "review_on", None)
    ]


def about(rows: QuerySet, field: str, only: UUID | None) -> QuerySet:
    """The rows that are about one service, where there is one."""
    return rows.filter(**{field: only}) if only else rows


def with_services(rows: Iterable[Any], services: dict[UUID, Service]) -> list[Any]:
    """Records with the service that is loaded already: naming it takes no further query."""
    present = [row for row in rows if row.service_id in services]
    for row in present:
        row.service = services[row.service_id]
    return present

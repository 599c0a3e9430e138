"""What people do with a plan: accept it, enter leave, and write what it is made from."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning.inputs import plan_input
from careplace.casework.assurance.planning.models import Leave, OfficerTime, PlanRules, ServiceDistrict
from careplace.casework.assurance.planning.priorities import priorities_at
from careplace.casework.assurance.planning.proposal import Change, proposal
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.audit.chain import locked_chain
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.actions import changes

ROLES = ("team_manager", "quality_officer")
"""Roles whose people make visits."""


class PlanChanged(Exception):
    """The plan is not any more what the person saw."""

    def __init__(self) -> None:
        super().__init__("Something changed since you looked, and nothing was planned. This is the plan now.")


def accept(actor: Actor, keys: Collection[str], today: date) -> int:
    """Plan and move the visits of a plan that a manager chose: all of them, with their events, or none.

    Args:
        keys: those of the changes, as they were shown.

    Returns:
        how many visits were planned or moved.

    Raises:
        NotAllowed: for a person who does not decide about the plan.
        PlanChanged: when one of the changes is not in the plan any more.
    """
    actor.check("planning.write")
    # The lock of the place comes first: between the plan and its visits nobody changes anything.
    with locked_chain(actor.place, actor.person):
        data = plan_input(actor.place, today, priorities_at(actor, today))
        proposed = {change.key: change for change in proposal(data).changes}
        if not set(keys) <= set(proposed):
            raise PlanChanged
        for key in sorted(keys):
            _carry_out(actor, proposed[key])
    return len(set(keys))


def _carry_out(actor: Actor, change: Change) -> None:
    values = {"planned_on": change.on, "officer_id": UUID(change.officer)}
    if change.visit is None:
        visits.plan(actor, UUID(change.service), values | {"kind": "planned"})
    elif change.kind == "move":
        with visits.seen(actor, change.visit.pk, change.visit.version) as now:
            now.change("plan-again", **values)


def enter_leave(actor: Actor, officer: UUID, first: date, last: date) -> Leave:
    """Note days on which a person makes no visit.

    Raises:
        NotAllowed: for another person's leave, where the actor does not decide about the plan.
        ValidationError: for days that are not in order.
    """
    _own_or_manager(actor, officer)
    _of_the_team(actor, officer)
    with changes(actor) as at_once:
        return at_once.add(Leave(officer_id=officer, first_on=first, last_on=last), "enter")


def remove_leave(actor: Actor, id: UUID, version: int) -> Leave:
    """The person is not away after all. Raises as `enter_leave`, and Conflict."""
    with changes(actor) as at_once:
        leave = at_once.seen(Leave, id, version)
        _own_or_manager(actor, leave.officer_id)
        return at_once.change(Leave, id, "remove", {}, version)


def set_time(actor: Actor, officer: UUID, values: Mapping[str, Any]) -> OfficerTime:
    """Write how many visits a person makes, and where."""
    _of_the_team(actor, officer)
    with changes(actor) as at_once:
        existing = OfficerTime.objects.at(actor.place).filter(officer=officer).first()
        if existing is None:
            return at_once.add(OfficerTime(officer_id=officer, **values))
        return at_once.change(OfficerTime, existing.pk, "edit", values, existing.version)


def set_rules(actor: Actor, values: Mapping[str, Any], version: int) -> PlanRules:
    """Write the rules of the plan; version 0 stands for those that nobody wrote yet."""
    with changes(actor) as at_once:
        existing = PlanRules.objects.at(actor.place).first()
        if existing is None:
            return at_once.add(PlanRules(**values))
        return at_once.change(PlanRules, existing.pk, "edit", values, version)


def set_districts(actor: Actor, names: Mapping[UUID, str]) -> int:
    """Write the districts of services, in one transaction; how many changed."""
    count = 0
    with changes(actor) as at_once:
        services = set(Service.objects.at(actor.place).values_list("pk", flat=True))
        existing = {row.service_id: row for row in ServiceDistrict.objects.at(actor.place)}
        for service, name in names.items():
            row = existing.get(service)
            if service not in services or name == (row.district if row else ""):
                continue
            count += 1
            if row is None:
                at_once.add(ServiceDistrict(service_id=service, district=name))
            else:
                at_once.change(ServiceDistrict, row.pk, "edit", {"district": name}, row.version)
    return count


def team(place: str) -> dict[UUID, str]:
    """{id: name} of the people of a place who make visits, by name."""
    rows = Membership.objects.current().filter(place=place, role__in=ROLES).select_related("user")
    return dict(
        sorted(((row.user_id, row.user.name) for row in rows), key=lambda pair: (pair[1], str(pair[0])))
    )


def _of_the_team(actor: Actor, officer: UUID) -> None:
    if officer not in team(actor.place):
        raise ValidationError({"officer": "Choose a person of the team."})


def _own_or_manager(actor: Actor, officer: UUID) -> None:
    if str(officer) != actor.person and not actor.may("planning.write"):
        raise NotAllowed("You enter your own leave. A team manager enters that of others.")

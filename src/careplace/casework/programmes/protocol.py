"""The protocol of an evaluation: settled, dated and hashed before any of its outcomes can be opened."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings

from careplace.casework.audit.digests import digest_of_value
from careplace.casework.programmes.comparators import ALL, settled
from careplace.casework.programmes.local.models import LocalMeasure
from careplace.casework.programmes.models import Outcome, Programme
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import Changes, changes
from careplace.measures import dictionary

LOCKED = ("name", "purpose", "starts_on", "event", "left_out", "protocol")
"""Fields of a programme that its digest covers, besides its outcomes; and the last day and the councils that it is compared
with, where they are chosen; and what local outcomes count, where there are any."""

OUTCOME = ("theme", "measure", "breakdown", "hoped")
"""Fields of an outcome that it covers."""


def digest_of(programme: Programme) -> str:
    """The digest of the protocol as it is."""
    return digest_of_value(content_of(programme))


def content_of(programme: Programme) -> dict[str, Any]:
    """What the digest is of: the fields, and the outcomes that were chosen before the protocol was locked."""
    rows = Outcome.objects.filter(programme=programme)
    if programme.state != "drafting":
        rows = rows.filter(registered=True)
    described = {f"local__{name}": name for name in LocalMeasure.DESCRIPTION}
    outcomes = list(rows.order_by("measure").values(*OUTCOME, "local__id", *described))
    last = {"ends_on": programme.ends_on} if programme.ends_on else {}
    chosen = ("comparators", "compared_with") if programme.comparators != ALL else ()
    fields = {name: getattr(programme, name) for name in (*LOCKED, *chosen)} | last
    local = [
        {"measure": row["measure"]} | {name: row[column] for column, name in described.items()}
        for row in outcomes
        if row["local__id"]
    ]
    # Protocols of earlier releases had no local outcomes, and keep their digests.
    return (
        fields
        | {"outcomes": sorted([row[name] for name in OUTCOME] for row in outcomes)}
        | ({"local": local} if local else {})
    )


def is_whole(programme: Programme) -> bool:
    """Whether the protocol is still what was locked."""
    return bool(programme.sha256) and digest_of(programme) == programme.sha256


def lock(actor: Actor, id: UUID, version: int, today: date) -> Programme:
    """Lock the protocol. From here on outcomes can be opened, and those that are added are exploratory.

    The councils of a group are settled by code, so that a later edition compares with the same.

    Raises:
        NotAllowed: where no outcome was chosen.
        ValidationError: where the councils to compare with cannot be settled.
        Conflict: where a colleague changed it meanwhile.
    """
    with changes(actor) as at_once:
        programme = at_once.seen(Programme, id, version)
        chosen = list(Outcome.objects.filter(programme=programme, state="listed"))
        if not chosen:
            raise NotAllowed("Choose at least one outcome before you lock the protocol.")
        compared_with = settled(programme, settings.CAREPLACE.home)
        programme.compared_with = compared_with
        values = {"sha256": digest_of(programme), "locked_on": today, "compared_with": compared_with}
        return at_once.change(Programme, id, "lock", values, version)


def list_outcome(actor: Actor, id: UUID, values: Mapping[str, Any]) -> Outcome:
    """Add an outcome: registered while the protocol is being written, exploratory afterwards, for ever.

    Raises:
        NotAllowed: for a programme whose evaluation has ended.
        ValidationError: as every change.
    """
    with changes(actor) as at_once:
        return add_outcome(at_once, id, values)


def add_outcome(at_once: Changes, id: UUID, values: Mapping[str, Any]) -> Outcome:
    """The same among other changes."""
    programme = open_programme(at_once.actor, id)
    registered = programme.state == "drafting"
    return at_once.add(Outcome(programme=programme, registered=registered, **values), "list")


def open_programme(actor: Actor, id: UUID) -> Programme:
    """A programme of the place whose evaluation has not ended.

    Raises:
        Programme.DoesNotExist: for one of another place.
        NotAllowed: for one that has ended.
    """
    programme: Programme = Programme.objects.at(actor.place).get(pk=id)
    if programme.state == "ended":
        raise NotAllowed("The evaluation has ended, so nothing is added to it.")
    return programme


def outcome_measures() -> dict[str, dictionary.Measure]:
    """The measures that an outcome may be, by id: published numbers of councils over time."""
    return {
        key: measure
        for key, measure in dictionary.measures().items()
        if measure.table and (not measure.places or "council" in measure.places)
    }

"""Describing a local outcome, and entering its figures."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from careplace.casework.audit.digests import digest_of_value
from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure
from careplace.casework.programmes.local.table import TYPED, read_figures
from careplace.casework.programmes.models import Outcome, Programme
from careplace.casework.programmes.protocol import add_outcome, open_programme
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes

PREFIX = "local-"
"""How the ids of local outcomes begin: those of the dictionary do not."""


def describe(
    actor: Actor, programme: UUID, theme: str, hoped: str, values: Mapping[str, Any]
) -> LocalMeasure:
    """Add a local outcome: registered while the protocol is being written, exploratory afterwards, for ever.

    Raises:
        NotAllowed: for a programme whose evaluation has ended.
        ValidationError: as every change.
    """
    with changes(actor) as at_once:
        measure = f"{PREFIX}{uuid4().hex[:8]}"
        outcome = add_outcome(at_once, programme, {"theme": theme, "hoped": hoped, "measure": measure})
        return at_once.add(LocalMeasure(outcome=outcome, **values), "describe")


def edit(actor: Actor, id: UUID, version: int, values: Mapping[str, Any]) -> LocalMeasure:
    """Describe it otherwise, while the protocol is being written and before it has figures.

    Raises:
        NotAllowed: afterwards.
        ValidationError, Conflict: as every change.
    """
    with changes(actor) as at_once:
        programme = _programme_of(actor, id)
        if programme.state != "drafting":
            raise NotAllowed("The protocol is locked, so what the outcome counts stays as it is.")
        if LocalFigures.objects.filter(measure=id).exists():
            raise NotAllowed(
                "It has figures, so what they count stays as it is. Drop it and describe another."
            )
        return at_once.change(LocalMeasure, id, "edit", values, version)


def enter(
    actor: Actor, id: UUID, seen: int, file: str, content: bytes, home: Path, today: date
) -> LocalFigures:
    """Enter figures as the next version; earlier ones stay.

    Args:
        seen: the number of the latest version when the form was opened; 0 where there was none.
        file: its name; "" for what was typed.

    Raises:
        NotAllowed: for a programme whose evaluation has ended, and for an outcome that was dropped.
        FileRefused: with every fault of the file.
        ValidationError: where a colleague entered a version meanwhile.
    """
    measure = LocalMeasure.objects.at(actor.place).select_related("outcome").get(pk=id)
    rows = read_figures(measure, file or TYPED, content, home, today)
    with changes(actor) as at_once:
        _programme_of(actor, id)
        if measure.outcome.state != "listed":
            raise NotAllowed("The outcome was dropped, so it gets no figures.")
        latest = latest_figures(measure)
        if latest and latest.number != seen:
            raise ValidationError(
                f"A colleague entered version {latest.number} meanwhile: look at it, and begin again."
            )
        values = {"number": seen + 1, "file": file, "rows": rows, "sha256": digest_of_value(rows)}
        return at_once.add(LocalFigures(measure=measure, **values), "enter")


def latest_figures(measure: LocalMeasure) -> LocalFigures | None:
    """The latest version of its figures; None before there is one."""
    return LocalFigures.objects.filter(measure=measure).order_by("-number").first()


def _programme_of(actor: Actor, id: UUID) -> Programme:
    outcome = Outcome.objects.at(actor.place).get(local=id)
    return open_programme(actor, outcome.programme_id)

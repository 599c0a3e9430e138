"""What people do with cases: opening, moving, reviewing, closing; each with the service's state and the audit at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from careplace.casework.assurance.escalation.current import current_ladder, latest_review
from careplace.casework.assurance.escalation.decisions import check_decision
from careplace.casework.assurance.escalation.ladder import ASKS, Move, refusals, review_problems
from careplace.casework.assurance.escalation.levels import check_mover
from careplace.casework.assurance.escalation.models import CaseMove, EscalationCase
from careplace.casework.assurance.escalation.placements import check_can_open, check_opening, follow
from careplace.casework.assurance.escalation.states import CASE
from careplace.casework.assurance.models import Service
from careplace.casework.clocks import is_working_day
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import Changes, changes

FIELDS = {
    "owner": "owner",
    "reason": "reason",
    "review date": "review_on",
    "panel decision": "decision",
    "evidence": "evidence",
}
"""{need of the ladder: the field that meets it}"""
FIELD_OF = {sentence: FIELDS[need] for need, sentence in ASKS.items()}


def open_case(actor: Actor, service: UUID, values: Mapping[str, Any], on: date) -> EscalationCase:
    """Open the case of a service at a level above the first.

    Args:
        values: `to`, `owner`, `reason`, `review_on`, `decision`, `evidence`; the ladder says which are needed.

    Raises:
        ValidationError: by field, with everything that the ladder asks and is not given.
        NotAllowed: for an officer's move that only a manager makes.
    """
    with changes(actor) as transaction:
        record = Service.objects.at(actor.place).select_for_update().get(pk=service)
        check_can_open(record)
        before = current_ladder().levels[0].key
        moved = _moved(transaction, record, before, values, on)
        check_opening(record, moved["placements"])
        case = transaction.add(EscalationCase(service=record, opened_on=on, **moved), "open")
        _noted(transaction, case, "open", before, values, on)
        follow(transaction, record, case.placements, case.reason)
        return case


def move(actor: Actor, id: UUID, version: int, values: Mapping[str, Any], on: date) -> EscalationCase:
    """Raise or lower a case, or close it by lowering it to the first level.

    Raises:
        Conflict: when somebody moved it since.
        ValidationError, NotAllowed: as `open_case`.
    """
    with changes(actor) as transaction:
        case = transaction.seen(EscalationCase, id, version)
        service = Service.objects.select_for_update().get(pk=case.service_id)
        before, action = case.level, _action(case.level, values["to"])
        CASE.check(case.state, action, actor.roles)
        moved = _moved(transaction, service, before, values, on)
        closing = {"closed_on": on, "review_on": None} if action == "close" else {}
        case = transaction.change(EscalationCase, id, action, moved | closing, version)
        _noted(transaction, case, action, before, values, on)
        follow(transaction, service, case.placements, case.reason)
        return case


def review(actor: Actor, id: UUID, version: int, values: Mapping[str, Any], on: date) -> EscalationCase:
    """Review a case that stays at its level: what was found, and the next review (`finding`, `review_on`, `owner`)."""
    with changes(actor) as transaction:
        case = transaction.seen(EscalationCase, id, version)
        check_mover(actor, case.level, case.level)
        level = current_ladder().level(case.level)
        proposal = Move(case.level, on, review_on=values["review_on"])
        _refuse([*review_problems(level, proposal, latest_review(level, on)), *_no_working_day(proposal)])
        case = transaction.change(EscalationCase, id, "review", {**values, "moved_on": on}, version)
        _noted(transaction, case, "review", case.level, values, on)
        return case


def _action(level: str, to: str) -> str:
    """Which action of the workflow a move is."""
    start, end = current_ladder().position(level), current_ladder().position(to)
    return "raise" if end >= start else "lower" if end else "close"


def _moved(
    transaction: Changes, service: Service, before: str, values: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """The fields of a case after a move, which is checked first."""
    actor, ladder, level = transaction.actor, current_ladder(), current_ladder().level(values["to"])
    check_mover(actor, before, level.key)
    check_decision(actor.place, service.pk, values.get("decision"), level.key)
    proposal = _proposal(values, on)
    _refuse([*refusals(ladder, before, proposal, latest_review(level, on)), *_no_working_day(proposal)])
    return {
        "level": level.key,
        "placements": level.placements,
        "reason": values["reason"],
        "review_on": values.get("review_on"),
        "finding": "",
        "moved_on": on,
        "ladder": ladder.id,
        "ladder_version": ladder.version,
    } | ({"owner": values["owner"]} if values.get("owner") else {})


def _proposal(values: Mapping[str, Any], on: date) -> Move:
    return Move(
        values["to"],
        on,
        owner=str(values.get("owner") or ""),
        reason=values.get("reason", ""),
        review_on=values.get("review_on"),
        panel_decision=str(values["decision"].pk) if values.get("decision") else "",
        evidence=values.get("evidence", ""),
    )


def _no_working_day(proposal: Move) -> list[str]:
    """Clocks run in working days: a review on a Sunday would be due on the Friday before."""
    day = proposal.review_on
    return [] if day is None or is_working_day(day) else ["The review date must be a working day"]


def _refuse(problems: list[str]) -> None:
    """Raises ValidationError with each problem at its field."""
    by_field: dict[str, list[str]] = {}
    for problem in problems:
        by_field.setdefault(FIELD_OF.get(problem, _other_field(problem)), []).append(f"{problem}.")
    if by_field:
        raise ValidationError(by_field)


def _other_field(problem: str) -> str:
    return "to" if problem.startswith("The case is at") else "review_on"


def _noted(
    transaction: Changes, case: EscalationCase, action: str, before: str, values: Mapping[str, Any], on: date
) -> CaseMove:
    """The move as a record of its own, for the timeline."""
    note = CaseMove(
        case=case,
        action=action,
        moved_on=on,
        before=before,
        after=case.level,
        owner=case.owner,
        reason=case.finding or case.reason,
        review_on=case.review_on,
        evidence=values.get("evidence", ""),
        decision=values.get("decision"),
    )
    return transaction.add(note, "move")

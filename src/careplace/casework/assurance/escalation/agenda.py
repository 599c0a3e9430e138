"""What the panel has to look at: cases whose review falls due by its meeting, and those raised since it last met."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from careplace.casework.assurance.escalation.current import level_title
from careplace.casework.assurance.escalation.models import CaseMove, EscalationCase
from careplace.casework.assurance.escalation.move_order import in_order
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Meeting
from careplace.casework.assurance.panels.states import HAS_MET
from careplace.publish.wording import day


def agenda_entries(place: str, held_on: date) -> list[tuple[Service, str]]:
    """(service, why) of each open case for a meeting on a day, the case that is due first in front."""
    cases = EscalationCase.objects.at(place).filter(state="open").select_related("service")
    raised = _raised(place, held_on)
    entries = ((case.service, " ".join(_reasons(case, held_on, raised))) for case in cases)
    return [(service, why) for service, why in entries if why]


def _reasons(case: EscalationCase, held_on: date, raised: dict[UUID, CaseMove]) -> Iterator[str]:
    if move := raised.get(case.pk):
        yield f"Raised to {level_title(move.after)} on {day(move.moved_on)}."
    if case.review_on and case.review_on <= held_on:
        yield f"Its review is due on {day(case.review_on)}."


def _raised(place: str, held_on: date) -> dict[UUID, CaseMove]:
    """{case: its last raise} of those raised since the panel last met, but not by that meeting."""
    moves = CaseMove.objects.at(place).filter(action__in=("open", "raise"))
    last = Meeting.objects.at(place).filter(state__in=HAS_MET, held_on__lt=held_on).first()
    if last:
        moves = moves.filter(moved_on__gte=last.held_on).exclude(decision__item__meeting=last)
    return {move.case_id: move for move in in_order(place, moves)}

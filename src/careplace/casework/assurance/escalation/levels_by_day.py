"""The levels of a place's services on a day, from the moves of their cases: later moves do not change an earlier day."""

from datetime import date

from careplace.casework.assurance.escalation.current import current_ladder, level_title
from careplace.casework.assurance.escalation.models import CaseMove
from careplace.casework.assurance.escalation.move_order import in_order


def levels_on(place: str, day: date) -> dict[str, str]:
    """{id of a service: the title of its level on that day}, without those at the first level."""
    moves = CaseMove.objects.at(place).filter(moved_on__lte=day).order_by()
    rows = moves.values_list("pk", "case_id", "case__service_id", "action", "after", named=True)
    latest = {move.case_id: move for move in in_order(place, rows)}
    first = current_ladder().levels[0].key
    return {
        str(move.case__service_id): level_title(move.after)
        for move in latest.values()
        if move.action != "close" and move.after != first
    }

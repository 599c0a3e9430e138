"""Moves of cases in the order in which they were made."""

from collections.abc import Iterable

from careplace.casework.assurance.escalation.models import CaseMove
from careplace.casework.assurance.escalation.states import MOVE
from careplace.casework.audit.history import positions


def in_order(place: str, moves: Iterable[CaseMove]) -> list[CaseMove]:
    """The moves of a place by the chain of the audit: the clock may have been set back between two of them."""
    numbers = positions(place, MOVE.kind)
    return sorted(moves, key=lambda move: numbers.get(str(move.pk), 0))

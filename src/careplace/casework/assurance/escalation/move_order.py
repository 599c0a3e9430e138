"""Moves of cases in the order in which they were made."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from careplace.casework.assurance.escalation.states import MOVE
from careplace.casework.audit.history import positions


class _WithId(Protocol):
    """A move, or a row of some of its fields with its id."""

    @property
    def pk(self) -> object: ...


M = TypeVar("M", bound=_WithId)


def in_order(place: str, moves: Iterable[M]) -> list[M]:
    """The moves of a place by the chain of the audit: the clock may have been set back between two of them."""
    numbers = positions(place, MOVE.kind)
    return sorted(moves, key=lambda move: numbers.get(str(move.pk), 0))

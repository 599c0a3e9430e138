"""When services had a contract, and what kind they were, on any day: from the audit, not from today's list.

A contract begins on the day that the team noted for it, else on the day that the service was added to the list. It ends on
the day that the team gave as its end, that day included. A contract that was reopened begins again on that day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Change:
    """A change of a service in the audit: the local day, the action, and the fields as they became."""

    on: date
    action: str
    after: Mapping[str, Any]


@dataclass(frozen=True)
class Spell:
    """A time under contract, both days included; `end` is None while it lasts."""

    start: date
    end: date | None = None

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class ServiceHistory:
    """A service over time. `kinds` are (from this day on, kind), the earliest first; `added_on` is when it came to the list.

    `start_noted` is whether the team noted the day on which the contract began.
    """

    id: str
    name: str
    location_id: str
    added_on: date
    start_noted: bool
    kinds: tuple[tuple[date, str], ...]
    spells: tuple[Spell, ...]

    def kind_on(self, day: date) -> str:
        """What kind it was on a day; before it came to the list, the kind that it came with."""
        kinds = [kind for since, kind in self.kinds if since <= day]
        return kinds[-1] if kinds else self.kinds[0][1]

    def contracted_on(self, day: date) -> bool:
        """Whether it had a contract on a day, as far as the records show."""
        return any(spell.has(day) for spell in self.spells)

    def unknown_on(self, day: date) -> bool:
        """Whether the records cannot show if it had a contract on a day: it came to the list later, without a start date."""
        ended = self.spells[0].end
        return not self.start_noted and day < self.added_on and (ended is None or day <= ended)


def service_history(
    id: str, name: str, location_id: str, start: date | None, changes: Iterable[Change]
) -> ServiceHistory:
    """The history of a service from its changes, the first of which added it.

    Args:
        start: the day on which its contract began, where the team noted it.

    Raises:
        ValueError: where no change added it.
    """
    listed = list(changes)
    if not listed or listed[0].action != "add":
        raise ValueError(f"the audit does not have the addition of service {id}")
    added_on = listed[0].on
    kinds = tuple((change.on, change.after["kind"]) for change in listed if "kind" in change.after)
    spells = _spells(start or added_on, listed[1:])
    return ServiceHistory(id, name, location_id, added_on, start is not None, kinds, spells)


def _spells(start: date, changes: Iterable[Change]) -> tuple[Spell, ...]:
    spells, end = [Spell(start)], None
    for change in changes:
        if "contract_ended_on" in change.after:
            end = _day(change.after["contract_ended_on"])
        if change.action == "end-contract":
            spells[-1] = Spell(spells[-1].start, end)
        if change.action == "reopen":
            spells.append(Spell(change.on))
    return tuple(spells)


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None

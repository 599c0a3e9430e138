"""The steps of an action that count, from its events in the audit: agreed, reported as done, and a date that was moved."""

from dataclasses import dataclass
from datetime import date, datetime
from json import loads
from uuid import UUID

from careplace.casework.assurance.proof.evidence import ActionDates
from careplace.casework.clocks import local_day

DUE_ON = '"due_on":'
"""The field as the audit writes it."""


@dataclass
class ActionSteps:
    """The steps of an action, added in their order.

    The date that was agreed is the one of today unless an event after the agreement changed it: the first such has it as it
    was before (`due_on`, with `moved`).
    """

    agreed_on: date | None = None
    done_on: date | None = None
    moved: bool = False
    due_on: str | None = None

    def add(self, action: str, at: datetime, before: str) -> None:
        """Add an event, by what was done, when, and the fields that it changed as they were."""
        if action == "report-done":
            self.done_on = local_day(at)
        if self.agreed_on is None:
            self.agreed_on = local_day(at) if action == "agree" else None
        elif not self.moved and DUE_ON in before and "due_on" in (values := loads(before)):
            self.moved, self.due_on = True, values["due_on"]

    def reaches(self, day: date) -> bool:
        """Whether it was agreed on a day or later, or was moved from a date that was."""
        moved_from = bool(self.due_on and date.fromisoformat(self.due_on) >= day)
        return moved_from or (self.agreed_on is not None and self.agreed_on >= day)

    def dates(
        self, id: UUID, service: UUID, visit: UUID | None, asked_by: str, state: str, due_on: date | None
    ) -> ActionDates:
        """The dates of the action, from what it is now and its steps."""
        agreed = due_on if not self.moved else self.due_on and date.fromisoformat(self.due_on)
        first = (agreed or None) if self.agreed_on else None
        done_on = self.done_on if state in ("done", "verified") else None
        ids = str(id), str(service), str(visit) if visit else None
        moved = bool(first and due_on != first)
        return ActionDates(*ids, asked_by, state, self.agreed_on, first, done_on, moved)

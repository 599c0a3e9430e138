"""Who sees the pages of planning: rows of the table in access.py, and the records that their addresses name."""

from datetime import date
from uuid import UUID, uuid4

from tests.casework.people import member

from careplace.casework.assurance.planning import actions
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.roles import roles

ALL_ROLES = frozenset(roles())
TEAM = frozenset(("team_manager", "quality_officer"))
MANAGER = frozenset(("team_manager",))
VISIT_READERS = TEAM | {"panel_member", "commissioner"}

ROWS = {
    "planning": {"roles": TEAM, "form": True},
    "planning-team": {"roles": TEAM},
    "officer-time": {"roles": MANAGER, "form": True, "id": "officer"},
    "leave-add": {"roles": TEAM, "form": True},
    "leave": {"roles": TEAM, "id": "leave"},
    "leave-remove": {"roles": TEAM, "form": True, "id": "leave"},
    "plan-rules": {"roles": MANAGER, "form": True},
    "districts": {"roles": MANAGER, "form": True},
    "calendar": {"roles": VISIT_READERS},
    "reminders": {"roles": ALL_ROLES},
    "calendar-key": {"roles": VISIT_READERS, "form": True},
}
"""{page of a place: the arguments of its `Page`}"""

KEYED = {"calendar-file"}
"""Pages that a key in the address opens, for whoever has it: test_calendar.py."""


def officer_id(place: str) -> UUID:
    """A person of the team of a place."""
    return UUID(str(member("quality_officer", place, f"Officer{uuid4().hex} X").pk))


def leave_id(place: str) -> UUID:
    """Leave of a person of the team of a place."""
    officer = member("quality_officer", place, f"Officer{uuid4().hex} X")
    actor = actor_at(officer, place)
    assert actor is not None
    return actions.enter_leave(actor, officer.pk, date(2027, 1, 4), date(2027, 1, 8)).pk


MAKERS = {"officer": officer_id, "leave": leave_id}
"""{kind of record: makes one at a place}"""

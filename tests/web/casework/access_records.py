"""Who sees the pages of records: rows of the table in access.py, and the records that their addresses name."""

from uuid import UUID, uuid4

from tests.casework.assurance.visits.records import a_service
from tests.casework.people import member

from careplace.casework.retention.actions import hold
from careplace.casework.scope.actor import actor_at

KEEPERS = frozenset(("administrator", "team_manager"))

ROWS = {
    "records": {"roles": KEEPERS, "form": True},
    "hold-add": {"roles": KEEPERS, "form": True},
    "hold-lift": {"roles": KEEPERS, "form": True, "id": "hold"},
    "subject-access": {"roles": frozenset(("administrator", "auditor")), "form": True},
}
"""{page of a place: the arguments of its `Page`}"""


def hold_id(place: str) -> UUID:
    """A hold at a place."""
    actor = actor_at(member("team_manager", place, f"Manager{uuid4().hex} X"), place)
    assert actor is not None
    return hold(actor, a_service(actor).pk, "A claim").pk


MAKERS = {"hold": hold_id}
"""{kind of record: makes one at a place}"""

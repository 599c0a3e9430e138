"""A person at a place: what every change and every page asks before it does anything."""

from dataclasses import dataclass
from typing import Any

from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles

TIMER = "the timer on the server"
"""Who did it, in the audit, where a job of the timer did."""


class NotAllowed(Exception):
    """An action that the person's roles, or the record's state, do not allow; the message says why and who may."""


@dataclass(frozen=True)
class Actor:
    """Who acts, where, and with which roles. `person` is a user's id, or words for a command on the server."""

    person: str
    place: str
    roles: frozenset[str]

    def may(self, permission: str) -> bool:
        """Whether one of the roles has the permission."""
        return any(permission in roles()[role].may for role in self.roles)

    @property
    def is_provider(self) -> bool:
        """Whether the person is a provider's user and nothing else: what is not shared with them does not exist."""
        return self.roles == {"provider_user"}

    def check(self, permission: str) -> None:
        """Raises NotAllowed when no role has the permission, with the roles that have it."""
        if not self.may(permission):
            titles = [role.title for role in roles().values() if permission in role.may]
            raise NotAllowed(f"Your role does not allow this. It is for: {', '.join(titles)}.")


def actor_at(user: Any, place: str) -> Actor | None:
    """The user as an actor at a place; None without a current membership there: the place is the boundary."""
    keys = Membership.objects.current().filter(user=user, place=place).values_list("role", flat=True)
    held_roles = frozenset(keys)
    return Actor(str(user.pk), place, held_roles) if held_roles else None


def places_of(user: Any) -> list[str]:
    """The codes of the places where the user has a current membership, in order."""
    rows = Membership.objects.current().filter(user=user).values_list("place", flat=True)
    return sorted(set(rows))

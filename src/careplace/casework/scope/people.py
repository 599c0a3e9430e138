"""People of a place by what they may do."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from careplace.casework.scope.models import Membership
from careplace.casework.scope.roles import roles


def people_with(place: str, permission: str) -> QuerySet:
    """The people of a place with a permission, by name."""
    ids = _members(place, permission).values("user_id")
    people: QuerySet = get_user_model().objects.filter(pk__in=ids).order_by("name", "pk")
    return people


def named_with_roles(place: str, permission: str) -> list[tuple[str, str]]:
    """(id, "Ann Smith, Team manager") of the people of a place with a permission, by name."""
    members = _members(place, permission)
    titles: dict[tuple[str, str], list[str]] = {}
    rows: Any = members.order_by("user__name", "user_id", "role").values_list("user_id", "user__name", "role")
    for id, name, role in rows:
        titles.setdefault((str(id), name), []).append(roles()[role].title)
    return [(id, ", ".join([name, *listed])) for (id, name), listed in titles.items()]


def _members(place: str, permission: str) -> QuerySet:
    keys = [role.key for role in roles().values() if permission in role.may]
    members: QuerySet = Membership.objects.current().filter(place=place, role__in=keys)
    return members

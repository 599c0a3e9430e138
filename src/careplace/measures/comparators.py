"""The groups that a place is compared with, and the keys that name them in figures' ids.

What a group is on a day is the gazetteer's to say; here stands how a figure's id names it, so that the figure can be
calculated again from its id alone.
"""

from datetime import date

from careplace.places.area import GROUP_KINDS, Area, Group, UnknownPlace
from careplace.places.comparators import NEIGHBOURS, RELATIVE
from careplace.places.gazetteer import Gazetteer
from careplace.places.groups import shipped
from careplace.ratings.scale import slug

DEFAULT_AGAINST = ("england", "region")


def named(gazetteer: Gazetteer, spec: str, area: Area, on: date | None) -> tuple[Group, str, str]:
    """The group that `spec` names for `area` on a day, its key, and why the area has none (England is in no region).

    Raises:
        UnknownPlace: for a spec that names no group of any place; see Gazetteer.group for those that do.
    """
    # A council's comparator "england" is the nation that it lies in; regions and boards are not said to lie in it.
    if slug(spec) == "england" and area.kind in GROUP_KINDS:
        spec = next((area.code for area in gazetteer.areas.values() if area.kind == "nation"), spec)
    try:
        group = gazetteer.group(spec, area, on)
    except UnknownPlace as error:
        if slug(spec) not in (*RELATIVE, NEIGHBOURS):
            raise
        return Group(spec, spec.capitalize(), "none", ()), f"{slug(spec)}-of-{area.code}", str(error)
    return group, key_of(gazetteer, group, area, on), ""


def key_of(gazetteer: Gazetteer, group: Group, area: Area, on: date | None) -> str:
    """A group's name in figures' ids, from which `of_key` makes it again."""
    if group.code:
        return group.code
    if group.kind == NEIGHBOURS:
        return f"{NEIGHBOURS}-of-{area.code}"
    # A reader may give a group of his own the name of one of ours: only the same members make it the same.
    for named_group in shipped(gazetteer.areas):
        if named_group.key != group.key:
            continue
        if {gazetteer.council(code, on).code for code in named_group.members} == set(group.codes):
            return group.key
    return f"{group.key or 'group'}={','.join(group.codes)}"


def of_key(gazetteer: Gazetteer, key: str, on: date | None) -> Group:
    """The group whose key a figure's id holds, as it was on a day (None: today): the inverse of `key_of`.

    Raises:
        UnknownPlace: for a key that names no group, or none on that day.
    """
    spec, area = key, None
    if key.startswith(f"{NEIGHBOURS}-of-") and "=" not in key:
        spec, area = NEIGHBOURS, gazetteer.as_at(key.removeprefix(f"{NEIGHBOURS}-of-"), on)
    return gazetteer.group(spec, area, on)


def members_of(group: Group) -> tuple[dict, ...]:
    """Code and name of each council, and its distance where the group is one of statistical neighbours."""
    councils = ({"code": area.code, "name": area.name} for area in group.members)
    distances = [{"distance": far} for far in group.distances] or [{}] * len(group.members)
    return tuple(council | far for council, far in zip(councils, distances, strict=True))

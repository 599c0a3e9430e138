"""The groups that a place's outcomes are compared with: who is in them on a day, and their own values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from careplace.figures import Figure, Status
from careplace.measures import comparators
from careplace.measures.cache import cached
from careplace.measures.comparators import DEFAULT_AGAINST
from careplace.measures.dictionary import DEFINITION, Measure
from careplace.measures.outcomes.limits import METHODS, NAMES, limits
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import everywhere
from careplace.measures.reader import Reader
from careplace.measures.released import NOT_ADDED_UP, TABLE
from careplace.places.area import Area, Group, UnknownPlace

_WITH_ARTICLE = re.compile(
    r"^region: (North|South|East|West)\b|(Authority|Region|Board|ICB)$|^[^:]*: (Core Cities|Isles? of|City of)\b"
)


@dataclass(frozen=True)
class OutcomeComparator:
    """A named group as it is on the day of the report; at each period it is taken as it then was.

    `spoken` is its name inside a sentence. `missing` says why the place has no such group; it then has no members.
    """

    key: str
    name: str
    kind: str
    members: tuple[dict, ...]
    spoken: str
    notes: tuple[str, ...] = ()
    missing: str = ""


def comparators_of(
    reader: Reader, area: Area, against: Iterable[str] | None, on: date | None
) -> tuple[OutcomeComparator, ...]:
    """The comparators asked for, each once; of the default ones those that the place has and is not itself.

    Raises:
        UnknownPlace: for a group that is none of any place.
    """
    members_by_day = {}
    for spec in DEFAULT_AGAINST if against is None else against:
        group, key, missing = comparators.named(reader.gazetteer, spec, area, on)
        if against is not None or not (missing or group.code == area.code):
            members_by_day[key] = _comparator(group, key, missing)
    return tuple(members_by_day.values())


def england(reader: Reader) -> str:
    """The key of the nation whose councils a council's position is told among."""
    return next((code for code, area in reader.gazetteer.areas.items() if area.kind == "nation"), "")


@cached()
def members(reader: Reader, key: str, on: date | None) -> tuple[str, ...]:
    """Codes of the councils of a group on a day (None: as it stands); a council is made of itself.

    None where there was no such group.
    """
    area = reader.gazetteer.areas.get(key)
    if area and area.kind in ("council", "district"):
        return (key,)
    try:
        return comparators.of_key(reader.gazetteer, key, on).codes
    except UnknownPlace:
        return ()


@cached()
def group_value(reader: Reader, measure: Measure, key: str, period: str, breakdown: str) -> Figure:
    """The group's own figure: as published, else summed over its councils, else without a value and why.

    A figure that is published as suppressed is not summed: its parts would give it away.
    """
    cell = measure.id, period, breakdown
    places = everywhere(reader, [cell])[cell]
    published = places.get(key)
    is_published = published and (published.value is not None or published.status == Status.SUPPRESSED)
    return published if is_published else _summed(reader, measure, key, cell, places)


def spoken(name: str, kind: str) -> str:
    """A place's or group's name inside a sentence: "than in England", "in the West Midlands", "in the Isles of Scilly"."""
    if kind == "neighbours":
        return f"the {name[:1].lower()}{name[1:]}"
    return f"the {name}" if _WITH_ARTICLE.search(f"{kind}: {name}") else name


def _comparator(group: Group, key: str, missing: str) -> OutcomeComparator:
    members_of_group = comparators.members_of(group)
    return OutcomeComparator(
        key, group.name, group.kind, members_of_group, spoken(group.name, group.kind), group.notes, missing
    )


def _summed(reader: Reader, measure: Measure, key: str, cell: tuple, places: dict[str, Figure]) -> Figure:
    councils = members(reader, key, span(cell[1], measure.period_type)[1])
    figure = Figure(measure.id, key, cell[1], cell[2], unit=measure.unit, query="groups.py")
    parts = [places[code] for code in councils if code in places and _adds_up(places[code])]
    why = _why_not(measure, councils, parts)
    if why:
        return replace(figure, status=Status.MISSING, reason=why)
    sources = {prefix for part in parts for prefix in part.source.split("|") if prefix}
    early = any(part.status == Status.PROVISIONAL for part in parts)
    return replace(
        figure,
        **_calculated(measure, parts),
        status=Status.PROVISIONAL if early else Status.FINAL,
        reason=f"summed over all {len(parts)} councils of the group",
        source="|".join(sorted(sources)),
    )


def _adds_up(part: Figure) -> bool:
    """Whether a council's numbers can go into a sum: its two parts, or a count that is out of nothing."""
    counts = part.value is not None and part.status in (Status.FINAL, Status.PROVISIONAL)
    return counts and (part.numerator is not None or part.denominator is None)


def _why_not(measure: Measure, councils: tuple[str, ...], parts: list[Figure]) -> str:
    if not councils:
        return "there was no such group in that period"
    if measure.table == TABLE:
        return NOT_ADDED_UP
    if measure.combine != "sum":
        return "no figure of the group is published, and those of its councils do not add up to one"
    if len(parts) < len(councils):
        return f"no figure of the group is published, and {len(parts)} of its {len(councils)} councils have the numbers"
    if len({part.version for part in parts}) > 1:
        return "its councils are counted by more than one definition"
    if len({part.denominator is None for part in parts}) > 1 or not sum(_out_of(part) for part in parts):
        return "its councils' numbers do not add up to one"
    return ""


def _out_of(part: Figure) -> float:
    return 1 if part.denominator is None else part.denominator


def _calculated(measure: Measure, parts: list[Figure]) -> dict:
    """Value, parts, limits and method of a sum, calculated as those of a council are."""
    version = parts[0].version
    words = f"{DEFINITION}{version}" if version else ""
    if parts[0].denominator is None:
        return {"value": sum(part.number for part in parts), "method": f"sum{words}", "version": version}
    numerator, denominator = (
        sum(part.known(name) for part in parts) for name in ("numerator", "denominator")
    )
    row = {
        "value": (measure.per or 1) * numerator / denominator,
        "numerator": numerator,
        "denominator": denominator,
        "method": f"sum of numerators over sum of denominators{words}",
        "version": version,
    }
    if measure.limits not in ("wilson", "byar"):
        return row
    inputs = {name: row.get(name) for name in ("value", "numerator", "denominator", *NAMES, "margin")}
    inputs |= {"per": measure.per, "limits": measure.limits, "unit": measure.unit}
    ends = limits(pa.table({name: [value] for name, value in inputs.items()}))
    intervals = {name: float(values[0]) for name, values in ends.items() if values[0] == values[0]}
    return row | intervals | {"method": f"{METHODS[measure.limits]}{words}"}

"""From lookups of several years to who was in which group, and when.

A lookup says how things stood in its year, not since when. Where two lookups differ, the change is dated on 1 April of
the later one's year: councils, boards and their boundaries change on that day.
"""

from datetime import date

Period = tuple[date | None, date | None]
"""First day, and first day after; None where no lookup is older, or newer."""
Listed = dict[int, set[tuple[str, str]]]
"""By the year of the lookup, its (group, member)."""


def changed_on(year: int) -> date:
    """The day on which what is new in the lookup of a year is taken to have begun."""
    return date(year, 4, 1)


def by_year(rows: list[dict], group: str, member: str) -> Listed:
    """The pairs of every lookup, from rows of all of them with their `year`."""
    by_year: Listed = {}
    for row in rows:
        by_year.setdefault(row["year"], set()).add((row[group], row[member]))
    return by_year


def tenures(members: Listed) -> dict[tuple[str, str], Period]:
    """For each group and member, when the one was in the other.

    A lookup that names neither a pair's group nor its member says nothing of the pair: it may be of a part of the
    country.
    """
    pairs = set().union(*members.values()) if members else set()
    return {pair: _period(pair, members) for pair in pairs}


def _period(pair: tuple[str, str], members: Listed) -> Period:
    group, member = pair
    silent = {y for y, all_of in members.items() if not any(group == g or member == m for g, m in all_of)}
    return _between({y for y in members if pair in members[y]}, set(members) - silent)


def lifetimes(members: Listed) -> dict[str, Period]:
    """For each group, from when and until when lookups list it.

    It has ended by the first lookup without it that lists every member that it last had in some other group.
    """
    groups = {group for all_of in members.values() for group, _member in all_of}
    return {group: _between(_years(group, members), _speaking(group, members)) for group in groups}


def heirs_of(group: str, members: Listed) -> list[str]:
    """The groups that have what a group last had, in the first lookup without it.

    A member may be in several groups. One that it was in before as well took nothing over, unless no other did.
    """
    last = max(_years(group, members))
    later = min((year for year in _speaking(group, members) if year > last), default=None)
    if later is None:
        return []
    had = {member for g, member in members[last] if g == group}
    now = {pair for pair in members[later] if pair[1] in had}
    return sorted({g for g, _member in now - members[last] or now})


def _years(group: str, members: Listed) -> set[int]:
    return {year for year, all_of in members.items() if any(group == g for g, _member in all_of)}


def _speaking(group: str, members: Listed) -> set[int]:
    """The years whose lookup lists the group, or every member that it had in the nearest year that does."""
    years = _years(group, members)
    return years | {year for year in members if _members(group, members, year, years) <= _all(members[year])}


def _members(group: str, members: Listed, year: int, years: set[int]) -> set[str]:
    nearest = min(years, key=lambda year_known: (abs(year_known - year), year_known))
    return {member for g, member in members[nearest] if g == group}


def _all(pairs: set[tuple[str, str]]) -> set[str]:
    return {member for _group, member in pairs}


def _between(years: set[int], speaking: set[int]) -> Period:
    """From the first of the years, where an earlier one speaks of it, to the first later one that does."""
    began = changed_on(min(years)) if any(year < min(years) for year in speaking) else None
    ended = min((year for year in speaking if year > max(years)), default=None)
    return began, changed_on(ended) if ended else None

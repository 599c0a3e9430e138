"""What a place is made of in an edition at the period of a figure, so that a change of boundaries can be told."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from careplace.places.area import Area, UnknownPlace
from careplace.places.gazetteer import Gazetteer

_PERIODS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: date(y, m, d)),
    # 2011-12 may be a year of accounts as well: three months apart, and boundaries change in April.
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), lambda y, m: date(y, m, monthrange(y, m)[1])),
    (re.compile(r"(\d{4})-\d\d"), lambda y: date(y + 1, 3, 31)),
    (re.compile(r".*?(\d{4})\D*"), lambda y: date(y, 12, 31)),
)


def days(period: str) -> tuple[date, ...]:
    """The last day of a figure's period; for a change between two, that of each; none where the words are no period."""
    last_days = []
    for part in period.split(".."):
        for pattern, day in _PERIODS:
            if match := pattern.fullmatch(part):
                last_days.append(day(*map(int, match.groups())))
                break
    return tuple(last_days)


AreaOfEdition = tuple[Gazetteer, Area | None]


def made_of(gazetteer: Gazetteer, area: Area | None, on: date) -> frozenset[str] | None:
    """Codes of the councils that an area is made of on a day, its own where it is no group; None where there is no area."""
    if area is None:
        return None
    members = {m.member for m in gazetteer.members if m.group == area.code and m.lasts(on)}
    if members:
        return frozenset(members)
    try:
        return frozenset({gazetteer.as_at(area.code, on).code})
    except UnknownPlace:
        return frozenset()


def moved(before: AreaOfEdition, after: AreaOfEdition, periods: Iterable[str]) -> dict[str, str]:
    """{period: what changed} for the periods at which a place is made of other councils in one edition than in another.

    Args:
        before, after: (gazetteer, area) of each edition.
    """
    changes = {}
    for period in periods:
        for on in days(period):
            members_before, members_after = made_of(*before, on=on), made_of(*after, on=on)
            if members_before != members_after:
                changes[period] = _difference(before[0], after[0], members_before, members_after)
    return changes


def _difference(
    before: Gazetteer, after: Gazetteer, members_before: frozenset | None, members_after: frozenset | None
) -> str:
    if members_before is None or members_after is None:
        return f"the {'earlier' if members_before is None else 'later'} edition does not know the place"
    joined, left = (
        _names(after, members_after - members_before),
        _names(before, members_before - members_after),
    )
    return "; ".join(f"{what} {codes}" for what, codes in (("with", joined), ("without", left)) if codes)


def _names(gazetteer: Gazetteer, codes: Iterable[str]) -> str:
    return ", ".join(str(gazetteer.areas.get(code, code)) for code in sorted(codes))

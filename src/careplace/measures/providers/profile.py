"""What the Providers chapter says of one place at one snapshot: its figures, its comparators and its change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from careplace.figures import Figure
from careplace.measures.comparators import DEFAULT_AGAINST
from careplace.measures.providers import comparison
from careplace.measures.providers.comparison import Comparator
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.since import change_figures, earlier_mix, months_before, nearest_snapshot
from careplace.measures.reader import Reader
from careplace.places.area import Area, UnknownPlace
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, LEVELS, slug


class NotCovered(LookupError):
    """No snapshot that was asked for covers the place; the message says which snapshots do."""


@dataclass(frozen=True)
class Profile:
    """A place at a snapshot. `figures` are the place's own, its comparators' and the differences, by id.

    `changed_from` is the snapshot before that covers the place, None when there is none. `change_reason` says why no
    change is given.
    """

    area: Area
    as_at: date
    changed_from: date | None
    change_reason: str
    comparators: tuple[Comparator, ...]
    figures: dict[str, Figure]

    def figure(
        self, measure: str, breakdown: str, period: str | None = None, place: str | None = None
    ) -> Figure | None:
        """The figure of the place (or of a comparator, by its key) at the snapshot, None when there is none."""
        return self.figures.get(f"{measure}/{place or self.area.code}/{period or self.as_at}/{breakdown}")

    @cached_property
    def change_period(self) -> str:
        return f"{self.changed_from}..{self.as_at}"

    @cached_property
    def sectors(self) -> list[str]:
        """The sectors that the place has locations in, in the report's order."""
        return [key for key in sectors() if self.figure("locations", key)]


def profile(
    reader: Reader,
    area: Area,
    *,
    as_at: date | None = None,
    against: Iterable[str] | None = None,
    sector: str = "",
    since: int | None = None,
) -> Profile:
    """The profile of a place.

    Args:
        area: the place; a council that changed its code is found under the code that it had.
        as_at: the newest snapshot on or before this date is taken; None for the newest.
        against: comparators as Gazetteer.group names them; None for England and the region, where the place has them.
        sector: one sector's key, or empty for all.
        since: change is from the earlier snapshot nearest to so many months before, whose mix is then among the figures;
            None for the snapshot before.

    Raises:
        NotCovered: no such snapshot covers the place.
    """
    here, snapshot = _snapshot_of(reader, area, as_at)
    prefix = f"{sector}/" if sector else ""
    own = [f for f in reader.figures([here.code], snapshot, sector) if f"{f.breakdown}/".startswith(prefix)]
    if since is None:
        before = reader.changed_from(here.code, snapshot)
    else:
        before = nearest_snapshot(reader, here, snapshot, months_before(snapshot, since))
        own = [f for f in own if ".." not in f.period] + _since(reader, here, before, snapshot, prefix)
    codes = set(reader.members(here.code, snapshot))
    groups_by_key = {group.key: group for group in _comparators(reader, against, here, snapshot)}
    groups = tuple(groups_by_key.values())
    figures = list(own)
    of_now = [f for f in own if f.period == str(snapshot)]
    for group in groups:
        theirs = comparison.group_figures(reader, group, snapshot, prefix)
        figures += theirs + comparison.differences(of_now, group, theirs, codes)
    has_change = any(f.measure == "rating-change" for f in own)
    return Profile(
        here, snapshot, before, _change_reason(before, has_change), groups, {f.id: f for f in figures}
    )


def _since(reader: Reader, area: Area, before: date | None, snapshot: date, prefix: str) -> list[Figure]:
    if before is None:
        return []
    return [
        *change_figures(reader, area, before, snapshot, prefix),
        *earlier_mix(reader, area, before, prefix),
    ]


def _comparators(
    reader: Reader, against: Iterable[str] | None, area: Area, snapshot: date
) -> Iterator[Comparator]:
    """The comparators asked for; of the default ones those that the place has (England is in no region)."""
    for spec in DEFAULT_AGAINST if against is None else against:
        group = comparison.comparator(reader, spec, area, snapshot)
        itself = set(group.codes) == set(reader.members(area.code, snapshot))
        if against is not None or not (group.missing or itself):
            yield group


def _snapshot_of(reader: Reader, area: Area, as_at: date | None) -> tuple[Area, date]:
    """The place under the code it had at the newest snapshot that covers it."""
    for snapshot in reader.snapshots():
        if as_at and snapshot > as_at:
            continue
        if then := reader.covered_at(area, snapshot):
            return then, snapshot
    raise NotCovered(_not_covered(reader, area, as_at))


def _not_covered(reader: Reader, area: Area, as_at: date | None) -> str:
    dates = [str(snapshot) for snapshot in reader.snapshots() if reader.covered_at(area, snapshot)]
    when = f" on or before {as_at}" if as_at else ""
    if not dates:
        return f"No snapshot of this edition covers {area}. {_why(reader, area)}".rstrip()
    return f"No snapshot{when} covers {area}. It is covered at {', '.join(dates)}."


def _why(reader: Reader, area: Area) -> str:
    """Why even a snapshot of the whole nation does not cover the place."""
    if area.council:
        return f"It is a district; ask for its council, {reader.gazetteer.areas[area.council]}."
    for snapshot in reader.snapshots():
        try:
            reader.gazetteer.as_at(area.code, snapshot)
        except UnknownPlace as error:
            return str(error)
    return ""


def _change_reason(before: date | None, has_change: bool) -> str:
    if not before:
        return "no earlier snapshot in this edition covers the place"
    return "" if has_change else f"no locations are known to be in this sector both now and on {before}"


def as_json(profile: Profile, edition: str, sector: str) -> dict:
    """The object that `careplace profile --json` prints for a sector; shares are 0 to 1."""
    where = f"{sector}/overall/locations"
    rated = profile.figure("rated", where)
    unrated = profile.figure("unrated", where)
    return {
        "place": {"code": profile.area.code, "name": profile.area.name},
        "edition": edition,
        "as_at": str(profile.as_at),
        "sector": sector,
        "mix": _mix(profile, sector, profile.area.code),
        "rated": int(rated.number) if rated else 0,
        "unrated": int(unrated.number) if unrated else 0,
        "unrated_note": unrated.reason if unrated else "",
        "comparators": [_comparator_json(profile, group, sector) for group in profile.comparators],
        "change": _change_json(profile, sector),
        "change_note": profile.change_reason,
        "rating_age_years": {
            which: _value(profile.figure(f"rating-age-{which}", sector)) for which in ("median", "p90")
        },
        "figures": [_row(figure) for figure in profile.figures.values()],
    }


def _mix(profile: Profile, sector: str, place: str) -> list[dict]:
    return [
        {
            "rating": level,
            "count": _count(
                profile.figure("rating-count", f"{sector}/overall/locations/{slug(level)}", place=place)
            ),
            **_limits(
                profile.figure("rating-share", f"{sector}/overall/locations/{slug(level)}", place=place),
                "share",
            ),
        }
        for level in LEVELS
    ]


def _comparator_json(profile: Profile, group: Comparator, sector: str) -> dict:
    difference = profile.figure(
        "difference", f"{sector}/overall/locations/{GOOD_OR_OUTSTANDING}/against:{group.key}"
    )
    return {
        "key": group.key,
        "name": group.group.name,
        "members": list(group.members),
        "covered": group.covered,
        "members_covered": group.members_covered,
        "reason": group.reason,
        "mix": _mix(profile, sector, group.key) if group.covered else None,
        "difference": {"good_or_outstanding": _difference_json(difference)} if group.covered else None,
    }


def _difference_json(difference: Figure | None) -> dict | None:
    if difference is None:
        return None
    return _limits(difference, "points") | {"verdict": difference.reason, "method": difference.method}


def _change_json(profile: Profile, sector: str) -> dict | None:
    if not profile.changed_from or not profile.figure(
        "rating-change", f"{sector}/matched", profile.change_period
    ):
        return None
    counts = {
        kind.replace("-", "_"): _count(
            profile.figure("rating-change", f"{sector}/{kind}", profile.change_period)
        )
        for kind in (
            *("matched", "better", "same", "worse", "joined", "left", "followed", "first-rating"),
            *("rating-withdrawn", "joined-unrated", "left-unrated", "unrated-at-both"),
        )
    }
    table = {
        earlier: {
            later: _count(
                profile.figure(
                    "rating-change-table", f"{sector}/{slug(earlier)}/{slug(later)}", profile.change_period
                )
            )
            for later in LEVELS
        }
        for earlier in LEVELS
    }
    points = profile.figure("rating-change-points", f"{sector}/{GOOD_OR_OUTSTANDING}", profile.change_period)
    return {
        "from": str(profile.changed_from),
        "to": str(profile.as_at),
        **counts,
        "table": table,
        "good_or_outstanding": _limits(points, "points") if points else None,
    }


def _limits(figure: Figure | None, name: str) -> dict:
    return {
        name: _value(figure),
        "lower": figure.lower95 if figure else None,
        "upper": figure.upper95 if figure else None,
    }


def _row(figure: Figure) -> dict:
    return {"id": figure.id} | {name: getattr(figure, name) for name in figure.__slots__}


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None


def _count(figure: Figure | None) -> int:
    return int(figure.value) if figure and figure.value is not None else 0

"""A place beside a comparator: the group's own shares, and the difference with its limits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from careplace.figures import Figure, Status
from careplace.measures import comparators
from careplace.measures.cache import cached
from careplace.measures.providers.counting import LIMITS
from careplace.measures.providers.definitions import sectors
from careplace.measures.reader import Reader
from careplace.measures.verdicts import cannot_tell, verdict
from careplace.places.area import Area, Group
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, LEVELS, slug
from careplace.statistics.proportions import newcombe, wilson

COMPARED = (*(slug(level) for level in LEVELS), GOOD_OR_OUTSTANDING)
GROUPS = 48
"""How many groups' figures are cached: those of one take a third of a mebibyte."""
METHOD = "Newcombe"
METHOD_INSIDE = "Newcombe, taken as independent; cautious, since the place is counted in the group too"


@dataclass(frozen=True)
class Comparator:
    """A named group with its members at a snapshot. Nothing is given for a group that is not covered whole.

    `missing` says why a place has no such group (England is in no region, the Isles of Scilly have no neighbours).
    """

    group: Group
    members_covered: int
    key: str
    missing: str = ""

    @property
    def covered(self) -> bool:
        return self.members_covered == len(self.group.members) > 0

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return self.group.codes

    @property
    def members(self) -> tuple[dict, ...]:
        """Code and name of each council, and its distance where the group is one of statistical neighbours."""
        return comparators.members_of(self.group)

    @property
    def reason(self) -> str:
        if self.covered or self.missing:
            return self.missing
        return (
            f"this snapshot covers {self.members_covered} of the group's {len(self.group.members)} councils"
        )


def comparator(reader: Reader, spec: str, area: Area, snapshot: date) -> Comparator:
    """The comparator that `spec` names for `area` at the snapshot; see Gazetteer.group for what can be named."""
    group, key, missing = comparators.named(reader.gazetteer, spec, area, snapshot)
    return Comparator(group, len(reader.covered(group.codes, snapshot)), key, missing)


def of_key(reader: Reader, key: str, snapshot: date) -> Comparator:
    """The comparator whose key a figure's id holds: the inverse of `comparator(…).key`.

    Raises:
        UnknownPlace: for a key that names no group.
    """
    group = comparators.of_key(reader.gazetteer, key, snapshot)
    return Comparator(group, len(reader.covered(group.codes, snapshot)), key)


def group_figures(reader: Reader, group: Comparator, snapshot: date, prefix: str = "") -> list[Figure]:
    """Counts and shares of the group as one place whose code is the group's key: those that the edition stores of it
    (a region, England), else from its councils' own counts."""
    if not group.covered:
        return []
    return _group_figures(reader, group.key, group.codes, snapshot, prefix)


@cached(most=GROUPS)
def _group_figures(
    reader: Reader, key: str, codes: tuple[str, ...], snapshot: date, prefix: str
) -> list[Figure]:
    if stored := reader.of_group(key, snapshot, f"{prefix.split('/')[0]}/" if prefix else ""):
        return stored
    totals, source = reader.totals(codes, snapshot, prefix)
    by_services, figures = reader.lists_services(codes, snapshot), []
    for sector in sorted({breakdown.split("/")[0] for breakdown in totals}):
        # The home care of those councils alone whose files tell it is not the group's.
        if sectors()[sector].needs_services and not by_services:
            continue
        figures += _sector_figures(key, str(snapshot), sector, totals, source)
    return figures


def differences(
    place: Iterable[Figure], group: Comparator, figures: Iterable[Figure], codes: set[str]
) -> list[Figure]:
    """The place's shares less the group's, in percentage points, for every sector that both have.

    Args:
        place: the place's stored figures.
        group, figures: the comparator and its `group_figures`.
        codes: the councils that the place is made of.

    A place inside the group stays in it: the group is the published one, such as England. Newcombe's limits take the
    two as independent, which widens them a little where they overlap, so a difference is never called too soon
    (decision record 0003).
    """
    theirs = {figure.breakdown: figure for figure in figures if figure.measure == "rating-share"}
    mine = [
        f for f in place if f.measure == "rating-share" and f.breakdown in theirs and ".." not in f.period
    ]
    pairs = [(figure, theirs[figure.breakdown]) for figure in mine]
    members = set(group.codes)
    points = _in_points(pairs) if codes != members else [()] * len(pairs)
    return [
        _difference(*pair, group.key, members, codes, in_points)
        for pair, in_points in zip(pairs, points, strict=True)
    ]


def _in_points(pairs: list[tuple[Figure, Figure]]) -> list[tuple]:
    """(value, lower95, upper95, lower998, upper998) of each pair's difference, all calculated at once: a call for each
    of a page's hundred differences took half of the time to read a place."""
    counts = [(a.numerator, a.denominator, b.numerator, b.denominator) for a, b in pairs]
    x1, n1, x2, n2 = np.array(counts, float).reshape(-1, 4).T
    value, lower, upper = newcombe(x1, n1, x2, n2, LIMITS)
    return (np.column_stack([value, lower[0], upper[0], lower[1], upper[1]]) * 100).tolist()


def _difference(
    mine: Figure, theirs: Figure, key: str, members: set[str], codes: set[str], in_points: tuple
) -> Figure:
    difference = Figure(
        "difference",
        mine.place,
        mine.period,
        f"{mine.breakdown}/against:{key}",
        unit="points",
        source="|".join(sorted({*mine.source.split("|"), *theirs.source.split("|")} - {""})),
        query="comparison.py",
    )
    n1, n2 = mine.denominator, theirs.denominator
    if codes == members:
        return cannot_tell(difference, "the comparator is the place itself", status=Status.MISSING)
    if not n1 or not n2:
        why = "no location is rated here" if not n1 else "no location of the comparator is rated"
        return cannot_tell(difference, why, status=Status.MISSING)
    value, lower95, upper95, lower998, upper998 = in_points
    called = verdict(lower95, upper95)
    return replace(
        difference,
        value=value,
        lower95=lower95,
        upper95=upper95,
        lower998=lower998,
        upper998=upper998,
        method=METHOD_INSIDE if codes & members else METHOD,
        verdict=called,
        reason=called,
    )


def _sector_figures(
    key: str, period: str, sector: str, totals: dict[str, float], source: str
) -> list[Figure]:
    where = f"{sector}/overall/locations"
    hits = {level: totals.get(f"{where}/{level}", 0.0) for level in COMPARED}
    rated = sum(hits[slug(level)] for level in LEVELS)
    plain: dict[str, Any] = {"source": source, "query": "comparison.py"}
    limits = wilson(list(hits.values()), rated, LIMITS)
    figures = [Figure("rated", key, period, where, rated, "locations", method="count", **plain)]
    for n, (level, count) in enumerate(hits.items()):
        figures.append(
            Figure(
                "rating-count", key, period, f"{where}/{level}", count, "locations", method="count", **plain
            )
        )
        figures.append(
            _share(Figure("rating-share", key, period, f"{where}/{level}", **plain), count, rated, limits, n)
        )
    return figures


def _share(figure: Figure, count: float, rated: float, limits, n: int) -> Figure:
    figure = replace(figure, numerator=count, denominator=rated)
    if not rated:
        return replace(figure, status=Status.MISSING, reason="no location of the group is rated")
    return replace(
        figure,
        value=count / rated,
        lower95=float(limits.lower[0][n]),
        upper95=float(limits.upper[0][n]),
        lower998=float(limits.lower[1][n]),
        upper998=float(limits.upper[1][n]),
        method=limits.method,
    )

"""Everything that a place's data report is made from: what its providers are, and how people and services fare."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow.parquet as pq

from careplace.measures.outcomes.profile import OutcomesData, outcomes
from careplace.measures.outcomes.reading import newest_day
from careplace.measures.providers.profile import NotCovered, profile
from careplace.measures.providers.reading import Store
from careplace.measures.providers.report import ReportData, report_data
from careplace.places.area import Area
from careplace.places.outlines import outlines

CHAPTERS = ("providers", "populations", "system", "voices")
"""The chapters of a data report, in order."""

NO_OUTCOMES = "The edition has no figure of outcomes for this place"


@dataclass(frozen=True)
class DataReport:
    """A data report's content. `edition` is {id, made_from}; `place` {code, name, kind}.

    `as_at` is the last day that it tells of. `providers` and `outcomes` are None where the edition has nothing of the
    place; `without` then says why, by "providers" or "outcomes". `outlines` are the rings of the place and of the
    members of its comparators other than a nation, by code, in metres; empty where the edition has no boundaries.
    """

    place: dict
    edition: dict
    as_at: date
    providers: ReportData | None
    outcomes: OutcomesData | None
    chapters: tuple[str, ...] = CHAPTERS
    without: dict[str, str] = field(default_factory=dict)
    outlines: dict[str, list[np.ndarray]] = field(default_factory=dict)


def data_report(
    store: Store,
    area: Area,
    edition: dict,
    *,
    as_at: date | None = None,
    against: Iterable[str] | None = None,
    chapters: Iterable[str] = CHAPTERS,
) -> DataReport:
    """The data report of a place.

    Args:
        edition: names the edition and the files that it was made from.
        as_at: nothing later is told; None for all that the edition holds.
        against: comparators as Gazetteer.group names them; None for England and the region, where the place has them.
        chapters: those to tell, of CHAPTERS.

    Raises:
        NotCovered: the edition has nothing of the place, in any chapter that was asked for.
        UnknownPlace: a comparator is a group of no place.
    """
    wanted, without = tuple(key for key in CHAPTERS if key in set(chapters)), {}
    groups = None if against is None else tuple(against)
    try:
        providers = _providers(store, area, edition, as_at, groups) if "providers" in wanted else None
    except NotCovered as error:
        providers, without["providers"] = None, str(error).rstrip(".")
    told = outcomes(store, area, as_at=as_at, against=groups) if set(wanted) - {"providers"} else None
    if told is not None and not any(one.latest for section in told.sections for one in section.measures):
        told, without["outcomes"] = None, NO_OUTCOMES
    if providers is None and told is None:
        raise NotCovered("; ".join(without.values()))
    place = {"code": area.code, "name": area.name, "kind": area.kind}
    last = _last(store, providers, told, as_at)
    return DataReport(place, edition, last, providers, told, wanted, without, _outlines(store, area, told))


def _last(store: Store, providers: ReportData | None, told: OutcomesData | None, as_at: date | None) -> date:
    """The last day of the register's snapshot and of the outcomes."""
    days = [providers.as_at if providers else None, newest_day(store, as_at) if told else None]
    return max(day for day in days if day)


def _outlines(store: Store, area: Area, told: OutcomesData | None) -> dict[str, list[np.ndarray]]:
    path = store.folder / "tables" / "boundary.parquet"
    if told is None or not path.exists():
        return {}
    if "boundary" not in store.made:
        store.made["boundary"] = pq.read_table(path)
    groups = [group for group in told.comparators if group.kind != "nation"]
    codes = [member["code"] for group in groups for member in group.members]
    return outlines(store.made["boundary"], [area.code, *codes])


def _providers(
    store: Store, area: Area, edition: dict, as_at: date | None, against: tuple[str, ...] | None
) -> ReportData:
    return report_data(store, profile(store, area, as_at=as_at, against=against), edition)

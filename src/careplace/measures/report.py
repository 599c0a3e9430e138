"""Everything that a place's data report is made from: what its providers are, and how people and services fare."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from careplace.measures.assessment import Assessment, assessment
from careplace.measures.boundaries import boundaries
from careplace.measures.cache import cached
from careplace.measures.outcomes.groups import england, members
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import MeasureData, OutcomesData, outcomes
from careplace.measures.providers.profile import NotCovered, profile
from careplace.measures.providers.report import ReportData, report_data
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.places.outlines import GRID, outlines

CHAPTERS = ("providers", "populations", "system", "voices")
"""The chapters of a data report, in order."""

CONTEXT, SURVEYS = "about", "experience"
"""The sections that describe a place, and that hold what people said in surveys."""

LANDS = ("region", "combined authority", "integrated care board")
"""Kinds of comparators whose councils adjoin."""
LAND_GRID = 1000
"""Metres: under a pixel on a map of England."""

NO_OUTCOMES = "The edition has no figure of outcomes for this place"


@dataclass(frozen=True)
class DataReport:
    """A data report's content. `edition` is {id, made_from}; `place` {code, name, kind}.

    `as_at` is the last day that it tells of. `providers` and `outcomes` are None where the edition has nothing of the
    place; `without` then says why, by "providers" or "outcomes". `assessment` is CQC's of a council, None where
    `without` has "assessment", and of other places. `outlines` are the rings of the place and of the
    members of its comparators other than a nation, by code, in metres; empty where the edition has no boundaries.
    `land` are the rings of all England's councils, coarser, where a comparator is no land of its own. `renumbered` are
    the codes that its councils had or will have, each with the code that `place` and the comparators' members bear.
    """

    place: dict
    edition: dict
    as_at: date
    providers: ReportData | None
    outcomes: OutcomesData | None
    chapters: tuple[str, ...] = CHAPTERS
    without: dict[str, str] = field(default_factory=dict)
    outlines: dict[str, list[np.ndarray]] = field(default_factory=dict)
    land: dict[str, list[np.ndarray]] = field(default_factory=dict)
    renumbered: dict[str, str] = field(default_factory=dict)
    assessment: Assessment | None = None


def data_report(
    reader: Reader,
    area: Area,
    edition: dict,
    *,
    as_at: date | None = None,
    against: Iterable[str] | None = None,
    chapters: Iterable[str] = CHAPTERS,
    listed: bool = True,
) -> DataReport:
    """The data report of a place.

    Args:
        edition: names the edition and the files that it was made from.
        as_at: nothing later is told; None for all that the edition holds. Of a place that ended nothing later than its
            last day is: its figures are compared with those of their own time.
        against: comparators as Gazetteer.group names them; None for England and the region, where the place has them.
        chapters: those to tell, of CHAPTERS.
        listed: whether to list the locations, outcomes by their breakdowns, and outlines, which takes most of the time.

    Raises:
        NotCovered: the edition has nothing of the place, in any chapter that was asked for.
        UnknownPlace: a comparator is a group of no place.
    """
    groups = None if against is None else tuple(against)
    wanted = tuple(key for key in CHAPTERS if key in set(chapters))
    params = _Params(reader, area, edition, _until_its_end(reader, area, as_at), groups, wanted, listed)
    providers, no_providers = _providers(params)
    outcomes_data, no_outcomes = _outcomes(params)
    if providers is None and outcomes_data is None:
        raise NotCovered("; ".join(why for why in (no_providers, no_outcomes) if why))
    latest, no_assessment = assessment(reader, area, params.as_at) if "system" in wanted else (None, "")
    reasons = {"providers": no_providers, "outcomes": no_outcomes, "assessment": no_assessment}
    drawn_from = outcomes_data if listed else None
    return DataReport(
        place={"code": area.code, "name": area.name, "kind": area.kind},
        edition=edition,
        as_at=_last(providers, outcomes_data),
        providers=providers,
        outcomes=outcomes_data,
        chapters=wanted,
        without={part: why for part, why in reasons.items() if why},
        outlines=_outlines(reader, area, drawn_from),
        land=_land(reader, drawn_from),
        renumbered=_renumbered(reader, area, outcomes_data),
        assessment=latest,
    )


@dataclass(frozen=True)
class _Params:
    """What `data_report` was called with: `as_at` not after the end of the place, `chapters` in their order."""

    reader: Reader
    area: Area
    edition: dict
    as_at: date | None
    against: tuple[str, ...] | None
    chapters: tuple[str, ...]
    listed: bool


def _providers(params: _Params) -> tuple[ReportData | None, str]:
    """The register's part; None where it was not asked for, and where there is none, with the reason."""
    if "providers" not in params.chapters:
        return None, ""
    reader = params.reader
    try:
        place_profile = profile(reader, params.area, as_at=params.as_at, against=params.against)
    except NotCovered as error:
        return None, str(error).rstrip(".")
    return report_data(reader, place_profile, params.edition, params.listed), ""


def _outcomes(params: _Params) -> tuple[OutcomesData | None, str]:
    """The sections of the other chapters; None where none was asked for, and where there is no figure, with the reason."""
    chapters = set(params.chapters) - {"providers"}
    if not chapters:
        return None, ""
    data = outcomes(
        params.reader, params.area, as_at=params.as_at, against=params.against, parts=params.listed
    )
    data = _of_chapters(data, chapters)
    return (data, "") if _has_figures(data, params.area) else (None, NO_OUTCOMES)


def _until_its_end(reader: Reader, area: Area, as_at: date | None) -> date | None:
    days = [day for day in (as_at, reader.gazetteer.lineage.last_day(area)) if day]
    return min(days, default=None)


def _has_figures(outcomes_data: OutcomesData, area: Area) -> bool:
    """Whether there is a figure of how people fare; of a district those that describe it are all that is published."""
    sections = (s for s in outcomes_data.sections if s.key != CONTEXT or area.kind == "district")
    return any(data.latest for section in sections for data in section.measures)


def _of_chapters(outcomes_data: OutcomesData, chapters: set[str]) -> OutcomesData:
    """The sections of these chapters and what describes the place."""
    sections = tuple(
        section
        for section in outcomes_data.sections
        if section.chapter in chapters
        or section.key == CONTEXT
        or (section.key == SURVEYS and "voices" in chapters)
    )
    return replace(outcomes_data, sections=sections)


def _outcomes_of(outcomes_data: OutcomesData) -> list[MeasureData]:
    """The measures that have a figure, but for those that describe the place: a year of theirs does not say a day."""
    sections = (section for section in outcomes_data.sections if section.key != CONTEXT)
    return [data for section in sections for data in section.measures if data.latest]


def _described_by(outcomes_data: OutcomesData) -> list[MeasureData]:
    return [data for section in outcomes_data.sections for data in section.measures if data.latest]


def _last(providers: ReportData | None, outcomes_data: OutcomesData | None) -> date:
    """The last day of the register's snapshot and of the outcomes; of a district, of what describes it."""
    newest = (_outcomes_of(outcomes_data) or _described_by(outcomes_data)) if outcomes_data else []
    days = [span(data.latest_figure.period, data.measure.period_type)[1] for data in newest]
    return max([*days, *([providers.as_at] if providers else [])])


def _outlines(reader: Reader, area: Area, outcomes_data: OutcomesData | None) -> dict[str, list[np.ndarray]]:
    table = boundaries(reader) if outcomes_data else None
    if table is None or outcomes_data is None:
        return {}
    groups = [group for group in outcomes_data.comparators if group.kind != "nation"]
    codes = [member["code"] for group in groups for member in group.members]
    return outlines(table, [area.code, *codes], GRID)


def _renumbered(reader: Reader, area: Area, outcomes_data: OutcomesData | None) -> dict[str, str]:
    """Sheffield was E08000019 until April 2025, and most of its figures are of that code."""
    codes = (
        [member["code"] for group in outcomes_data.comparators for member in group.members]
        if outcomes_data
        else []
    )
    areas = reader.gazetteer.areas
    lines = {
        code: reader.gazetteer.lineage.line(areas[code]) for code in [area.code, *codes] if code in areas
    }
    return {earlier.code: code for code, line in lines.items() for earlier in line if earlier.code != code}


def _land(reader: Reader, outcomes_data: OutcomesData | None) -> dict[str, list[np.ndarray]]:
    """All England's councils, unless every comparator that is mapped is a land: eight cities alone are specks."""
    table = boundaries(reader) if outcomes_data else None
    if table is None or outcomes_data is None:
        return {}
    groups = [group.kind for group in outcomes_data.comparators if group.kind != "nation"]
    if groups and all(kind in LANDS for kind in groups):
        return {}
    return _land_at(reader, outcomes_data.as_at)


@cached(most=4)
def _land_at(reader: Reader, on: date | None) -> dict[str, list[np.ndarray]]:
    return outlines(boundaries(reader), members(reader, england(reader), on), LAND_GRID)

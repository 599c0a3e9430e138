"""Figures of the edition in a report: kept with the section as they were, and compared with those of today."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from careplace.casework.edition_reader import NoEdition, edition, reader_of
from careplace.casework.reviews.edition_figures import figure_words, nation_of
from careplace.figures import Figure, parse_id
from careplace.measures.outcomes.queries import everywhere, outcome_measures
from careplace.measures.providers.definitions import measures as provider_measures
from careplace.measures.reader import Reader
from careplace.publish.figure_titles import figure_title
from careplace.publish.wording import period

Kept = dict[str, Any]


@dataclass(frozen=True)
class ReportFigure:
    """A figure as a report has it: its words, the nation's ("" for none), and where they come from."""

    id: str
    words: str
    value: float | None
    unit: str
    title: str
    period: str
    edition: str
    nation: str = ""


@dataclass(frozen=True)
class Stale:
    """A figure that is not as it was when its section was saved; `now` is "" where the edition no longer has it."""

    section: str
    title: str
    before: str
    now: str


def report_figures(home: Path, ids: Iterable[str]) -> dict[str, ReportFigure]:
    """{id: figure} of those that the current edition has; none without an edition."""
    wanted = {id: parts for id in ids if (parts := _parts(id))}
    if not wanted:
        return {}
    try:
        with edition(home) as opened:
            return dict(_figures(reader_of(opened), opened.id, wanted))
    except NoEdition:
        return {}


def kept(figures: Iterable[ReportFigure]) -> dict[str, Kept]:
    """Figures as a section keeps them."""
    return {figure.id: asdict(figure) for figure in figures}


def stale(sections: Iterable[Any], current: Mapping[str, ReportFigure]) -> list[Stale]:
    """The figures of sections that the current edition has otherwise, or no longer."""
    return [
        Stale(section.title, before["title"], before["words"], now.words if now else "")
        for section in sections
        for id, before in section.figures.items()
        if (now := current.get(id)) is None or (now.value, now.words) != (before["value"], before["words"])
    ]


def _parts(id: str) -> tuple[str, str, str, str] | None:
    try:
        return parse_id(id)
    except ValueError:
        return None


def _figures(reader: Reader, edition_id: str, wanted: Mapping[str, tuple[str, str, str, str]]):
    measures = outcome_measures(reader)
    cells = {id: (measure, when, part) for id, (measure, _place, when, part) in wanted.items()}
    by_cell, nation = everywhere(reader, list(dict.fromkeys(cells.values()))), nation_of(reader.gazetteer)
    for id, (_measure, place, _when, _part) in wanted.items():
        figure = by_cell[cells[id]].get(place)
        if figure is not None and figure.value is not None:
            england = by_cell[cells[id]].get(nation.code) if nation else None
            yield id, _report_figure(figure, england, edition_id, measures)


def _report_figure(
    figure: Figure, england: Figure | None, edition_id: str, measures: Mapping[str, Any]
) -> ReportFigure:
    measure = measures.get(figure.measure) or provider_measures()[figure.measure]
    words = figure_words(measure, figure)
    when = period(figure.period, getattr(measure, "period_type", ""))
    title = figure_title(measure, figure.breakdown)
    of_nation = figure_words(measure, england) if england and england.value is not None else ""
    return ReportFigure(figure.id, words, figure.value, figure.unit, title, when, edition_id, of_nation)

"""The edition's headline figures next to a theme of a review: the place's latest, and England's of the same period.

They are read once for an edition and a place: a team opens the same pages all day.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from careplace.casework.edition_reader import NoEdition, edition, reader_of
from careplace.casework.reviews.framework import PACKAGE, Framework
from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import MeasureData
from careplace.measures.outcomes.queries import everywhere, of_codes, of_place, outcome_measures
from careplace.measures.providers.definitions import measures as provider_measures
from careplace.measures.providers.definitions import sectors
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.places.gazetteer import Gazetteer
from careplace.publish.figure_titles import PROVIDERS, RATED, figure_title
from careplace.publish.outcomes import Outcome
from careplace.publish.wording import written

CACHED = 16
"""Places whose figures stay in memory: some 40 figures each."""


@dataclass(frozen=True)
class Headline:
    """A headline measure of a place: its latest figure, and England's of that period, None where there is none."""

    measure: Measure
    figure: Figure
    england: Figure | None

    @property
    def title(self) -> str:
        """What the figure is called."""
        return figure_title(self.measure, self.figure.breakdown)


def theme_figures(home: Path, place: str, framework: Framework, theme: str) -> tuple[Headline, ...]:
    """The headline figures of the sections that belong to a theme; none without an edition, or for a theme without any."""
    sections = theme_sections().get(framework.id, {}).get(theme, ())
    try:
        with edition(home) as opened:
            everything = headlines(home, opened.id, place)
    except NoEdition:
        return ()
    return tuple(headline for headline in everything if headline.measure.section in sections)


def figure_words(measure: Measure, figure: Figure) -> str:
    """The value as reports of the place write it: "81.2%", "57.3"; of services with their number: "75% (3 of 4)"."""
    if measure.section == PROVIDERS:
        of = figure.unit == "share" and figure.denominator
        return written(figure) + (f" ({figure.numerator:,.0f} of {figure.denominator:,.0f})" if of else "")
    return written(figure, Outcome(MeasureData(measure, figure.breakdown)).form)


def nation_of(gazetteer: Gazetteer) -> Area | None:
    """The nation that an edition is of."""
    return next((area for area in gazetteer.areas.values() if area.kind == "nation"), None)


def nation_name(home: Path) -> str:
    """What the nation of the current edition is called; "England" without an edition."""
    try:
        with edition(home) as opened:
            nation = nation_of(opened.gazetteer)
    except NoEdition:
        nation = None
    return nation.name if nation else "England"


@cache
def theme_sections() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """{framework: {theme: sections of the dictionary}}."""
    return tomllib.loads((files(PACKAGE) / "theme_sections.toml").read_text("utf-8"))


@lru_cache(CACHED)
def headlines(home: Path, edition_id: str, place: str) -> tuple[Headline, ...]:
    """Every headline measure of which the place has a figure, in the dictionary's order. `edition_id` is part of the key.

    Raises:
        NoEdition: when there is none.
    """
    with edition(home) as opened:
        return tuple(_headlines(reader_of(opened), place))


def _headlines(reader: Reader, place: str) -> Iterator[Headline]:
    nation = nation_of(reader.gazetteer)
    england = nation.code if nation else ""
    yield from _of_sectors(reader, place, england)
    area = reader.gazetteer.areas.get(place)
    own = _series(of_place(reader, area, parts=False)) if area else {}
    national = _series(of_codes(reader, [england], parts=False)) if england else {}
    for id, measure in outcome_measures(reader).items():
        if measure.headline and id in own:
            latest = max(own[id].values(), key=lambda f: span(f.period, measure.period_type)[1])
            yield Headline(measure, latest, national.get(id, {}).get(latest.period))


def _of_sectors(reader: Reader, place: str, england: str) -> Iterator[Headline]:
    """How many rated services of each sector are good or outstanding, in the latest register that covers the place."""
    measure = provider_measures()["rating-share"]
    for snapshot in sorted(reader.snapshots(), reverse=True):
        cells = [(measure.id, snapshot.isoformat(), RATED.format(sector)) for sector in sectors()]
        by_cell = everywhere(reader, cells)
        own = [by_cell[cell] for cell in cells if place in by_cell[cell]]
        rated = [figures for figures in own if figures[place].value is not None]
        if rated:
            yield from (Headline(measure, figures[place], figures.get(england)) for figures in rated)
            return


def _series(figures: list[Figure]) -> dict[str, dict[str, Figure]]:
    """{measure: {period: figure}} of the figures of everybody that have a value."""
    series: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        if figure.value is not None and figure.breakdown == "all":
            series.setdefault(figure.measure, {})[figure.period] = figure
    return series

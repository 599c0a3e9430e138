"""The charts of the figures that a report cites, drawn as the place's data report draws them, of the same edition.

| chart | of |
|---|---|
| compared | all measures whose latest figure is cited, next to the nation and all councils |
| over time | each measure with a cited figure and at least two periods |
| ratings | each sector with a cited share of its ratings |

Each has its finding in words and its numbers in a table. A figure of another place, or of a part of the people, is in the
table of figures alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from careplace.figures import Figure
from careplace.publish import charts
from careplace.publish.chart_files.data import Row
from careplace.publish.chart_files.formats import ChartFile
from careplace.publish.chart_files.place_charts import chart_of, spine_of
from careplace.publish.chart_files.png import png
from careplace.publish.chart_files.standalone import captions, drawing, notes
from careplace.publish.content import Content, Sector
from careplace.publish.figure_titles import figure_title
from careplace.publish.outcomes import Outcome
from careplace.publish.wording import day, period, written

ON_PAPER = 0.72
"""How large a picture is on paper: its letters are then as large as those of the text."""
NONE = "none"
Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FigureChart:
    """A chart: what it is of, its finding, its notes, its numbers, and the name of its file.

    `rows` have a cell for each of `columns`, the first of which is the head of its row.
    """

    title: str
    finding: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Table
    html: str
    name: str = ""

    @property
    def alternative(self) -> str:
        """What is read aloud instead of the picture. The finding is not in it: its caption says that."""
        return f"Chart: {self.title}. Its numbers are in the table below."

    @property
    def png(self) -> bytes:
        """The picture as a file."""
        return png(drawing(self.html, self.alternative))

    @property
    def on_paper(self) -> Markup:
        """The picture as SVG."""
        return Markup(drawing(self.html, self.alternative, ON_PAPER))  # noqa: S704 - written as XML

    @property
    def record(self) -> dict:
        """Its words and numbers as plain values."""
        words = {"file": self.name, "title": self.title, "finding": self.finding, "notes": list(self.notes)}
        return words | {"columns": list(self.columns), "rows": [list(row) for row in self.rows]}


def figure_charts(content: Content, ids: Collection[str]) -> tuple[FigureChart, ...]:
    """The charts of figures of the place.

    Args:
        content: the place's data.
        ids: of the figures that the report cites.
    """
    outcomes = [outcome for outcome in _outcomes(content) if _is_cited(outcome, ids)]
    sectors = [sector for sector in content.sectors if _has_cited_share(sector, ids)]
    charts_or_none = (
        _compared(content, outcomes, ids),
        *(_over_time(content, outcome) for outcome in outcomes),
        *(_ratings(content, sector) for sector in sectors),
    )
    return tuple(
        replace(chart, name=f"figures-{number}.png")
        for number, chart in enumerate(filter(None, charts_or_none), start=1)
    )


def _outcomes(content: Content) -> Iterator[Outcome]:
    for section in content.outcomes.sections if content.outcomes else ():
        yield from (outcome for outcome in section.every if outcome.known)


def _is_cited(outcome: Outcome, ids: Collection[str]) -> bool:
    return any(figure.id in ids for figure in (outcome.latest, *outcome.points) if figure)


def _has_cited_share(sector: Sector, ids: Collection[str]) -> bool:
    shares = [*sector.shares(), sector.good_or_better()]
    return any(share.id in ids for share in shares if share)


def _compared(content: Content, outcomes: Collection[Outcome], ids: Collection[str]) -> FigureChart | None:
    cited = [outcome for outcome in outcomes if outcome.latest and outcome.latest.id in ids]
    file = spine_of(content, cited, "Figures of this report") if content.against else None
    if file is None:
        return None
    nearest = content.against[0]
    columns = ("Measure", "Period", content.name, nearest.name, f"Compared with {nearest.spoken}")
    rows = tuple(
        (
            _title(row.outcome),
            period(row.own.period, row.outcome.measure.period_type),
            written(row.own, row.outcome.form),
            written(row.theirs, row.outcome.form),
            row.words.capitalize(),
        )
        for row in charts.spine.rows(cited, nearest.key)
    )
    return _chart("Compared with other councils", file, columns, rows)


def _over_time(content: Content, outcome: Outcome) -> FigureChart | None:
    file = chart_of(content, "trend", outcome, f"trend-{outcome.anchor}")
    if file is None:
        return None
    series = tuple(dict.fromkeys(line for line, _figure in file.rows))
    cells = {(line, figure.period): written(figure, outcome.form) for line, figure in file.rows}
    points = [figure for run in outcome.shown for figure in run if figure.value is not None]
    rows = tuple(
        (_period(outcome, figure), *(cells.get((line, figure.period), NONE) for line in series))
        for figure in points
    )
    return _chart(_title(outcome), file, ("Period", *series), rows)


def _ratings(content: Content, sector: Sector) -> FigureChart | None:
    file = chart_of(content, "place-mix", sector, "mix")
    if file is None:
        return None
    title = f"Ratings: {sector.title}, {day(content.as_at)}"
    return _chart(title, file, ("Level", *_bars(file.rows)), _by_level(file.rows))


def _bars(rows: Collection[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(series.rpartition(": ")[0] for series, _figure in rows))


def _by_level(rows: Collection[Row]) -> Table:
    cells = {series: written(figure, "share1") for series, figure in rows}
    levels = dict.fromkeys(series.rpartition(": ")[2] for series in cells)
    return tuple((level, *(cells.get(f"{bar}: {level}", NONE) for bar in _bars(rows))) for level in levels)


def _chart(title: str, file: ChartFile, columns: tuple[str, ...], rows: Table) -> FigureChart:
    finding, subject = captions(file.html)
    return FigureChart(title, finding, (_sentence(subject), *notes(file.html)), columns, rows, file.html)


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def _title(outcome: Outcome) -> str:
    return figure_title(outcome.measure, outcome.breakdown)


def _period(outcome: Outcome, figure: Figure) -> str:
    return period(figure.period, outcome.measure.period_type)

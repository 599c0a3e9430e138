"""The charts of a place by name: the id of the chart's figure on the place's pages.

| name | chart |
|---|---|
| `mix` | ratings at a glance, next to the first comparator |
| `SECTOR-mix-chart`, `SECTOR-questions-chart`, `SECTOR-comparison-chart` | a sector's ratings |
| `spine-place`, `spine-SECTION` | measures next to the first comparator and all councils |
| `spine-path` | the published measures of a person's path |
| `trend-`, `control-`, `funnel-`, `map-`, `flow-`, `moves-` or `path-MEASURE` | one measure, by its anchor |
"""

from collections.abc import Callable, Iterable
from typing import Any

from careplace.figures import Figure
from careplace.publish import charts, findings
from careplace.publish.chart_files.data import Row
from careplace.publish.chart_files.formats import ChartFile
from careplace.publish.chart_files.sources import OUTLINES, source_lines
from careplace.publish.content import Content, Sector
from careplace.publish.outcomes import Outcome, part_name
from careplace.publish.page import Exhibits, environment

SECTORS = ("mix", "questions", "comparison")
MEASURES = ("trend", "control", "funnel", "map", "flow", "moves", "path")

PATH = "path"


def sector_of(name: str) -> str:
    """The key of the sector that a chart's name is of; "" where it is of none."""
    key, _, kind = name.removesuffix("-chart").rpartition("-")
    return key if name.endswith("-chart") and kind in SECTORS else ""


def place_chart(content: Content, name: str) -> ChartFile | None:
    """The chart of this name, drawn from the place's data; None where there is none, or nothing to draw.

    Args:
        content: the place's data, with the chapters, sections or sector that the chart is of.
    """
    subject = _subject(content, name)
    return chart_of(content, *subject, name) if subject else None


def spine_of(content: Content, outcomes: list[Outcome], title: str) -> ChartFile | None:
    """Some measures next to the first comparator and all councils, as `place_chart`."""
    return chart_of(content, "spine", (outcomes, "some", title, False), "spine-some") if outcomes else None


def chart_of(content: Content, kind: str, thing: Any, name: str) -> ChartFile | None:
    """The chart of a kind, of a sector, a measure or the parts of a spine chart, as `place_chart`."""
    template = environment().get_template("chart.html")
    html = template.render(
        report=content, exhibits=Exhibits(), paper=False, kind=kind, thing=thing, name=name
    )
    rows = tuple(_ROWS[kind](content, thing))
    if "<figure" not in html or not rows:
        return None
    about = (thing.latest if isinstance(thing, Outcome) else None) or rows[0][1]
    figures = [figure for _series, figure in rows]
    lines = source_lines(figures, content.sources, content.edition["id"], name, about)
    return ChartFile(html, tuple([OUTLINES, *lines] if kind == "map" else lines), rows)


def _subject(content: Content, name: str) -> tuple[str, Any] | None:
    """(kind, the sector, measure or measures of it) that a name means."""
    kind, _, anchor = name.partition("-")
    if name == "mix":
        return ("place-mix", content.chapters[0]) if content.chapters else None
    if key := sector_of(name):
        sector = next((sector for sector in content.sectors if sector.key == key), None)
        return (name.removesuffix("-chart").rpartition("-")[2], sector) if sector else None
    if kind == "spine":
        outcomes = spine_outcomes(content, anchor)
        return ("spine", (outcomes, *_spine_title(content, anchor))) if outcomes else None
    outcome = _outcome(content, anchor) if kind in MEASURES else None
    return (kind, outcome) if outcome else None


def spine_outcomes(content: Content, key: str) -> list[Outcome]:
    """The measures of a spine chart: of a section, or of the whole place those that differ most clearly."""
    if content.outcomes is None or not content.against:
        return []
    if key == "place":
        return findings.leading(content.told, content.against[0].key)
    if key == PATH:
        return content.path.published if content.path else []
    section = content.outcomes.section(key)
    return section.outcomes if section else []


def _spine_title(content: Content, key: str) -> tuple[str, str, bool]:
    """(key, title, whether short) of a spine chart, as `_outcome_charts.html` takes them."""
    if key == PATH and content.path:
        return key, content.path.title, False
    section = content.outcomes.section(key) if content.outcomes else None
    return (key, section.title, False) if section else (key, "What is strong and what is weak", True)


def _outcome(content: Content, anchor: str) -> Outcome | None:
    sections = content.outcomes.sections if content.outcomes else []
    outcomes = (outcome for section in sections for outcome in section.every)
    return next((o for o in outcomes if o.anchor == anchor and o.known), None)


def _mix_rows(content: Content, sector: Sector) -> Iterable[Row]:
    return _bar_rows(charts.mix_bars(sector, content.here, content.comparators))


def _place_mix_rows(content: Content, sector: Sector) -> Iterable[Row]:
    return _bar_rows(charts.mix_bars(sector, content.here, content.covered[:1], by_beds=False))


def _question_rows(content: Content, sector: Sector) -> Iterable[Row]:
    return _bar_rows(charts.question_bars(sector, content.code))


def _bar_rows(bars: list[charts.Bar]) -> Iterable[Row]:
    return ((f"{bar.label}: {part.level}", part.figure) for bar in bars for part in bar.segments)


def _comparison_rows(content: Content, sector: Sector) -> Iterable[Row]:
    _axis, dots = charts.comparison_dots(sector, content.here, content.comparators)
    return ((dot.label, dot.figure) for dot in dots)


def _spine_rows(content: Content, thing: tuple) -> Iterable[Row]:
    """Each measure's value, the comparator's, their difference, the ends of the range and the quartiles."""
    comparator = content.against[0]
    for row in charts.spine.rows(thing[0], comparator.key):
        title, councils = row.outcome.title, [f for f in row.outcome.data.everyone if f.value is not None]
        ends = (min(councils, key=lambda f: f.value), max(councils, key=lambda f: f.value))
        difference = row.outcome.difference(comparator.key)
        yield f"{title}: {content.name}", row.own
        yield f"{title}: {comparator.name}", row.theirs
        if difference is not None:
            yield f"{title}: difference", difference
        yield from zip((f"{title}: lowest council", f"{title}: highest council"), ends, strict=True)
        yield from zip(_quartiles(title), row.outcome.data.quartiles, strict=True)


def _quartiles(title: str) -> list[str]:
    return [f"{title}: {part}" for part in ("lower quartile", "median", "upper quartile")]


def _trend_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    chart = charts.lines.trend(outcome, content.here, content.against, content.measured)
    lines = chart.lines if chart else ()
    return ((line.name, point.figure) for line in lines for run in line.runs for point in run.points)


def _control_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    control = outcome.data.control if charts.control.control(outcome) else None
    if control is None:
        return
    yield from ((content.name, point) for point in control.points)
    for series, lines in (
        ("mean", control.mean),
        ("lower limit", control.lower),
        ("upper limit", control.upper),
    ):
        yield from ((series, line) for line in lines if line.value is not None)


def _funnel_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    chart = charts.funnel.of_place(outcome, content.against)
    if chart is None or chart.own is None:
        return
    names = {member["code"]: member["name"] for group in content.against for member in group.members}
    yield content.name, chart.own.figure
    yield "England", chart.england
    yield from ((names.get(place.figure.place, place.figure.place), place.figure) for place in chart.others)


def _map_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    members = content.map_group.members if content.map_group else ()
    rows = charts.named(outcome, members, content.here, content.renumbered)
    yield from ((name, figure) for name, figure, _letter in rows)
    yield from zip(_quartiles("England’s councils"), outcome.data.quartiles or (), strict=False)


def _flow_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    partings = charts.flow.flow(outcome)
    if partings and outcome.latest:
        yield content.name, outcome.latest
    for parting in partings:
        yield from ((part_name(band.figure.breakdown), band.figure) for band in parting.bands)


def _moves_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    drawn = charts.moves.moves(outcome)
    return ((move.words, move.figure) for move in drawn.moves) if drawn else ()


def _path_rows(content: Content, outcome: Outcome) -> Iterable[Row]:
    chart = charts.path.path(outcome)
    bars = (bar for stop in chart.stops for bar in stop.bars) if chart else ()
    return ((bar.move.words, bar.move.figure) for bar in bars)


_ROWS: dict[str, Callable[[Content, Any], Iterable[tuple[str, Figure]]]] = {
    "place-mix": _place_mix_rows,
    "mix": _mix_rows,
    "questions": _question_rows,
    "comparison": _comparison_rows,
    "spine": _spine_rows,
    "trend": _trend_rows,
    "control": _control_rows,
    "funnel": _funnel_rows,
    "map": _map_rows,
    "flow": _flow_rows,
    "moves": _moves_rows,
    "path": _path_rows,
}

"""From an outcome back to the rows of the raw files, or to the figures that it is calculated from.

A value is looked for again in the observations: the query that made it runs once more, over the edition's own tables.
What is never stored is calculated again from its id.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from careplace.engine import Engine, sql_text
from careplace.figures import Figure, parse_id
from careplace.measures import comparators
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes import control, gap, groups, spread
from careplace.measures.outcomes.comparison import differences
from careplace.measures.outcomes.groups import group_value
from careplace.measures.outcomes.observing import observe_for
from careplace.measures.outcomes.pairs import pair
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.published_rows import formula, has_origins, published_rows
from careplace.measures.outcomes.queries import PACKAGE, everywhere, of_place, outcome_measures
from careplace.measures.outcomes.segments import segments
from careplace.measures.outcomes.trend import newest, trends
from careplace.measures.providers.tracing import Trace, UnknownFigure
from careplace.measures.reader import Reader
from careplace.places.area import UnknownPlace

DERIVED = ("difference", "quartile", "worst-quarter", "best-quarter", "trend", "control", "gap")
NEAREST = 3


def traces(reader: Reader, figure_id: str) -> bool:
    """Whether the id is that of an outcome."""
    measure = parse_id(figure_id)[0]
    return measure in outcome_measures(reader) or measure in {f"outcome-{kind}" for kind in DERIVED}


def trace(reader: Reader, figure_id: str) -> Trace:
    """Follow an outcome's figure to its origin. The measure of a derived figure is the one that it is derived from.

    Raises:
        ValueError: `figure_id` does not read as an id.
        UnknownFigure: nothing in the edition has it; the message names the nearest ids.
    """
    id = figure_id.strip()
    measure, place, period, breakdown = parse_id(id)
    try:
        if measure.startswith("outcome-"):
            traced = _derived(reader, measure.removeprefix("outcome-"), place, period, breakdown)
        else:
            traced = _value(reader, outcome_measures(reader)[measure], place, period, breakdown)
    except (UnknownPlace, ValueError):
        traced = None
    if traced is None or traced.figure.id != id:
        raise UnknownFigure(f"No figure of this edition has the id {id}.{_nearest(reader, id)}")
    return traced


def _value(reader: Reader, measure: Measure, place: str, period: str, breakdown: str) -> Trace | None:
    cell = measure.id, period, breakdown
    figure = everywhere(reader, [cell])[cell].get(place)
    if (figure is None or figure.value is None) and _is_group(reader, measure, place, period):
        figure = group_value(reader, measure, place, period, breakdown)
    if figure is None:
        return None
    if figure.query == "groups.py":
        return _of(measure, figure, _members(reader, measure, place, period, breakdown))
    text = sql_text(PACKAGE, figure.query) if figure.query.endswith(".sql") else figure.method
    rows = tuple(_rows(reader, measure, figure))
    return Trace(figure, measure, text, rows, (), "outcomes", formula=formula(rows, measure.per))


def _is_group(reader: Reader, measure: Measure, key: str, period: str) -> bool:
    area = reader.gazetteer.areas.get(key)
    council = area is not None and area.kind in ("council", "district")
    return not council and bool(groups.members(reader, key, span(period, measure.period_type)[1]))


def _derived(reader: Reader, kind: str, place: str, period: str, breakdown: str) -> Trace | None:
    id, _, where = breakdown.partition("/")
    measure = outcome_measures(reader).get(id)
    remake = _REMADE.get(kind)
    return remake(reader, measure, place, period, where) if measure and remake else None


def _difference(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
    breakdown, _, key = where.partition("/against:")
    mine = everywhere(reader, [(measure.id, period, breakdown)])[measure.id, period, breakdown].get(place)
    if mine is None or mine.value is None or not key:
        return None
    # A group that is none today is none at all; one that was none in the period is told so in the difference.
    if not _is_group(reader, measure, key, period):
        comparators.of_key(reader.gazetteer, key, None)
    compared_pair = pair(reader, measure, mine, key)
    (figure,) = differences([compared_pair])
    return _of(measure, figure, [mine, compared_pair.theirs])


def _quarter(which: int):
    def remade(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
        breakdown, _, key = where.partition("/against:")
        cell = measure.id, period, breakdown
        mine = everywhere(reader, [cell])[cell].get(place)
        quarters = spread.quarters(reader, measure, mine, key) if mine and mine.value is not None else None
        return quarters and _of(
            measure, quarters[which], spread.values(reader, measure, key, period, breakdown)[0]
        )

    return remade


def _quartile(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
    breakdown, _, name = where.rpartition("/")
    five = spread.summary(reader, measure, place, period, breakdown)
    if not five or name not in spread.NAMES:
        return None
    parts = spread.values(reader, measure, place, period, breakdown)[0]
    return _of(measure, five[spread.NAMES.index(name)], parts)


def _trend(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
    run = _run(reader, measure, place, period, where)
    (figure,) = trends([(measure, run)])
    return _of(measure, figure, newest(run)) if figure else None


def _control(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
    breakdown, _, name = where.rpartition("/")
    run = _run(reader, measure, place, period, breakdown)
    chart = control.control(measure, [run]) if run else None
    if chart is None or len(chart.groups) > 1 or name not in control.LINES:
        return None
    return _of(measure, chart.lines[control.LINES.index(name)], run)


def _gap(reader: Reader, measure: Measure, place: str, period: str, where: str) -> Trace | None:
    parts = [
        figure
        for figure in _series(reader, measure, place)
        if figure.period == period and figure.breakdown.startswith(f"{where}:")
    ]
    gap_figure = gap.gap(measure, where, parts)
    return _of(measure, gap_figure, parts) if gap_figure else None


_REMADE = {
    "difference": _difference,
    "quartile": _quartile,
    "worst-quarter": _quarter(0),
    "best-quarter": _quarter(1),
    "trend": _trend,
    "control": _control,
    "gap": _gap,
}


def _run(reader: Reader, measure: Measure, place: str, period: str, breakdown: str) -> tuple[Figure, ...]:
    """The place's figures from the first to the last period of an id, where they lie in one segment."""
    first, _, last = period.partition("..")
    own = [figure for figure in _series(reader, measure, place) if figure.breakdown == breakdown]
    for run in segments(measure, own):
        ids = [figure.period for figure in run]
        if first in ids and last in ids:
            return run[ids.index(first) : ids.index(last) + 1]
    return ()


def _series(reader: Reader, measure: Measure, place: str) -> list[Figure]:
    area = reader.gazetteer.areas.get(place)
    return [figure for figure in of_place(reader, area) if figure.measure == measure.id] if area else []


def _members(reader: Reader, measure: Measure, key: str, period: str, breakdown: str) -> list[Figure]:
    councils = groups.members(reader, key, span(period, measure.period_type)[1])
    places = everywhere(reader, [(measure.id, period, breakdown)])[measure.id, period, breakdown]
    return [places[code] for code in councils if code in places]


def _of(measure: Measure, figure: Figure, parts: Iterable[Figure]) -> Trace:
    return Trace(figure, measure, figure.method, (), tuple(part.id for part in parts), "outcomes")


def _rows(reader: Reader, measure: Measure, figure: Figure) -> list[dict]:
    """The published rows behind a figure: those that `origins/` lists, or the one row that it was read from."""
    tables, area = reader.folder / "tables", reader.gazetteer.areas.get(figure.place)
    # The site follows figures too, in workers that share a machine: what does not fit spills to the disk.
    with Engine("512MB", threads=1) as engine:
        if has_origins(figure.query):
            return published_rows(engine, tables, measure, figure, area.kind if area else "trust")
        observe_for(engine, tables, figure.query)
        seen = engine.rows(
            sql_text(PACKAGE, "trace.sql"),
            {
                "table": measure.table,
                "series": measure.series,
                "version": figure.version,
                "place": figure.place,
                "period": figure.period,
                "breakdown": figure.breakdown,
            },
        )
        return _likest(engine, measure, figure, [row["source_row"] for row in seen if row["source_row"]])


def _likest(engine: Engine, measure: Measure, figure: Figure, numbers: list[int]) -> list[dict]:
    """The rows of the figure's files that have most of its place, period, series, part and value in their cells.

    `numbers` are the rows' own where each observation is one row: several sheets of a workbook have a row of that
    number. Without them the rows must name the place.
    """
    columns = {row["column_name"]: row["column_type"] for row in engine.rows(f'describe "{measure.table}"')}
    cells = [name for name, kind in columns.items() if kind == "VARCHAR" and name not in ("source", "sheet")]
    days = [f'"{name}" between $first and $last' for name, kind in columns.items() if kind == "DATE"]
    slugs = [f"trim(regexp_replace(lower(\"{name}\"), '[^a-z0-9]+', '-', 'g'), '-')" for name in cells]
    numeric = [f'"{name}"' for name, kind in columns.items() if kind in ("DOUBLE", "BIGINT", "INTEGER")]
    likeness = [
        *(
            _any(f'"{name}" = $place' for name in cells),
            _any(days),
            _any(f"{slug} = $part" for slug in slugs),
        ),
        # A code that a measure had once stands in a later column than the code that it has.
        *(f'coalesce(list_contains($series, "{name}"), false)::int / {n}' for n, name in enumerate(cells, 2)),
        _any(f"abs({name} - $value * {scale}) < 1e-9" for name in numeric for scale in (1, 100)),
    ]
    # Place publications are of one sheet, and do not name it.
    origin = [name for name in ("source", "sheet", "source_row") if name in columns]
    first, last = span(figure.period, measure.period_type)
    needed = "list_contains($rows, source_row)" if numbers else f"{likeness[0]} = 1 and len($rows) = 0"
    return engine.rows(
        f"select * exclude (likeness) from (select *, {' + '.join(likeness)} as likeness "
        f'from "{measure.table}" where {needed} and list_contains($files, left(source, 12))) '
        f"qualify likeness = max(likeness) over () order by {', '.join(origin)}",
        {
            "rows": numbers,
            "files": figure.source.split("|"),
            "place": figure.place,
            "first": first,
            "last": last,
            "part": figure.breakdown.rpartition(":")[2],
            "series": measure.series.split("/"),
            "value": figure.value,
        },
    )


def _any(conditions: Iterable[str]) -> str:
    return f"coalesce({' or '.join(conditions) or '$first > $last'}, false)::int"


def _nearest(reader: Reader, figure_id: str) -> str:
    """The ids of stored figures that are most like this one, in a sentence."""
    measure, place, period, breakdown = parse_id(figure_id)
    if measure.startswith("outcome-"):
        measure = breakdown.partition("/")[0]
    area = reader.gazetteer.areas.get(place)
    own = of_place(reader, area) if area else []
    ids = [figure.id for figure in own if figure.measure == measure] or [figure.id for figure in own]
    near = (
        get_close_matches(f"{measure}/{place}/{period}/all", ids, NEAREST, 0)
        if measure in outcome_measures(reader)
        else []
    )
    return f" The nearest are {', '.join(near)}." if near else ""

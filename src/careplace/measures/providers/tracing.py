"""From a number back to its query, the rows of the register that it counts, and the raw file of each row."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from careplace.engine import sql_text
from careplace.figures import Figure, parse_id
from careplace.measures.providers import comparison
from careplace.measures.providers.definitions import Measure, measures
from careplace.measures.providers.matching import match
from careplace.measures.providers.register import see_snapshot
from careplace.measures.providers.since import change_figures, nearest_snapshot
from careplace.measures.providers.statements import PACKAGE, ROWS, filled, relation, see_parts, statement
from careplace.measures.reader import Reader
from careplace.places.area import UnknownPlace
from careplace.ratings.scale import KEY_QUESTIONS, slug

NEAREST = 3


class UnknownFigure(LookupError):
    """No figure of the edition has this id."""


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from.

    `rows` are the rows of published files that a counted figure counts (columns of trace.sql; `amount` is what each
    adds) or that a summed or modelled one is made of (columns of origins/origin.sql, which `formula` puts together);
    `out_of` are the rows that its denominator counts, or of which it counts none; `parts` are the ids of the figures
    that it is calculated from.
    `room` is the folder of measures that its query is in.
    """

    figure: Figure
    measure: Measure
    query: str
    rows: tuple[dict, ...]
    parts: tuple[str, ...]
    room: str = "providers"
    out_of: tuple[dict, ...] = ()
    formula: str = ""


def trace(reader: Reader, figure_id: str) -> Trace:
    """Follow a figure to its origin.

    Raises:
        ValueError: `figure_id` does not read as an id.
        UnknownFigure: nothing in the edition has it.
    """
    measure_id, place, period, breakdown = parse_id(figure_id)
    if measure_id not in measures():
        raise UnknownFigure(f"{measure_id!r} is not a measure; the measures are {', '.join(measures())}")
    measure = measures()[measure_id]
    figure, codes = _find(reader, figure_id.strip(), place, period, breakdown)
    text = sql_text(PACKAGE, figure.query) if figure.query.endswith(".sql") else figure.method
    if not measure.rows:
        return Trace(figure, measure, text, (), _parts(reader, figure))
    listed = _rows(reader, figure, measure, codes)
    rows, out_of = ([_plain(row) for row in listed if row[which]] for which in ("counts", "in_base"))
    return Trace(
        figure, measure, text, tuple(rows), (), out_of=tuple(out_of if len(out_of) > len(rows) else ())
    )


def _plain(row: dict) -> dict:
    """A row without what says how it was used."""
    return {name: value for name, value in row.items() if name not in ("counts", "in_base")}


def _find(reader, figure_id, place, period, breakdown) -> tuple[Figure, list[str]]:
    """The figure and the councils that it is counted over; what no edition stores is calculated again."""
    snapshot = _snapshot(reader, period, figure_id)
    stored = [f for f in reader.figures([place], snapshot, breakdown) if f.id == figure_id]
    if stored:
        return stored[0], reader.members(place, snapshot)
    try:
        calculate = _changed if ".." in period else _compared
        figures, codes = calculate(reader, place, period, breakdown)
    except UnknownPlace as error:
        calculated_here = place not in reader.gazetteer.areas or "/against:" in breakdown
        why = f": {error}" if calculated_here else f".{_nearest(reader, figure_id, place, snapshot)}"
        raise UnknownFigure(f"No figure of this edition has the id {figure_id}{why}") from None
    matches = [figure for figure in figures if figure.id == figure_id]
    if not matches:
        near = _nearest(reader, figure_id, place, snapshot)
        raise UnknownFigure(f"No figure of this edition has the id {figure_id}.{near}")
    return matches[0], codes


def _nearest(reader: Reader, figure_id: str, place: str, snapshot: date) -> str:
    """The ids of the place's stored figures that are most like this one, in a sentence."""
    measure = f"{figure_id.split('/')[0]}/"
    days = [snapshot, *reader.snapshots()]
    ids_of_day = next((ids for day in days if (ids := [f.id for f in reader.figures([place], day)])), [])
    near = get_close_matches(
        figure_id, [id for id in ids_of_day if id.startswith(measure)] or ids_of_day, NEAREST, 0
    )
    return f" The nearest are {', '.join(near)}." if near else ""


def _changed(reader: Reader, place: str, period: str, breakdown: str) -> tuple[list[Figure], list[str]]:
    """The figures of change of a place between two snapshots that cover it; and its councils at the later."""
    days = {str(day): day for day in reader.snapshots()}
    first, _dots, last = period.partition("..")
    if first not in days or last not in days:
        return [], []
    earlier, later = days[first], days[last]
    area = reader.gazetteer.as_at(place, later)
    if nearest_snapshot(reader, area, later, earlier) != earlier:
        return [], []
    return change_figures(reader, area, earlier, later, breakdown), reader.members(place, later)


def _compared(reader: Reader, place: str, period: str, breakdown: str) -> tuple[list[Figure], list[str]]:
    """The figures of a comparator, or of the place beside it; and the comparator's councils."""
    snapshot = date.fromisoformat(period)
    where, separator, key = breakdown.partition("/against:")
    group = comparison.of_key(reader, key if separator else place, snapshot)
    theirs = comparison.group_figures(reader, group, snapshot, where)
    if not separator:
        return theirs, list(group.codes)
    codes = set(reader.members(place, snapshot))
    own = reader.figures([place], snapshot, where)
    return comparison.differences(own, group, theirs, codes), list(group.codes)


def _snapshot(reader: Reader, period: str, figure_id: str) -> date:
    try:
        snapshot = date.fromisoformat(period.split("..")[-1])
    except ValueError:
        raise UnknownFigure(f"{period!r} in {figure_id} is not a date or two dates joined by '..'") from None
    if snapshot not in reader.snapshots():
        days_in_words = ", ".join(str(days_in_words) for days_in_words in reader.snapshots())
        raise UnknownFigure(f"This edition has no snapshot at {snapshot}; it has {days_in_words}")
    return snapshot


_CHANGE_OF = {"rating-change-points": "rating-share", "rating-change-count": "rating-count"}


def _parts(reader: Reader, figure: Figure) -> tuple[str, ...]:
    """Ids of the figures that a calculated figure is made from."""
    if figure.measure == "difference":
        where, key = figure.breakdown.split("/against:")
        return tuple(f"rating-share/{place}/{figure.period}/{where}" for place in (figure.place, key))
    if measure := _CHANGE_OF.get(figure.measure):
        sector, level = figure.breakdown.split("/")
        return tuple(
            f"{measure}/{reader.gazetteer.as_at(figure.place, date.fromisoformat(day)).code}/{day}/"
            f"{sector}/overall/locations/{level}"
            for day in figure.period.split("..")
        )
    where = f"{figure.breakdown}/overall/locations/good-or-outstanding"
    councils = reader.councils_with("rating-share", where, date.fromisoformat(figure.period))
    return tuple(f"rating-share/{code}/{figure.period}/{where}" for code in councils)


def _rows(reader: Reader, figure: Figure, measure: Measure, codes: list[str]) -> list[dict]:
    """What the measure's statement looked at for the figure; `counts` and `in_base` say which rows went into it."""
    file = figure.query.removeprefix(f"{ROWS}/") if figure.query.startswith(ROWS) else measure.rows[0]
    values = {"breakdown": figure.breakdown, "parts": measure.parts}
    see_parts(reader.engine)
    if measure.period_type == "two days":
        _see_change(reader, figure)
        query = filled("trace_change.sql", rows=statement(file))
        return reader.engine.rows(query, {"place": figure.place} | values)
    _see_snapshot(reader, figure.period)
    query = filled("trace.sql", rows=statement(file), row=_row_column(figure.breakdown))
    kind = {"out_of": measure.out_of, "calculate": measure.calculate}
    return reader.engine.rows(query, {"councils": codes} | values | kind)


def _see_snapshot(reader: Reader, snapshot: str) -> None:
    """Let the statements see the register of a snapshot."""
    see_snapshot(reader.engine, reader.folder / "tables", snapshot, "here")
    relation(reader.engine, "location_in_sector", "location_in_sector.sql")
    relation(reader.engine, "rating_in_sector", "rating_in_sector.sql")


def _see_change(reader: Reader, figure: Figure) -> None:
    """Let the statements see what changed in the figure's place."""
    earlier, later = (date.fromisoformat(day) for day in figure.period.split(".."))
    match(reader, reader.gazetteer.resolve(figure.place, on=later), earlier, later)


def _row_column(breakdown: str) -> str:
    """The column of the register with the row of the rating that the breakdown is of."""
    parts = breakdown.split("/")
    question = next((name for name in KEY_QUESTIONS if slug(name) in parts), "overall")
    return f"{slug(question).replace('-', '_')}_row"

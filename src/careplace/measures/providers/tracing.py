"""From a number back to its query, the rows of the register that it counts, and the raw file of each row."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from careplace.engine import sql_text
from careplace.figures import Figure, parse_id
from careplace.measures.providers import comparison
from careplace.measures.providers.definitions import Measure, measures, sectors
from careplace.measures.providers.matching import match
from careplace.measures.providers.reading import Store
from careplace.measures.providers.register import PACKAGE
from careplace.places.area import UnknownPlace
from careplace.ratings.scale import LEVELS, slug, words

NEAREST = 3


class UnknownFigure(LookupError):
    """No figure of the edition has this id."""


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from.

    `rows` are the rows of published files that a counted figure counts (columns of trace.sql) or that a summed or
    modelled one is made of (columns of origins/origin.sql, which `formula` puts together); `out_of` are the rows that
    its denominator counts, or of which it counts none; `parts` are the ids of the figures that it is calculated from.
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


def trace(store: Store, figure_id: str) -> Trace:
    """Follow a figure to its origin.

    Raises:
        ValueError: `figure_id` does not read as an id.
        UnknownFigure: nothing in the edition has it.
    """
    measure_id, place, period, breakdown = parse_id(figure_id)
    if measure_id not in measures():
        raise UnknownFigure(f"{measure_id!r} is not a measure; the measures are {', '.join(measures())}")
    measure = measures()[measure_id]
    figure, codes = _find(store, figure_id.strip(), place, period, breakdown)
    parts = _parts(store, figure) if measure.rows == "figures" else ()
    rows = () if parts else tuple(_rows(store, figure, measure.rows, codes))
    text = sql_text(PACKAGE, figure.query) if figure.query.endswith(".sql") else figure.method
    wider = _OUT_OF.get(measure.rows, "")
    out_of = tuple(_rows(store, figure, wider, codes)) if wider else ()
    return Trace(figure, measure, text, rows, parts, out_of=out_of)


def _find(store, figure_id, place, period, breakdown) -> tuple[Figure, list[str]]:
    """The figure and the councils that it is counted over; what no edition stores is calculated again."""
    snapshot = _snapshot(store, period, figure_id)
    stored = [f for f in store.figures([place], snapshot, breakdown) if f.id == figure_id]
    if stored:
        return stored[0], store.members(place, snapshot)
    try:
        figures, codes = _compared(store, place, snapshot, breakdown)
    except UnknownPlace as error:
        calculated_here = place not in store.gazetteer.areas or "/against:" in breakdown
        why = f": {error}" if calculated_here else f".{_nearest(store, figure_id, place, snapshot)}"
        raise UnknownFigure(f"No figure of this edition has the id {figure_id}{why}") from None
    matches = [figure for figure in figures if figure.id == figure_id]
    if not matches:
        near = _nearest(store, figure_id, place, snapshot)
        raise UnknownFigure(f"No figure of this edition has the id {figure_id}.{near}")
    return matches[0], codes


def _nearest(store: Store, figure_id: str, place: str, snapshot: date) -> str:
    """The ids of the place's stored figures that are most like this one, in a sentence."""
    measure = f"{figure_id.split('/')[0]}/"
    days = [snapshot, *store.snapshots()]
    ids_of_day = next((ids for day in days if (ids := [f.id for f in store.figures([place], day)])), [])
    near = get_close_matches(
        figure_id, [id for id in ids_of_day if id.startswith(measure)] or ids_of_day, NEAREST, 0
    )
    return f" The nearest are {', '.join(near)}." if near else ""


def _compared(store: Store, place: str, snapshot: date, breakdown: str) -> tuple[list[Figure], list[str]]:
    """The figures of a comparator, or of the place beside it; and the comparator's councils."""
    where, separator, key = breakdown.partition("/against:")
    group = comparison.of_key(store, key if separator else place, snapshot)
    theirs = comparison.group_figures(store, group, snapshot, where)
    if not separator:
        return theirs, list(group.codes)
    codes = set(store.members(place, snapshot))
    own = store.figures([place], snapshot, where)
    return comparison.differences(own, group, theirs, codes), list(group.codes)


def _snapshot(store: Store, period: str, figure_id: str) -> date:
    try:
        snapshot = date.fromisoformat(period.split("..")[-1])
    except ValueError:
        raise UnknownFigure(f"{period!r} in {figure_id} is not a date or two dates joined by '..'") from None
    if snapshot not in store.snapshots():
        days_in_words = ", ".join(str(days_in_words) for days_in_words in store.snapshots())
        raise UnknownFigure(f"This edition has no snapshot at {snapshot}; it has {days_in_words}")
    return snapshot


def _parts(store: Store, figure: Figure) -> tuple[str, ...]:
    """Ids of the figures that a calculated figure is made from."""
    if figure.measure == "difference":
        where, key = figure.breakdown.split("/against:")
        return tuple(f"rating-share/{place}/{figure.period}/{where}" for place in (figure.place, key))
    if figure.measure == "rating-change-points":
        sector, level = figure.breakdown.split("/")
        return tuple(
            f"rating-share/{store.gazetteer.as_at(figure.place, date.fromisoformat(day)).code}/{day}/"
            f"{sector}/overall/locations/{level}"
            for day in figure.period.split("..")
        )
    where = f"{figure.breakdown}/overall/locations/good-or-outstanding"
    councils = store.councils_with("rating-share", where, date.fromisoformat(figure.period))
    return tuple(f"rating-share/{code}/{figure.period}/{where}" for code in councils)


def _changed(store: Store, figure: Figure) -> list[dict]:
    """The locations of a figure of change."""
    earlier, later = (date.fromisoformat(day) for day in figure.period.split(".."))
    match(store, store.gazetteer.resolve(figure.place, on=later), earlier, later)
    sector, *rest = figure.breakdown.split("/")
    if len(rest) == 2:
        words = {"then": _WORDS[rest[0]][0], "now": _WORDS[rest[1]][0]}
        condition = "m.earlier_rating = $then and m.later_rating = $now"
    elif rest == ["followed"]:
        words: dict = {}
        condition = "m.followed"
    else:
        kinds = ["better", "same", "worse"] if rest == ["matched"] else [rest[0].replace("-", " ")]
        words, condition = {"kinds": kinds}, "list_contains($kinds, m.change)"
    query = sql_text(PACKAGE, "trace_change.sql").replace("{condition}", condition)
    return store.engine.rows(query, {"place": figure.place, "sector": sector} | words)


def _rows(store: Store, figure: Figure, kind: str, codes: list[str]) -> list[dict]:
    """The rows of the register that are of a `kind`, as measures.toml names it, among those of the figure."""
    if kind == "change":
        return _changed(store, figure)
    sector, *rest = figure.breakdown.split("/")
    condition, values = _condition(kind, rest)
    within = {"sector": sector} if sector in sectors() else {}
    folder = store.folder / "tables"
    store.engine.view_parquet("here_all", folder / "register" / f"{figure.period}.parquet")
    store.engine.view_parquet("here_sector", folder / "location_sector" / f"{figure.period}.parquet")
    query = sql_text(PACKAGE, "trace.sql").replace("{sector}", _IN_SECTOR if within else "true")
    return store.engine.rows(
        query.replace("{condition}", condition).replace("{row}", _row_column(rest)),
        {"councils": codes} | within | values,
    )


_IN_SECTOR = (
    "exists (select 1 from here_sector as s where s.location_id = h.location_id and s.sector = $sector)"
)
_RATED = "in ('Outstanding', 'Good', 'Requires improvement', 'Inadequate')"
_WORDS = {slug(level): [level] for level in LEVELS} | {"good-or-outstanding": ["Good", "Outstanding"]}
_SIZES = {
    "1-to-10-beds": "h.beds between 1 and 10",
    "11-to-25-beds": "h.beds between 11 and 25",
    "26-to-50-beds": "h.beds between 26 and 50",
    "51-beds-or-more": "h.beds >= 51",
}


def _row_column(rest: list[str]) -> str:
    domain = rest[0].replace("-", "_") if rest else "overall"
    return f"{domain}_row" if domain in _DOMAINS else "overall_row"


_DOMAINS = ("overall", "safe", "effective", "caring", "responsive", "well_led")


def _condition(rows: str, rest: list[str]) -> tuple[str, dict]:
    """SQL that picks the rows behind a figure, and its parameters."""
    domain = rest[0].replace("-", "_") if rest and rest[0].replace("-", "_") in _DOMAINS else "overall"
    if rows == "level":
        return f"list_contains($words, h.{domain})", {"words": _WORDS[rest[2]]}
    if rows == "rated":
        return f"h.{domain} {_RATED}", {}
    if rows == "unrated":
        return _NOT_RATED[domain == "overall"].format(domain=domain), {}
    if rows == "kind":
        word = "coalesce(h.overall, 'Not rated')" if domain == "overall" else f"h.{domain}"
        return f"list_contains($words, {word})", {"words": _KINDS[rest[2]]}
    if rows == "regulations":
        columns = (
            "list_contains([h.safe, h.effective, h.caring, h.responsive, h.well_led, h.overall], 'Regulations"
        )
        met = f"{columns} met') and not {columns} not met')"
        return (met if rest[0] == "met" else f"{columns} not met')"), {}
    if rows == "inherited":
        return f"h.inherited and h.overall {_RATED}", {}
    if rows == "aged":
        return f"h.overall {_RATED} and h.published_on is not null", {}
    if rows == "dormant":
        return "h.dormant", {}
    if rows in _LARGEST:
        return _LARGEST[rows], {}
    if rows.startswith("band"):
        condition, values = _band(rest[0])
        return condition + _RATED_IN_BAND.get(rows, ""), values
    return "true", {}


_RATED_IN_BAND = {
    "band-good": " and h.overall in ('Outstanding', 'Good')",
    "band-rated": f" and h.overall {_RATED}",
}
# Which rows a share's denominator counts, and among which rows a count looks: a count of none has no rows of its own.
_OUT_OF = {
    "level": "rated",
    "band-good": "band-rated",
    **dict.fromkeys(
        (
            "rated",
            "unrated",
            "kind",
            "regulations",
            "inherited",
            "dormant",
            "band",
            "largest-provider",
            "largest-brand",
        ),
        "all",
    ),
}
# A key question that a location has no word for is not counted; an overall without a word is "Not rated".
_NOT_RATED = {True: f"coalesce(h.overall, 'Not rated') not {_RATED}", False: "h.{domain} not " + _RATED}
_KINDS = {
    kind.replace(" ", "-"): [word for _published, word, kind_of_word in words() if kind_of_word == kind]
    for _published, _word, kind in words()
}
# The provider with the most locations; of several with as many, the one that the count names.
_LARGEST = {
    f"largest-{which}": (
        f"h.{which}_id = (select g.{which}_id from here_all as g "
        "inner join here_sector as s on s.location_id = g.location_id and s.sector = $sector "
        f"where g.counted and list_contains($councils, g.council) and g.{which}_id is not null "
        f"group by g.{which}_id order by count(*) desc, g.{which}_id limit 1)"
    )
    for which in ("provider", "brand")
}


def _band(band: str) -> tuple[str, dict]:
    """SQL that picks the rows of a band of size, or of the people served."""
    if band in _SIZES:
        return f"h.care_home and {_SIZES[band]}", {}
    folded = "trim(regexp_replace(lower(b), '[^a-z0-9]+', '-', 'g'), '-')"
    bands = "(select unnest(string_split(trim(h.user_bands, '|'), '|')) as b)"
    return f"h.user_bands is not null and exists (select 1 from {bands} where {folded} = $band)", {
        "band": band
    }

"""Figures: a list by measure, place, period and breakdown; and one, with where it comes from."""

import json
import re
from dataclasses import asdict
from functools import cache

import pyarrow as pa
from ninja import Path, Query, Router
from pydantic import Field

from careplace.engine import sql_text
from careplace.figures import Figure as TracedFigure
from careplace.measures.cache import cached
from careplace.measures.outcomes.nearest import nearest_of
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import codes_of, outcome_measures
from careplace.measures.providers.tracing import Trace as Traced
from careplace.measures.providers.tracing import UnknownFigure
from careplace.measures.tracing import trace
from careplace.places.area import UnknownPlace
from careplace.publish.source_files import files_behind
from careplace.web.public.api.editions import source
from careplace.web.public.api.paging import after, page_response
from careplace.web.public.api.params import Day, Id, Key, Paged, Part, PlaceText, place_of
from careplace.web.public.api.responses import json_response
from careplace.web.public.api.schemas import Figure, Nearest, Trace, one_of, page_of
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_called
from careplace.web.shell.errors import NoSuchPage

router = Router(tags=["Figures"])
LAST = "\U0010ffff"
ROWS = 500
ORDER = ("place", "measure", "breakdown", "period")
_IF = re.compile(r"-- if (\w+)$")


class FigureParams(Paged):
    """Which figures."""

    place: PlaceText | None = Field(
        None,
        description="code, slug or name of a place (under every code that it has had); or a trust's code",
    )
    measure: Key | None = Field(None, description="id of a measure of the dictionary")
    period: Part | None = Field(None, max_length=30, description="the period, as figures write it")
    breakdown: Part | None = Field(
        None, description="a breakdown, and every part of it: `age` finds `age:65-and-over`"
    )
    from_: Day | None = Field(None, alias="from", description="only periods that begin on this day or later")
    to: Day | None = Field(None, description="only periods that end on this day or earlier")


@router.get("/figures", response=page_of(Figure), operation_id="figures", summary="Figures")
def figures(request, params: Query[FigureParams]):
    """Figures of the edition by place, measure, breakdown and period. Those that are calculated when a place is read
    (differences, trends, quartiles) are not listed: ask for one by its id."""
    edition = request.edition
    begin = after(params.cursor, len(ORDER))
    codes = _codes(edition, params.place) if params.place else None
    values = {
        "low": max(min(codes) if codes else "", begin[0]),
        "high": max(codes) if codes else LAST,
        "rows": params.limit + 1,
        **_conditions(edition, params, codes),
        **_days(params),
    }
    if params.cursor:
        values |= {f"after_{name}": where for name, where in zip(ORDER, begin, strict=True)}
    rows = edition.rows(_query(edition, params, values), values)
    whole = [{"id": _id(row), **row} for row in rows]
    return json_response(
        page_response(request, whole, params.limit, lambda row: tuple(row[name] for name in ORDER))
    )


def _conditions(edition: EditionCursor, params: FigureParams, codes: list[str] | None) -> dict:
    """What was requested of the figures, by the names of figures.sql; one code is what low and high are."""
    requested = {
        "places": codes if codes and len(codes) > 1 else None,
        "measure": _measure(edition, params.measure),
        "period": params.period,
        "breakdown": params.breakdown,
    }
    return {name: value for name, value in requested.items() if value is not None}


def _query(edition: EditionCursor, params: FigureParams, values: dict) -> str:
    # Without periods, DuckDB sorts keys alone and reads the other columns of the rows of one page: a third less time.
    figures = "figure"
    if _days(params):
        edition.engine.register("figure_period", periods(edition))
        figures = f"({sql_text(__package__, 'figures_between.sql')})"
    return _only(frozenset(values) | ({"begun"} if params.cursor else set())).replace("{figures}", figures)


@cache
def _only(names: frozenset[str]) -> str:
    """figures.sql without the lines of conditions that are not among `names`."""
    lines = sql_text(__package__, "figures.sql").splitlines()
    conditions = ((line, _IF.search(line)) for line in lines if not line.startswith("--"))
    return "\n".join(line for line, condition in conditions if condition is None or condition[1] in names)


def _days(params: FigureParams) -> dict:
    """The days that periods are between, where there are any."""
    return {"from": params.from_, "to": params.to} if params.from_ or params.to else {}


def _id(row: dict) -> str:
    return "/".join((row["measure"], row["place"], row["period"], row["breakdown"]))


def _codes(edition: EditionCursor, text: str) -> list[str]:
    """The codes that figures of a place stand under; trusts have figures and are no areas."""
    if place_called(edition, text) is None and text.upper() in _measured(edition):
        return [text.upper()]
    return codes_of(edition.reader, place_of(edition, text))


@cached()
def _measured(edition: EditionCursor) -> frozenset[str]:
    return frozenset(row["place"] for row in edition.rows("select distinct place from figure"))


def _measure(edition: EditionCursor, id: str | None) -> str | None:
    if id is not None and id not in types(edition):
        raise NoSuchPage(f"No measure of this edition has the id {id!r}: /api/v1/measures lists them.")
    return id


@cached()
def types(edition: EditionCursor) -> dict[str, str]:
    """{measure: its type of period}, of every measure of the edition."""
    rows = edition.rows("select id, entry from measure")
    return {row["id"]: json.loads(row["entry"]).get("period_type") or "" for row in rows}


@cached()
def periods(edition: EditionCursor) -> pa.Table:
    """measure, period, first_day, last_day of every period that the edition has figures of."""
    rows = edition.rows("select distinct measure, period from figure order by measure, period")
    spans = [span(row["period"], types(edition).get(row["measure"], "")) for row in rows]
    first, last = zip(*spans, strict=True) if spans else ((), ())
    names = {name: pa.array([row[name] for row in rows], pa.string()) for name in ("measure", "period")}
    days = {"first_day": pa.array(first, pa.date32()), "last_day": pa.array(last, pa.date32())}
    return pa.table(names | days)


@router.get(
    "/figures/{path:id}",
    response=one_of(Figure, trace=(Trace, ...), nearest=(Nearest | None, ...)),
    operation_id="figure",
    summary="One figure, traced",
)
def figure(request, id: Path[Id]):
    """Any figure by its id, also one that is calculated when a place is read; with its query, its rows and its files."""
    edition = request.edition
    try:
        traced = trace(edition.reader, id)
    except (UnknownFigure, UnknownPlace, ValueError) as error:
        raise NoSuchPage(str(error)) from None
    data = {"id": traced.figure.id, **asdict(traced.figure)}
    more = {"trace": _trace(edition, traced), "nearest": _nearest(edition, traced.figure)}
    return json_response({"edition": edition.id, "data": data, **more})


def _nearest(edition: EditionCursor, figure: TracedFigure) -> dict | None:
    """What is published of nearly the same thing as a released figure, and whether the two may be compared."""
    measure = outcome_measures(edition.reader).get(figure.measure)
    near = nearest_of(edition.reader, measure, figure) if measure and figure.breakdown == "all" else None
    if near is None:
        return None
    return {
        "measure": near.published.id if near.published else None,
        "here": _as_data(near.here),
        "england": _as_data(near.england),
        "differences": near.differences,
        "may_be_compared": not near.why_not,
        "why_not": near.why_not,
    }


def _as_data(figure: TracedFigure | None) -> dict | None:
    return {"id": figure.id, **asdict(figure)} if figure else None


def _trace(edition: EditionCursor, traced: Traced) -> dict:
    behind = files_behind([traced.figure], edition.made_from)
    return {
        "query": traced.query,
        "query_file": f"careplace/measures/{traced.room}/{traced.figure.query}",
        "rows": list(traced.rows[:ROWS]),
        "rows_in_all": len(traced.rows),
        "out_of": list(traced.out_of[:ROWS]),
        "out_of_in_all": len(traced.out_of),
        "formula": traced.formula,
        "parts": list(traced.parts),
        "sources": [source(file) for file in behind],
    }

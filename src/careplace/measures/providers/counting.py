"""Counts one snapshot, or one change, as measures.toml and rows/*.sql define it, into figures."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace import figures as shape
from careplace.engine import Engine, sql_text
from careplace.figures import Status
from careplace.measures.dictionary import Measure
from careplace.measures.providers.definitions import measures
from careplace.measures.providers.statements import PACKAGE, ROWS, filled, statement
from careplace.statistics.proportions import wilson, wilson_weighted

LIMITS = (0.95, 0.998)
NONE_RATED = "no location here is rated"


def counted(engine: Engine, period_type: str, period: str) -> Iterator[pa.Table]:
    """The figures of every measure whose periods are of the type. In: member, and what the statements read."""
    chosen = [measure for measure in measures().values() if measure.period_type == period_type]
    for kinds, figures in ((BY_PART, _by_part), (BY_HOLDING, _by_holding), (QUANTILES, _quantiles)):
        yield from figures(engine, [measure for measure in chosen if measure.calculate in kinds], period)


def _by_part(engine: Engine, chosen: list[Measure], period: str) -> Iterator[pa.Table]:
    """The figures of all measures that are counted by the parts of parts.sql."""
    engine.script(PACKAGE, "council_cell.sql")
    for file in _files(chosen):
        engine.connection.execute(filled("cell.sql", name=file, rows=statement(file)))
    engine.register("counted_measure", pa.Table.from_pylist(_counted_measures(chosen), _COUNTED_MEASURE))
    counts = engine.sql(sql_text(PACKAGE, "count_by_part.sql"))
    for calculate, columns in BY_PART.items():
        of_kind = counts.filter(pc.equal(counts["calculate"], calculate))
        for by_beds in (False, True):
            rows = of_kind.filter(pc.equal(of_kind["by_beds"], by_beds))
            yield shape.from_arrays(period=period, **_identity(rows), **columns(rows))


def _counted_measures(chosen: list[Measure]) -> list[dict]:
    return [
        {name: getattr(measure, name) for name in ("calculate", "unit", "parts", "out_of", "zeros")}
        | {"measure": measure.id, "statement": file}
        for measure in chosen
        for file in measure.rows
    ]


def _identity(rows: pa.Table) -> dict:
    query = pc.binary_join_element_wise(ROWS, rows["statement"], "/")
    return {name: rows[name] for name in ("measure", "place", "breakdown", "unit")} | {"query": query}


def _counts(rows: pa.Table) -> dict:
    return {"value": rows["amount"], "method": rows["calculate"], "label": rows["label"]}


def _shares(rows: pa.Table) -> dict:
    hits, out_of, squares = (rows[name].to_numpy() for name in ("amount", "out_of", "squares"))
    weighted = pc.any(rows["by_beds"]).as_py()
    limits = wilson_weighted(hits, out_of, squares, LIMITS) if weighted else wilson(hits, out_of, LIMITS)
    none = out_of == 0
    return {
        "value": np.divide(hits, out_of, out=np.full(out_of.shape, np.nan), where=~none),
        "numerator": hits,
        "denominator": out_of,
        "lower95": limits.lower[0],
        "upper95": limits.upper[0],
        "lower998": limits.lower[1],
        "upper998": limits.upper[1],
        "method": limits.method,
        "status": pc.if_else(pa.array(none), Status.MISSING.value, Status.FINAL.value),
        "reason": pc.if_else(pa.array(none), NONE_RATED, ""),
    }


def _by_holding(engine: Engine, chosen: list[Measure], period: str) -> Iterator[pa.Table]:
    """The figures of all measures that look at how much of a place each provider or brand has."""
    for file in _files(chosen):
        engine.connection.execute(filled("holding.sql", rows=statement(file)))
        for measure in (measure for measure in chosen if file in measure.rows):
            columns = BY_HOLDING[measure.calculate](engine)
            yield _figures(measure, file, period, **columns)


def _distinct(engine: Engine) -> dict:
    counts = engine.sql(sql_text(PACKAGE, "count_parts.sql"))
    return {
        "place": counts["place"],
        "breakdown": counts["breakdown"],
        "value": counts["parts"],
        "method": "count",
    }


def _largest(engine: Engine) -> dict:
    largest = engine.sql(sql_text(PACKAGE, "largest.sql"))
    amount, out_of = largest["amount"].to_numpy(), largest["out_of"].to_numpy()
    return {
        "place": largest["place"],
        "breakdown": largest["breakdown"],
        "value": amount / out_of,
        "numerator": amount,
        "denominator": out_of,
        "method": "share of a full count: no interval",
        "label": largest["label"],
    }


def _quantiles(engine: Engine, chosen: list[Measure], period: str) -> Iterator[pa.Table]:
    for measure in chosen:
        for file in measure.rows:
            yield _figures(measure, file, period, **_quantile(engine, measure, file))


def _quantile(engine: Engine, measure: Measure, file: str) -> dict:
    query = filled("quantile.sql", quantile=str(measure.quantile), rows=statement(file))
    quantiles = engine.sql(query)
    return {
        "place": quantiles["place"],
        "breakdown": quantiles["breakdown"],
        "value": quantiles["amount"],
        "denominator": quantiles["locations"],
        "method": "quantile between order statistics",
    }


def _figures(measure: Measure, file: str, period: str, **columns) -> pa.Table:
    return shape.from_arrays(
        measure=measure.id, period=period, query=f"{ROWS}/{file}", unit=measure.unit, **columns
    )


def _files(chosen: list[Measure]) -> list[str]:
    return list(dict.fromkeys(file for measure in chosen for file in measure.rows))


BY_PART: dict[str, Callable[[pa.Table], dict]] = {"count": _counts, "sum": _counts, "share": _shares}
"""What `calculate` in measures.toml may say of a measure that is counted by part, and what makes its columns."""
BY_HOLDING: dict[str, Callable[[Engine], dict]] = {"distinct": _distinct, "largest": _largest}
"""What it may say of one that looks at how much each provider or brand has, and what makes its columns."""
QUANTILES = ("quantile",)
_COUNTED_MEASURE = pa.schema(
    [(name, pa.string()) for name in ("measure", "statement", "calculate", "unit", "parts", "out_of")]
    + [("zeros", pa.bool_())]
)

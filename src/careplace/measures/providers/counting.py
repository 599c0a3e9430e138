"""Counts one snapshot, or one change, as measures.toml and rows/*.sql define it, into figures."""

from collections.abc import Callable, Iterator

import numpy as np
import pyarrow as pa

from careplace import figures as shape
from careplace.engine import Engine, sql_text
from careplace.figures import Status
from careplace.measures.dictionary import Measure
from careplace.measures.providers.definitions import measures
from careplace.measures.providers.statements import PACKAGE, filled, statement
from careplace.statistics.proportions import wilson, wilson_weighted

LIMITS = (0.95, 0.998)
NONE_RATED = "no location here is rated"


def counted(engine: Engine, period_type: str, period: str) -> Iterator[pa.Table]:
    """The figures of every measure whose periods are of the type. In: member, and what the statements read."""
    chosen = [measure for measure in measures().values() if measure.period_type == period_type]
    for file in dict.fromkeys(file for measure in chosen for file in measure.rows):
        engine.connection.execute(filled("cell.sql", rows=statement(file)))
        for measure in chosen:
            if file in measure.rows:
                columns = CALCULATIONS[measure.calculate](engine, measure)
                yield shape.from_arrays(measure=measure.id, period=period, query=f"rows/{file}", **columns)


def _count(engine: Engine, measure: Measure) -> dict:
    counts = _by_part(engine, measure)
    return {
        "place": counts["place"],
        "breakdown": counts["breakdown"],
        "value": counts["amount"],
        "unit": _units(counts, measure),
        "method": measure.calculate,
        "label": counts["label"],
    }


def _share(engine: Engine, measure: Measure) -> dict:
    counts = _by_part(engine, measure)
    hits, out_of, squares = (counts[name].to_numpy() for name in ("amount", "out_of", "squares"))
    weighted = "beds" in counts["unit"].unique().to_pylist()
    limits = wilson_weighted(hits, out_of, squares, LIMITS) if weighted else wilson(hits, out_of, LIMITS)
    none = out_of == 0
    return {
        "place": counts["place"],
        "breakdown": counts["breakdown"],
        "value": np.divide(hits, out_of, out=np.full(out_of.shape, np.nan), where=~none),
        "unit": measure.unit,
        "numerator": hits,
        "denominator": out_of,
        "lower95": limits.lower[0],
        "upper95": limits.upper[0],
        "lower998": limits.lower[1],
        "upper998": limits.upper[1],
        "method": limits.method,
        "status": np.where(none, Status.MISSING, Status.FINAL),
        "reason": np.where(none, NONE_RATED, ""),
    }


def _distinct(engine: Engine, measure: Measure) -> dict:
    counts = engine.sql(sql_text(PACKAGE, "count_parts.sql"))
    return {
        "place": counts["place"],
        "breakdown": counts["breakdown"],
        "value": counts["parts"],
        "unit": measure.unit,
        "method": "count",
    }


def _largest(engine: Engine, measure: Measure) -> dict:
    largest = engine.sql(sql_text(PACKAGE, "largest.sql"))
    amount, out_of = largest["amount"].to_numpy(), largest["out_of"].to_numpy()
    return {
        "place": largest["place"],
        "breakdown": largest["breakdown"],
        "value": amount / out_of,
        "unit": measure.unit,
        "numerator": amount,
        "denominator": out_of,
        "method": "share of a full count: no interval",
        "label": largest["label"],
    }


def _quantile(engine: Engine, measure: Measure) -> dict:
    quantiles = engine.sql(filled("quantile.sql", quantile=str(measure.quantile)))
    return {
        "place": quantiles["place"],
        "breakdown": quantiles["breakdown"],
        "value": quantiles["amount"],
        "unit": measure.unit,
        "denominator": quantiles["locations"],
        "method": "quantile between order statistics",
    }


CALCULATIONS: dict[str, Callable[[Engine, Measure], dict]] = {
    "count": _count,
    "sum": _count,
    "share": _share,
    "distinct": _distinct,
    "largest": _largest,
    "quantile": _quantile,
}
"""What `calculate` in measures.toml may say of a measure that is counted from rows, and what makes its columns."""


def _by_part(engine: Engine, measure: Measure) -> pa.Table:
    return engine.sql(
        sql_text(PACKAGE, "count_by_part.sql"),
        {"parts": measure.parts, "out_of": measure.out_of, "zeros": measure.zeros},
    )


def _units(counts: pa.Table, measure: Measure) -> np.ndarray:
    """The unit of each row: the statement's own, else the measure's."""
    units = np.array(counts["unit"].to_pylist(), object)
    return np.where(units == "", measure.unit, units)

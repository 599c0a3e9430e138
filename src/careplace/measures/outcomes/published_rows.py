"""The published rows that a summed or modelled figure is made of, with the weights of a model.

Each file of `observations/` that adds up or models has a file of the same name in `origins/`, which lists the rows.
"""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import pyarrow as pa

from careplace.engine import Engine, sql_text
from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.observing import PACKAGE, first_word, see_for
from careplace.measures.outcomes.periods import span

OPTIONAL = ("called", "period", "numerator", "denominator", "weight", "sheet")
FIGURE = pa.schema(
    [
        *((name, pa.string()) for name in ("source_table", "series", "version", "place", "place_kind")),
        *((name, pa.string()) for name in ("period", "breakdown")),
        *((name, pa.date32()) for name in ("period_start", "period_end")),
    ]
)


def has_origins(query: str) -> bool:
    """Whether `query`, a file of observations, has a file of origins."""
    return _path(query).is_file()


def published_rows(engine: Engine, tables: Path, measure: Measure, figure: Figure, kind: str) -> list[dict]:
    """The rows behind `figure`, as columns of `origins/origin.sql`, those that weigh most first.

    Args:
        tables: the edition's folder of tables.
        kind: of the figure's place, as `observation.place_kind` has it, e.g. "council" or "trust".
    """
    see_for(engine, tables, figure.query)
    engine.register("figure", _about(measure, figure, kind))
    engine.script(PACKAGE, "origins/origin.sql")
    if first_word(figure.query) == "nhs":
        engine.script(PACKAGE, "origins/nhs_places.sql")
    engine.connection.execute(_path(figure.query).read_text(encoding="utf-8"))
    rows = engine.rows(sql_text(PACKAGE, "origins/labelled.sql"), {"files": figure.source.split("|")})
    return [
        {key: cell for key, cell in row.items() if cell is not None or key not in OPTIONAL} for row in rows
    ]


def formula(rows: Iterable[Mapping], per: float | None) -> str:
    """How `published_rows` make the figure, in words; empty for rows of another kind."""
    weighted = [row for row in rows if "weight" in row]
    if not weighted:
        return ""
    out_of = any("denominator" in row for row in weighted)
    words = "sum of numerator x weight" + (" / sum of denominator x weight" if out_of else "")
    return f"{words}, x {per:,.0f}" if per and per != 1 else words


def in_words(row: Mapping) -> str:
    """One of `published_rows` as people read it: "Trust 1 (T1), 2025-05-31: 475 patients, weight 0.0147"."""
    who = f"{row['called']} ({row['name']})" if row.get("called") else row["name"]
    when = f", {row['period']}" if row.get("period") else ""
    counted = [f"{row['numerator']:,.12g} {row['part']}"] if "numerator" in row else []
    if "denominator" in row:
        counted.append(
            f"{'out of ' if counted else ''}{row['denominator']:,.12g} {'' if counted else row['part']}".strip()
        )
    weight = f"weight {row['weight']:.6g}" if counted else f"{row['part']} {row['weight']:.6g}"
    return f"{who}{when}: {', '.join([' '.join(counted), weight] if counted else [weight])}"


def _about(measure: Measure, figure: Figure, kind: str) -> pa.Table:
    """The table `figure` of the files of origins: one row that says what the figure is of."""
    start, end = span(figure.period, measure.period_type)
    row = {
        "source_table": measure.table,
        "series": measure.series,
        "version": figure.version,
        "place": figure.place,
        "place_kind": kind,
        "period": figure.period,
        "breakdown": figure.breakdown,
        "period_start": start,
        "period_end": end,
    }
    return pa.Table.from_pylist([row], FIGURE)


def _path(query: str) -> Traversable:
    return files(PACKAGE) / "origins" / PurePosixPath(query).name

"""An edition's outcome figures: those of a place, and those of every place at the periods that are asked for.

What holds for every place is cached with the edition: a run of 151 reports reads it once.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa

from careplace.engine import literal, quoted, sql_text
from careplace.figures import Figure
from careplace.measures import dictionary
from careplace.measures.cache import cached, cached_each
from careplace.measures.dictionary import Measure
from careplace.measures.from_files import measures_from_files
from careplace.measures.outcomes.periods import span
from careplace.measures.providers.definitions import measures as provider_measures
from careplace.measures.reader import Reader, from_table
from careplace.places.area import Area

PACKAGE = "careplace.measures.outcomes"
Cell = tuple[str, str, str]
"""(measure, period, breakdown): what the figures of all places are looked up by."""
CELLS = 512
"""How many cells are cached: one of 150 councils takes a sixth of a mebibyte, and an edition has 5,900."""


def outcome_measures(reader: Reader) -> dict[str, Measure]:
    """The measures of Populations and System, by id, in the dictionary's order; then those of the edition's files."""
    chapters = {key: section.chapter for key, section in dictionary.sections().items()}
    packaged = {
        key: measure
        for key, measure in dictionary.measures().items()
        if chapters.get(measure.section) != "providers"
    }
    return packaged | _from_files(reader)


def of_place(reader: Reader, area: Area, parts: bool = True) -> list[Figure]:
    """Every figure of the place, by measure, breakdown and period, under each code that the same area has had; without
    `parts` no breakdowns."""
    return of_codes(reader, codes_of(reader, area), parts)


def of_codes(reader: Reader, codes: Iterable[str], parts: bool = True) -> list[Figure]:
    """Every figure under these codes, by measure, breakdown and period; without `parts` no breakdowns."""
    codes_in_sql, paths = ", ".join(map(quoted, codes)), _paths(reader)
    if not codes_in_sql or not paths:
        return []
    query = sql_text(PACKAGE, "place.sql").replace("{codes}", codes_in_sql)
    return from_table(reader.engine.sql(query, {"paths": paths, "parts": parts}))


def codes_of(reader: Reader, area: Area) -> list[str]:
    """The codes of the area through time, as long as it was the same area, the oldest first."""
    return [step.code for step in reader.gazetteer.lineage.same_area(area)]


@cached_each(most=CELLS)
def everywhere(reader: Reader, cells: list[Cell]) -> dict[Cell, dict[str, Figure]]:
    """{cell: {place: figure}} for each cell; what was read before is not read again."""
    figures_by_cell: dict[Cell, dict[str, Figure]] = {cell: {} for cell in cells}
    for figure in _read_cells(reader, cells):
        figures_by_cell[figure.measure, figure.period, figure.breakdown][figure.place] = figure
    return figures_by_cell


@cached()
def periods(reader: Reader) -> dict[str, list[str]]:
    """The periods that any place has a number for, oldest first, by measure."""
    if not (paths := _paths(reader)):
        return {}
    rows = reader.engine.rows(sql_text(PACKAGE, "periods.sql"), {"paths": paths})
    return {row["measure"]: row["periods"] for row in rows}


def newest_day(reader: Reader, as_at: date | None) -> date | None:
    """The last day that any outcome of the edition (up to `as_at`) tells of, but for projections of days to come."""
    return _newest_day(reader, as_at or max(reader.snapshots(), default=None))


@cached()
def _newest_day(reader: Reader, until: date | None) -> date | None:
    measures_by_id = outcome_measures(reader)
    ends = {
        span(p, measures_by_id[m].period_type)[1]
        for m, periods_of_measure in periods(reader).items()
        if m in measures_by_id
        for p in periods_of_measure
    }
    return max((end for end in ends if until is None or end <= until), default=None)


def _read_cells(reader: Reader, cells: list[Cell]) -> list[Figure]:
    """The figures of cells of any chapter; those of providers are in a file of the snapshot that their period ends with."""
    folder, of_providers = reader.folder / "figures", provider_measures()
    snapshots = {period.split("..")[-1] for measure, period, _ in cells if measure in of_providers}
    paths = [folder / "providers" / f"{snapshot}.parquet" for snapshot in sorted(snapshots)]
    if any(measure not in of_providers for measure, _period, _breakdown in cells):
        paths += outcome_files(reader)
    paths = [path for path in paths if path.is_file()]
    if not paths:
        return []
    names = ("measure", "period", "breakdown")
    reader.engine.view_parquet("cell_figure", *paths)
    reader.engine.register("cell", pa.table(dict(zip(names, zip(*cells, strict=True), strict=True))))
    return from_table(reader.engine.sql(sql_text(PACKAGE, "everywhere.sql")))


@cached()
def outcome_files(reader: Reader) -> list[Path]:
    """The files of the edition's outcomes; none where it has no outcomes."""
    return sorted((reader.folder / "figures" / "outcomes").glob("*.parquet"))


def _paths(reader: Reader) -> list[str]:
    return [literal(path) for path in outcome_files(reader)]


@cached()
def _from_files(reader: Reader) -> dict[str, Measure]:
    return measures_from_files(reader.engine)

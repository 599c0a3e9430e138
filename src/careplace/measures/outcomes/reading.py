"""Reads an edition's outcome figures: those of a place, and those of every place at the periods that are asked for.

What holds for every place is read once and kept with the store: a run of 151 reports reads it once.
"""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from careplace import figures as shape
from careplace.engine import quoted, sql_text
from careplace.figures import Figure
from careplace.measures import dictionary
from careplace.measures.dictionary import Measure
from careplace.measures.local import local_measures
from careplace.measures.outcomes.periods import span
from careplace.measures.providers.definitions import measures as provider_measures
from careplace.measures.providers.reading import Store
from careplace.places.area import Area

PACKAGE = "careplace.measures.outcomes"
Cell = tuple[str, str, str]
"""(measure, period, breakdown): what the figures of all places are looked up by."""


def outcome_measures(store: Store) -> dict[str, Measure]:
    """The measures of Populations and System, by id, in the dictionary's order; then those of the edition's local files."""
    chapters = {key: section.chapter for key, section in dictionary.sections().items()}
    packaged = {
        key: measure
        for key, measure in dictionary.measures().items()
        if chapters.get(measure.section) != "providers"
    }
    return packaged | _local(store)


def of_place(store: Store, area: Area, parts: bool = True) -> list[Figure]:
    """Every figure of the place, by measure, breakdown and period, under each code that the same area has had; without
    `parts` no breakdowns."""
    return of_codes(store, codes_of(store, area), parts)


def of_codes(store: Store, codes: Iterable[str], parts: bool = True) -> list[Figure]:
    """Every figure under these codes, by measure, breakdown and period; without `parts` no breakdowns."""
    codes_in_sql = ", ".join(map(quoted, codes))
    if not codes_in_sql or not _opened(store):
        return []
    query = sql_text(PACKAGE, "place.sql").replace("{codes}", codes_in_sql)
    return figures(store.engine.sql(query, {"parts": parts}))


def codes_of(store: Store, area: Area) -> list[str]:
    """The codes of the area through time, as long as it was the same area, the oldest first."""
    return [step.code for step in store.gazetteer.lineage.same_area(area)]


def everywhere(store: Store, cells: Iterable[Cell]) -> dict[Cell, dict[str, Figure]]:
    """{cell: {place: figure}} for each cell; what was read before is not read again."""
    cells_cached = _cached(store, "outcome cells")
    wanted_cells = dict.fromkeys(cells)
    new = [cell for cell in wanted_cells if cell not in cells_cached]
    if new:
        # Put in whole: another thread of the site may look while they are being read.
        figures_by_cell: dict[Cell, dict[str, Figure]] = {cell: {} for cell in new}
        for figure in _read_cells(store, new):
            figures_by_cell[figure.measure, figure.period, figure.breakdown][figure.place] = figure
        cells_cached |= figures_by_cell
    return {cell: cells_cached[cell] for cell in wanted_cells}


def periods(store: Store) -> dict[str, list[str]]:
    """The periods that any place has a number for, oldest first, by measure."""
    cached = _cached(store, "outcome periods")
    if not cached and _opened(store):
        rows = store.engine.rows(sql_text(PACKAGE, "periods.sql"))
        cached |= {row["measure"]: row["periods"] for row in rows}
    return cached


def newest_day(store: Store, as_at: date | None) -> date | None:
    """The last day that any outcome of the edition (up to `as_at`) tells of, but for projections of days to come."""
    cached, until = _cached(store, "outcome newest"), as_at or max(store.snapshots(), default=None)
    if until not in cached:
        cached[until] = _newest_day(store, until)
    return cached[until]


def _newest_day(store: Store, until: date | None) -> date | None:
    measures_by_id = outcome_measures(store)
    ends = {
        span(p, measures_by_id[m].period_type)[1]
        for m, periods_of_measure in periods(store).items()
        if m in measures_by_id
        for p in periods_of_measure
    }
    return max((end for end in ends if until is None or end <= until), default=None)


def remembered(store: Store, name: str) -> dict:
    """A dictionary that lives as long as the store: for what is calculated once for all places."""
    return _cached(store, name)


def figures(table: pa.Table) -> list[Figure]:
    """Figures from an Arrow table in the figures' schema, column by column: three times as quick as row by row."""
    columns = (column.to_pylist() for column in table.select(shape.SCHEMA.names).columns)
    return [Figure(*row) for row in zip(*columns, strict=True)]


def _read_cells(store: Store, cells: list[Cell]) -> list[Figure]:
    """The figures of cells of any chapter; those of providers are in a file of the snapshot that their period ends with."""
    folder, of_providers = store.folder / "figures", provider_measures()
    snapshots = {period.split("..")[-1] for measure, period, _ in cells if measure in of_providers}
    paths = [folder / "providers" / f"{snapshot}.parquet" for snapshot in sorted(snapshots)]
    if any(measure not in of_providers for measure, _period, _breakdown in cells):
        paths += sorted((folder / "outcomes").glob("*.parquet"))
    paths = [path for path in paths if path.is_file()]
    if not paths:
        return []
    names = ("measure", "period", "breakdown")
    store.engine.view_parquet("cell_figure", *paths)
    store.engine.register("cell", pa.table(dict(zip(names, zip(*cells, strict=True), strict=True))))
    return figures(store.engine.sql(sql_text(PACKAGE, "everywhere.sql")))


def _opened(store: Store) -> bool:
    """Whether the edition has outcomes; queries then see them as `outcome_figure`."""
    paths = sorted((store.folder / "figures" / "outcomes").glob("*.parquet"))
    if paths and not _cached(store, "outcome files"):
        store.engine.view_parquet("outcome_figure", *paths)
        _cached(store, "outcome files")["opened"] = True
    return bool(paths)


def _local(store: Store) -> dict[str, Measure]:
    cached = _cached(store, "local measures")
    if "measures" not in cached:
        cached["measures"] = local_measures(store.engine)
    return cached["measures"]


def _cached(store: Store, name: str) -> dict:
    return store.made.setdefault(name, {})

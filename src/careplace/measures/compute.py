"""Tables to figures: what an edition computes once, for every place and snapshot."""

from collections.abc import Callable
from pathlib import Path

from careplace.engine import Engine, ParquetFile
from careplace.measures import recorded
from careplace.measures.dictionary import Measure, measures
from careplace.measures.from_files import measures_from_files
from careplace.measures.outcomes import figures as outcome_figures
from careplace.measures.outcomes import wholes
from careplace.measures.outcomes.observing import see, store
from careplace.measures.outcomes.step_screen import screen
from careplace.measures.providers import figures as provider_figures
from careplace.measures.providers import register

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and of how many."""


def compute(tables: Path, figures: Path, progress: Progress | None = None) -> None:
    """Build the register from the tables in `tables`, and every figure from the register and the published numbers.

    Writes `tables/register/`, `tables/location_sector/` (a file per snapshot), `tables/snapshot.parquet`,
    `tables/snapshot_place.parquet`, `tables/succession.parquet` and `figures/providers/` (a file per snapshot);
    and `tables/measure.parquet`, the dictionary as it was; `tables/series_step.parquet`, `tables/parts_misfit.parquet`,
    and the tables of `outcomes.observing.STORED`.
    The same tables give the same bytes.
    """
    tell = progress or (lambda *_: None)
    dictionary_of_measures = record_measures(tables)
    compute_providers(tables, figures, tell)
    # One thread: sums of parts that are no whole numbers depend on the order in which they are added up.
    with Engine(threads=1) as engine:
        outcome_figures.build(engine, tables, figures, tell)
        store(engine, tables)
        wholes.store(engine, tables)
        screen(engine, dictionary_of_measures, tables, figures)


def record_measures(tables: Path) -> dict[str, Measure]:
    """{id: measure} of the dictionary and of the edition's own files, which are written to `tables/measure.parquet`."""
    with Engine() as engine:
        see(engine, tables)
        dictionary_of_measures = measures() | measures_from_files(engine)
    with ParquetFile(tables / "measure.parquet", recorded.SCHEMA) as file:
        file.add(recorded.recorded(dictionary_of_measures.values()))
    return dictionary_of_measures


def compute_providers(tables: Path, figures: Path, progress: Progress) -> None:
    """The register and its figures alone, as `compute` makes them."""
    with Engine() as engine:
        snapshots = register.build(engine, tables, progress)
        provider_figures.build(engine, tables, figures, snapshots, progress)

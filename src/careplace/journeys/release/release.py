"""A release: the figures of a folder of results that may be published, written whole or not at all."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from careplace.durable import put_in_place, sync
from careplace.journeys.definitions import Measure, chosen
from careplace.journeys.release.checksums import MANIFEST, checksums
from careplace.journeys.release.files import FIGURES, csv_text, figure_rows, published, write_files
from careplace.journeys.release.protection import ROUNDING, Published, Safe, safe
from careplace.journeys.results import Results, read_counted, read_results
from careplace.journeys.whole_folder import whole_folder
from careplace.statistics.disclosure import LARGEST_SMALL

UNNAMED = "an organisation that gives no name"
LOG_COLUMNS = (
    "measure",
    "place_kind",
    "place",
    "period_kind",
    "period",
    "age_band",
    "category",
    "count",
    "reason",
)


class ReleaseError(ValueError):
    """An earlier release that is none."""


def release(
    results_folder: Path,
    to: Path,
    log: Path,
    after: Sequence[Path] = (),
    progress: Callable[[str, int, int], None] = lambda _what, _done, _of: None,
    *,
    by: str = UNNAMED,
    on: date | None = None,
) -> int:
    """Write what may be published of the results to the new folder `to`, and why counts were withheld to `log`.

    The log says of each withheld count why, and never the value. It stays inside: which counts are small themselves, and
    which only hide others, is more than readers may know.

    Args:
        after: the folders of earlier releases of the same data, the last one last.
        by: the organisation that releases. on: the day of release; without it, today.

    Returns:
        How many counts are withheld.

    Raises:
        ResultsError, FolderError, ReleaseError.
    """
    results = read_results(results_folder)
    earlier = [_published(folder) for folder in after]
    measures = chosen(results.measures)
    rows: list[dict] = []
    reasons: list[dict] = []
    with whole_folder(to) as folder:
        for done, measure in enumerate(measures):
            progress(measure.id, done, len(measures))
            counted = read_counted(results_folder, results, measure.id)
            protected = safe(
                measure, counted.cells, results.boards, [of[measure.id] for of in earlier if measure.id in of]
            )
            rows += figure_rows(measure, protected, counted)
            reasons += _reasons(measure, protected)
        provenance = _provenance(results, by, on or datetime.now(UTC).date())
        write_files(folder, measures, rows, provenance)
        entries = _manifest(results, after) | provenance | {"files": checksums(folder)}
        (folder / MANIFEST).write_text(json.dumps(entries, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        _write_log(log, reasons)
    return len(reasons)


def _published(folder: Path) -> dict[str, Published]:
    if not (folder / MANIFEST).is_file() or not (folder / FIGURES).is_file():
        raise ReleaseError(f"{folder} is no release: it has no {MANIFEST} with {FIGURES}")
    return published(folder)


def _reasons(measure: Measure, protected: Safe) -> list[dict]:
    return [
        {"measure": measure.id, **cell._asdict(), "count": layer, "reason": reason}
        for layer, reasons in protected.reasons.items()
        for cell, reason in zip(protected.cells, reasons, strict=True)
        if reason
    ]


def _provenance(results: Results, by: str, on: date) -> dict:
    """Who released what, and when: also in measures.csv, which an edition reads."""
    return {
        "released_by": by,
        "released_on": on.isoformat(),
        "first_day": results.first_day,
        "last_day": results.last_day,
        "fictional": results.fictional,
    }


def _manifest(results: Results, after: Sequence[Path]) -> dict:
    return {
        "measures": results.measures,
        "statements": results.statements,
        "version": results.version,
        "withheld": f"1 to {LARGEST_SMALL}, and what would give them away",
        "rounded_to": ROUNDING,
        "after": [folder.name for folder in after],
    }


def _write_log(path: Path, reasons: list[dict]) -> None:
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(csv_text(LOG_COLUMNS, reasons), encoding="utf-8")
    sync(unfinished)
    put_in_place(unfinished, path)

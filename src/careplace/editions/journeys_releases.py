"""Releases of journeys among raw files: each is whole, as it was released, or nothing is built."""

import json
from collections.abc import Iterable
from pathlib import Path

from careplace.journeys.release.checksums import AGAIN, MANIFEST, faults
from careplace.sources.contract import Problem, refuse_for

METADATA = "csv-metadata.json"
BEGINNINGS = {
    "figures.csv": b"measure,place_kind,place,period_kind",
    "measures.csv": b"id,title,kind,events,counted,category",
}
"""How the files of a release begin: other publications may have files of these names."""


def checked_releases(paths: Iterable[Path]) -> list[Path]:
    """The raw files without the records of releases, which are for this check alone.

    Raises:
        SourceError: a release lacks a file, or has one that is not as it was released.
    """
    paths = list(paths)
    folders = {path.parent for path in paths if _is_of_release(path)}
    refuse_for([problem for folder in sorted(folders) for problem in _problems(folder)])
    return [path for path in paths if path.parent not in folders or path.name not in (MANIFEST, METADATA)]


def _is_of_release(path: Path) -> bool:
    if path.name == MANIFEST:
        return _is_record(path)
    beginning = BEGINNINGS.get(path.name)
    if beginning is None:
        return False
    with path.open("rb") as file:
        return file.read(len(beginning)) == beginning


def _is_record(path: Path) -> bool:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(entries, dict) and {"rounded_to", "withheld"} <= set(entries)


def _problems(folder: Path) -> list[Problem]:
    return [
        Problem(f"{folder.name}/{name}", fault, f"a release of journeys as it was released: {AGAIN}")
        for name, fault in faults(folder, tuple(BEGINNINGS))
    ]

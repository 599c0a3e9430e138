"""Writes a report's files, each whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from careplace.publish import opendata, wording
from careplace.publish.content import Content
from careplace.publish.page import render

FORMATS = ("html", "json", "csv")


def write(data: Any, to: Path, formats: Iterable[str] = FORMATS) -> list[Path]:
    """Write a report to the folder `to` in the formats asked for, and give the paths of the files.

    `CODE-name-providers-DATE.html`, `.json`, and for CSV a folder `CODE-name-providers-DATE-csv` with
    `figures.csv`, `locations.csv` and `csv-metadata.json`. Nothing is written unless every format could be
    made.

    Args:
        data: the report's data; `content.Content` says what it holds.
        to: a folder; it is made when it does not exist.
        formats: any of "html", "json", "csv".

    Raises:
        ValueError: for a format that is not known.
        ReportRefused: when a number on the page is not the figure it claims to be.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [name for name in wanted if name not in FORMATS]:
        raise ValueError(f"{', '.join(unknown)}: not a format of a report. Choose from {', '.join(FORMATS)}")
    texts = _texts(Content(data), wanted)
    return [_write(Path(to) / name, text) for name, text in texts.items()]


def stem(content: Content) -> str:
    """How a report's files are named: "E08000026-coventry-providers-2021-02-01"."""
    return f"{content.code}-{wording.filename(content.name)}-providers-{content.as_at.isoformat()}"


def _texts(content: Content, formats: tuple[str, ...]) -> dict[str, str]:
    name = stem(content)
    texts = {}
    if "html" in formats:
        texts[f"{name}.html"] = render(content, _downloads(name, formats))
    if "json" in formats:
        texts[f"{name}.json"] = opendata.to_json(content)
    if "csv" in formats:
        texts |= {f"{name}-csv/{file}": text for file, text in opendata.csv_files(content).items()}
    return texts


def _downloads(name: str, formats: tuple[str, ...]) -> list[tuple[str, str]]:
    offered = {
        "csv": [
            ("All figures (CSV)", f"{name}-csv/figures.csv"),
            ("All locations (CSV)", f"{name}-csv/locations.csv"),
            ("What the columns mean (CSV on the Web metadata)", f"{name}-csv/csv-metadata.json"),
        ],
        "json": [("The whole report (JSON)", f"{name}.json")],
    }
    return [link for kind, links in offered.items() if kind in formats for link in links]


def _write(path: Path, text: str) -> Path:
    """Write beside, flush to the disk, then rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return path

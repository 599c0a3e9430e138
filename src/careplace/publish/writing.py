"""Writes a report's files, and a brief's, each whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from careplace.measures.providers.report import ReportData
from careplace.measures.report import DataReport
from careplace.publish import opendata, wording
from careplace.publish.content import Content
from careplace.publish.page import render
from careplace.publish.pdf import to_pdf
from careplace.publish.workbook import to_xlsx

FORMATS = ("html", "pdf", "xlsx", "json", "csvw")
USUAL = ("html", "json", "csvw")
OF_A_BRIEF = ("html", "pdf")
"""What is written where nothing is asked for: it takes a second, and needs nothing beside Python."""


def write(data: DataReport | ReportData, to: Path, formats: Iterable[str] = USUAL) -> list[Path]:
    """Write a report to the folder `to` in the formats asked for, and give the paths of the files.

    `CODE-name-DATE.html`, `.pdf`, `.xlsx`, `.json`, and for CSV on the Web a folder `CODE-name-DATE-csvw` with
    `figures.csv`, `measures.csv`, `locations.csv` and `csv-metadata.json`.
    Nothing is written unless every format could be made.

    Args:
        data: the report's data; `content.Content` says what it holds.
        to: a folder; it is made when it does not exist.
        formats: any of "html", "pdf", "xlsx", "json", "csvw".

    Raises:
        ValueError: for a format that is not known.
        ReportRefused: when a number on the page is not the figure it claims to be.
        PaperRefused: when the PDF would not be what the page says.
        PartMissing: when a PDF is asked for and a library that it needs is not on this machine.
    """
    chosen = checked_formats(formats, FORMATS, "report")
    files = _files(Content(data), chosen)
    return [write_file(Path(to) / name, content_bytes) for name, content_bytes in files.items()]


def write_brief(data: DataReport | ReportData, to: Path, formats: Iterable[str] = OF_A_BRIEF) -> list[Path]:
    """Write the two pages of a brief, `CODE-name-brief-DATE.html` and `.pdf`, as `write` writes a report."""
    chosen, content = checked_formats(formats, OF_A_BRIEF, "brief"), Content(data)
    name, files = stem(content, "brief-"), {}
    if "html" in chosen:
        files[f"{name}.html"] = render(content, template="brief.html").encode()
    if "pdf" in chosen:
        files[f"{name}.pdf"] = to_pdf(render(content, paper=True, template="brief.html"))
    return [write_file(Path(to) / name, content_bytes) for name, content_bytes in files.items()]


def checked_formats(formats: Iterable[str], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    """The formats, each once. Raises ValueError for one that a `what` is not written in."""
    chosen = tuple(dict.fromkeys(formats))
    if unknown := [name for name in chosen if name not in allowed]:
        raise ValueError(f"{', '.join(unknown)}: not a format of a {what}. Choose from {', '.join(allowed)}")
    return chosen


def stem(content: Content, kind: str = "") -> str:
    """How a report's files are named: "E08000026-coventry-2026-10-31"."""
    return f"{content.code}-{wording.filename(content.name)}-{kind}{content.upto.isoformat()}"


def _files(content: Content, formats: tuple[str, ...]) -> dict[str, bytes]:
    name = stem(content)
    files: dict[str, bytes] = {}
    if "html" in formats:
        files[f"{name}.html"] = render(content, _downloads(name, formats)).encode()
    if "pdf" in formats:
        files[f"{name}.pdf"] = to_pdf(render(content, paper=True))
    if "xlsx" in formats:
        files[f"{name}.xlsx"] = to_xlsx(content)
    if "json" in formats:
        files[f"{name}.json"] = opendata.to_json(content).encode()
    if "csvw" in formats:
        files |= {f"{name}-csvw/{file}": text.encode() for file, text in opendata.csv_files(content).items()}
    return files


def _downloads(name: str, formats: tuple[str, ...]) -> list[tuple[str, str]]:
    offered = {
        "pdf": [("This report on paper (PDF)", f"{name}.pdf")],
        "xlsx": [("All figures and locations as a workbook (XLSX)", f"{name}.xlsx")],
        "csvw": [
            ("All figures (CSV)", f"{name}-csvw/figures.csv"),
            ("Dictionary of measures (CSV)", f"{name}-csvw/measures.csv"),
            ("All locations (CSV)", f"{name}-csvw/locations.csv"),
            ("What the columns mean (CSV on the Web metadata)", f"{name}-csvw/csv-metadata.json"),
        ],
        "json": [("The whole report (JSON)", f"{name}.json")],
    }
    return [link for kind, links in offered.items() if kind in formats for link in links]


def write_file(path: Path, content: bytes) -> Path:
    """Write beside, flush to the disk, then rename: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path

"""The reports that the site offers, by the last part of their address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careplace.publish import write, write_brief

Writer = Callable[[Any, Path, Iterable[str]], list[Path]]


@dataclass(frozen=True)
class Format:
    """A report in a format: what readers call it, its type, whether browsers show it, and what writes it."""

    title: str
    content_type: str
    shown: bool
    writer: Writer
    ending: str


_HTML, _PDF = "text/html; charset=utf-8", "application/pdf"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The page has its styles in itself, which the site's security policy forbids: browsers save it.
REPORTS = {
    "brief.pdf": Format("Brief, two pages (PDF)", _PDF, True, write_brief, "pdf"),
    "brief.html": Format("Brief (HTML)", _HTML, False, write_brief, "html"),
    "report.pdf": Format("Data report (PDF)", _PDF, True, write, "pdf"),
    "report.html": Format("Data report (HTML)", _HTML, False, write, "html"),
    "report.xlsx": Format("Data report as a workbook (XLSX)", _XLSX, False, write, "xlsx"),
}

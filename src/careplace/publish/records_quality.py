"""The page of a check of record-level data: kinds of faults as bars and a table, without a value of any record."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from careplace import __version__
from careplace.journeys.contract.publication import publication
from careplace.journeys.quality import COMBINED, Fault, Quality
from careplace.publish import page
from careplace.publish.charts.axis import Scale, fitted
from careplace.publish.writing import write_file

MOST_BARS = 15
NAMES = {COMBINED: "All together"}


@dataclass(frozen=True)
class Kind:
    """A kind of fault in all files of a publication: how many records have it, of how many, in how many files."""

    publication: str
    columns: str
    title: str
    done: str
    faults: int
    records: int
    files: int

    @property
    def share(self) -> float:
        """Of the records of the publication's files; 0 to 1."""
        return self.faults / self.records if self.records else 0.0

    @property
    def label(self) -> str:
        """What is wrong with which columns."""
        return f"{self.columns}: {self.title[0].lower()}{self.title[1:]}"


def kinds(quality: Quality) -> list[Kind]:
    """Every kind of fault, the most frequent first."""
    key = _identity
    grouped = (list(group) for _key, group in groupby(sorted(quality.faults, key=key), key=key))
    return sorted((_kind(group, quality) for group in grouped), key=lambda kind: (-kind.share, kind.label))


def render(quality: Quality, folder: str) -> str:
    """The page as HTML that needs nothing else; `folder` is the name of the folder of records."""
    found = kinds(quality)
    drawn = found[:MOST_BARS]
    context = {
        "heading": f"Quality of the records in {folder}",
        "kinds": found,
        "drawn": drawn,
        "axis": _axis(drawn),
        "files": quality.records,
        "rows": quality.rows,
        "version": __version__,
    }
    return page.environment().get_template("records_quality.html").render(**context)


def write(quality: Quality, folder: str, to: Path) -> Path:
    """Write the page into the folder `to`: "quality.html"."""
    return write_file(to / "quality.html", render(quality, folder).encode())


def _axis(drawn: list[Kind]) -> Scale | None:
    return fitted([0.0, *(kind.share for kind in drawn)], "share", 0.0, 100.0, most=4) if drawn else None


def _identity(fault: Fault) -> tuple[str, str, str, str]:
    return fault.publication, fault.columns, fault.title, fault.done


def _kind(faults: list[Fault], quality: Quality) -> Kind:
    key, columns, title, done = _identity(faults[0])
    name = NAMES.get(key) or publication(key).about.name
    # A rule about all publications together, or one of a publication's, is checked in every file of it.
    records = sum(
        count for file, count in quality.records.items() if key in (COMBINED, quality.publications[file])
    )
    return Kind(name, columns, title, done, sum(f.faults for f in faults), records, len(faults))

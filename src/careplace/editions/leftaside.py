"""Files that were given and are not in an edition: which they are, and why.

A file that ought to have been read and could not be is `unreadable`: it has problems, stands in the manifest, and
counts in the edition's id. A file of no publication has none: what it is may be known, and no edition changes by it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import duckdb

from careplace.engine import interrupted
from careplace.sources.contract import Problem, SourceError, shortened
from careplace.sources.messages import summed
from careplace.sources.publication import Publication, RawFile

Outcome = TypeVar("Outcome")
# A disk without room, or that cannot be written: no file that is read is at fault.
_DISK = re.compile(r"space|write|quota|too large", re.IGNORECASE)
FAULT = 200
# A file under another ending (a PDF, a picture, a catalogue) is nothing that we were to read.
DATA_ENDINGS = {
    "",
    ".ods",
    ".xlsx",
    ".xls",
    ".xlsm",
    ".csv",
    ".tsv",
    ".json",
    ".jsonl",
    ".geojson",
    ".gz",
    ".zip",
}
UNKNOWN = "a file of data that no publication is known for"
TAKE_OUT = "published files that Careplace reads: take this one out, or build without --strict"
MORE_MEMORY = (
    "a file that fits in memory: raise CAREPLACE_MEMORY or CAREPLACE_SPILL, or read it on a larger machine"
)
REPORT = "no such fault: please report it, with the file if you may (--strict shows where it is)"


@dataclass(frozen=True)
class LeftAside:
    """One such file (or folder, or link). `says` is what is known of a file of no publication.

    `publication` is the title of the one that it was taken for; `fault` is the exception where the code is at fault.
    """

    name: str
    sha256: str = ""
    problems: tuple[Problem, ...] = ()
    publication: str = ""
    says: str = ""
    fault: Exception | None = None

    @property
    def unreadable(self) -> bool:
        """Whether it ought to have been read."""
        return bool(self.problems)

    @property
    def strict_problems(self) -> tuple[Problem, ...]:
        """Why a strict build refuses it: its problems, or that it holds data and nobody knows what it is."""
        unknown = self.sha256 and not self.says and has_data_ending(self.name)
        return self.problems or (Problem(self.name, UNKNOWN, TAKE_OUT),) * bool(unknown)

    @property
    def why(self) -> list[str]:
        """Why it is left aside and what to do, line by line."""
        return summed(self.problems) or [self.says] * bool(self.says)

    def row(self) -> dict:
        """What a manifest says of it."""
        return {
            "name": self.name,
            "sha256": self.sha256,
            "publication": self.publication,
            "why": self.why,
        }


def has_data_ending(name: str) -> bool:
    """Whether a file of this name ought to hold data."""
    return Path(name).suffix.lower() in DATA_ENDINGS


def attempt(
    file: RawFile, step: Callable[[], Outcome], publication: Publication | None = None
) -> Outcome | LeftAside:
    """What `step` gives, or why its file is left aside.

    Raises:
        OSError, duckdb.IOException: where the disk is at fault, and not the file.
        Exception: what DuckDB and Arrow raise on Ctrl-C.
    """
    try:
        return step()
    except SourceError as error:
        problems, fault = error.problems, None
    except (MemoryError, duckdb.OutOfMemoryException):
        problems, fault = (
            [Problem(file.name, "a file that needs more memory than there is", MORE_MEMORY)],
            None,
        )
    except Exception as error:
        if _of_the_disk(error) or interrupted(error):
            raise
        error.add_note(f"while reading {file.name}" + (f" as {publication.key}" if publication else ""))
        message = shortened(f"{type(error).__name__}: {error}".splitlines()[0], FAULT)
        problems, fault = [Problem(file.name, f"a fault in Careplace itself ({message})", REPORT)], error
    title = publication.title if publication else ""
    return LeftAside(file.name, file.sha256, tuple(problems), title, fault=fault)


def _of_the_disk(error: Exception) -> bool:
    # What a damaged gzip raises is an OSError too, without a number of the system's.
    if isinstance(error, duckdb.IOException):
        return bool(_DISK.search(str(error)))
    return isinstance(error, OSError) and error.errno is not None


def refuse_any(left_aside: list[LeftAside]) -> None:
    """Stop a strict build where a file ought to have been read and could not be, or is not known.

    Raises:
        SourceError: with every problem of every such file; or the exception itself where the code is at fault.
    """
    for file in left_aside:
        if file.fault:
            raise file.fault
    if problems := [problem for file in left_aside for problem in file.strict_problems]:
        raise SourceError(problems)

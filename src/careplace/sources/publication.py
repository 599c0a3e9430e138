"""What every publication says of itself, and what reading one of its files gives."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import Table

HEADER_WITHIN = 50


@dataclass(frozen=True)
class RawFile:
    """A file as published: `path` to its bytes, `name` as it was called, `sha256` of the bytes."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True)
class Sheet:
    """One sheet, every cell as text. Row i of `cells` is row i + 1 of the sheet; columns are c0, c1, …

    `ragged` are the rows of a CSV (1 is the first) that have not as many cells as its other rows: lines
    before the header may be so, a row of data may not. `errors` are the cells of a workbook that hold an error,
    or a formula whose value was not saved, and are blank in `cells`: (row, letters of the column, what it is).
    `unended` says that a CSV ends within a line: its last row, or the last number in it, may be cut short.
    """

    name: str
    cells: pa.Table
    ragged: tuple[int, ...] = ()
    errors: tuple[tuple[int, str, str], ...] = ()
    unended: bool = False

    @cached_property
    def top(self) -> list[dict[str, str | None]]:
        """The first rows, among which every layout looks for its header."""
        return self.cells.slice(0, HEADER_WITHIN).to_pylist()


@dataclass(frozen=True)
class Book:
    """A raw file opened: `kind` is "ods", "xlsx", "xls", "csv" or "json"; JSON is read from its path."""

    file: RawFile
    kind: str
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What one file gave: typed tables by contract name, and the date that it describes.

    `basis` says where `snapshot` came from: "workbook", "file name", "newest publication date"; the last is
    inferred. `text` holds every cell as published under the headings as published, with `source_row`; columns
    that hold people's names, telephone numbers or e-mail addresses are not in it.
    """

    publication: str
    file: RawFile
    snapshot: date | None
    basis: str
    tables: dict[str, pa.Table]
    notes: tuple[str, ...] = field(default=())
    text: dict[str, pa.Table] = field(default_factory=dict)


class Publication(Protocol):
    """One publication of one public body."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def publisher(self) -> str: ...

    @property
    def licence(self) -> str: ...

    @property
    def page(self) -> str: ...

    @property
    def tables(self) -> tuple[Table, ...]: ...

    def recognise(self, book: Book) -> bool:
        """Whether `book` is a file of this publication, from its content alone."""
        ...

    def read(self, book: Book, gazetteer: Gazetteer | None) -> Reading:
        """The file's typed tables. Raises SourceError with every problem found."""
        ...

"""A raw file opened and recognised, its cells on disk until its turn to be read comes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import pyarrow as pa
from pyarrow import feather

from careplace.places.gazetteer import Gazetteer
from careplace.sources import missing_from_nearest, naming
from careplace.sources.books import open_book
from careplace.sources.contract import Problem, shortened
from careplace.sources.known_unread import known_but_not_read
from careplace.sources.publication import Book, Publication, RawFile, Reading, Sheet

CELL = 40
Recognise = Callable[[Book], Publication | None]


@dataclass(frozen=True)
class Opened:
    """The publication that a file is of (None for none), its book without cells, and the files that hold them.

    Of a file of no publication, `says` is what is known of it, and `missing` what it lacks to be of the nearest.
    """

    publication: Publication | None
    bare: Book
    cells: tuple[Path, ...] = ()
    says: str = ""
    missing: tuple[Problem, ...] = ()

    def book(self) -> Book:
        """The book with its cells."""
        pairs = zip(self.bare.sheets, self.cells, strict=True)
        return replace(
            self.bare, sheets=tuple(replace(sheet, cells=feather.read_table(path)) for sheet, path in pairs)
        )

    def forget(self) -> None:
        """Delete the cells."""
        for path in self.cells:
            path.unlink(missing_ok=True)


class Reader(Protocol):
    """Opens and reads raw files, in this process or in another; to be closed by `with`."""

    def __enter__(self) -> "Reader": ...

    def __exit__(self, *_exc) -> None: ...

    def open(self, file: RawFile, folder: Path) -> Opened:
        """What `file` is; the cells of a known publication are written into `folder`.

        Raises:
            SourceError: where it cannot be opened.
        """
        ...

    def read(self, opened: Opened, gazetteer: Gazetteer | None) -> Reading:
        """What the publication reads from the file.

        Raises:
            SourceError: where it cannot be read.
        """
        ...


@dataclass(frozen=True)
class InThisProcess:
    """A Reader without limits: a file that takes all memory takes the process with it."""

    recognise: Recognise

    def __enter__(self) -> "InThisProcess":
        return self

    def __exit__(self, *_exc) -> None:
        pass

    def open(self, file: RawFile, folder: Path) -> Opened:
        book = open_book(file)
        publication = self.recognise(book)
        if publication is None:
            says = known_but_not_read(book) or ""
            return Opened(
                None, _bare(book), says=says, missing=() if says else tuple(missing_from_nearest(book))
            )
        return Opened(publication, _bare(book), _written(book, folder))

    def read(self, opened: Opened, gazetteer: Gazetteer | None) -> Reading:
        if opened.publication is None:
            raise ValueError("a file that no publication knows cannot be read")
        book = opened.book()
        reading = naming.noted(opened.publication.read(book, gazetteer), gazetteer)
        return replace(
            reading, notes=(*reading.notes, *(_unended(sheet) for sheet in book.sheets if sheet.unended))
        )


def _written(book: Book, folder: Path) -> tuple[Path, ...]:
    paths = []
    for number, sheet in enumerate(book.sheets):
        paths.append(folder / f"{book.file.sha256}.{number}")
        feather.write_feather(sheet.cells, paths[-1], compression="lz4")
    return tuple(paths)


def _unended(sheet: Sheet) -> str:
    # Every published CSV that we have ends with a line break.
    last = [cell for column in sheet.cells.columns if (cell := column[-1].as_py())] or [""]
    return (
        f"the file ends without a line break: its last row, {sheet.cells.num_rows:,}, may be cut short; "
        f"its last cell is {shortened(last[-1], CELL)!r}"
    )


def _bare(book: Book) -> Book:
    return replace(book, sheets=tuple(_without_cells(sheet) for sheet in book.sheets))


def _without_cells(sheet: Sheet) -> Sheet:
    return replace(sheet, cells=pa.table({}))

"""Takes in raw files: keeps their bytes, opens each once, and tells which publication each is of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
from pyarrow import feather

from careplace.editions.leftaside import LeftAside, attempt
from careplace.editions.rawfolder import unreachable
from careplace.editions.rawstore import RawStore, digest
from careplace.sources import missing_from_nearest
from careplace.sources.books import open_book
from careplace.sources.known_unread import known_but_not_read
from careplace.sources.publication import Book, Publication, RawFile, Sheet

Recognise = Callable[[Book], Publication | None]
# A file under another ending that cannot be opened (a PDF, a picture) is nothing that we were to read.
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


@dataclass(frozen=True)
class Recognised:
    """One raw file, the publication that it is of, and its cells, set aside on disk until its turn comes."""

    file: RawFile
    publication: Publication
    _book: Book
    _cells: tuple[Path, ...]

    def book(self) -> Book:
        pairs = zip(self._book.sheets, self._cells, strict=True)
        sheets = tuple(replace(sheet, cells=feather.read_table(path)) for sheet, path in pairs)
        return replace(self._book, sheets=sheets)

    def forget(self) -> None:
        """Delete the cells that were set aside."""
        for path in self._cells:
            path.unlink()


@dataclass
class Intake:
    """What raw folders held: the files that are of a publication, and those that are left aside."""

    recognised: list[Recognised] = field(default_factory=list)
    left_aside: list[LeftAside] = field(default_factory=list)


def take_in(paths: list[Path], store: RawStore, recognise: Recognise, aside: Path, progress) -> Intake:
    """Keep, open and recognise each file once; the same bytes under a second name are the same file."""
    intake, seen = Intake(), set()
    aside.mkdir()
    for done, path in enumerate(paths):
        progress(f"Reading {path.name}", done, len(paths))
        file = _kept(path, store)
        if isinstance(file, LeftAside):
            intake.left_aside.append(file)
        elif file.sha256 not in seen:
            seen.add(file.sha256)
            _take(intake, file, recognise, aside)
    return intake


def _kept(path: Path, store: RawStore) -> RawFile | LeftAside:
    """The file in the raw store, or why its bytes cannot be read."""
    try:
        sha256 = digest(path)
    except OSError as error:
        return LeftAside(path.name, problems=(unreachable(path.name, path, error),))
    return store.put(path, sha256)


def _take(intake: Intake, file: RawFile, recognise: Recognise, aside: Path) -> None:
    opened = attempt(file, lambda: _opened(file, recognise))
    if isinstance(opened, LeftAside):
        intake.left_aside.append(
            opened if _is_data(file) or opened.fault else LeftAside(file.name, file.sha256)
        )
        return
    book, publication = opened
    if publication is None:
        of_none = attempt(file, lambda: _of_none(file, book))
        intake.left_aside.append(of_none)
    else:
        intake.recognised.append(_set_aside(file, publication, book, aside))


def _opened(file: RawFile, recognise: Recognise) -> tuple[Book, Publication | None]:
    """The file's sheets, and the publication that it is of."""
    book = open_book(file)
    return book, recognise(book)


def _is_data(file: RawFile) -> bool:
    return Path(file.name).suffix.lower() in DATA_ENDINGS


def _of_none(file: RawFile, book: Book) -> LeftAside:
    """A file of no publication, with what is known of it; one that nearly is of one ought to have been read."""
    if says := known_but_not_read(book):
        return LeftAside(file.name, file.sha256, says=says)
    return LeftAside(file.name, file.sha256, tuple(missing_from_nearest(book)))


def _set_aside(file: RawFile, publication: Publication, book: Book, aside: Path) -> Recognised:
    paths = []
    for number, sheet in enumerate(book.sheets):
        paths.append(aside / f"{file.sha256}.{number}")
        feather.write_feather(sheet.cells, paths[-1], compression="lz4")
    bare = replace(book, sheets=tuple(_without_cells(sheet) for sheet in book.sheets))
    return Recognised(file, publication, bare, tuple(paths))


def _without_cells(sheet: Sheet) -> Sheet:
    return replace(sheet, cells=pa.table({}))

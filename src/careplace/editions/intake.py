"""Takes in raw files: keeps their bytes, opens each once, and tells which publication each is of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
from pyarrow import feather

from careplace.editions.home import EditionError
from careplace.editions.rawstore import RawStore
from careplace.sources.books import open_book
from careplace.sources.contract import Problem, SourceError
from careplace.sources.publication import Book, Publication, RawFile, Sheet

Recognise = Callable[[Book], Publication | None]
# A file under another ending that cannot be opened (a PDF, a picture) is nothing that we were to read.
DATA_ENDINGS = {"", ".ods", ".xlsx", ".xls", ".csv", ".json", ".jsonl", ".gz", ".zip"}


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
    """What a raw folder held. `left_aside` names the files that no publication knows; they are no error."""

    recognised: list[Recognised] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def raw_files(raw: Path | Iterable[Path], home: Path) -> list[Path]:
    """Every file in the folder or folders of `raw`, in order of name; neither hidden files nor HOME itself.

    Raises:
        EditionError: when one of them does not exist, or there is no file at all.
    """
    roots = [raw] if isinstance(raw, str | Path) else list(raw)
    found = sorted({path for root in roots for path in _below(Path(root), home.resolve())})
    if not found:
        raise EditionError(
            f"no file in {', '.join(map(str, roots))}: `careplace fetch` downloads the current ones"
        )
    return sorted(found, key=lambda path: (path.name, path))


def _below(root: Path, home: Path) -> Iterator[Path]:
    if not root.exists():
        raise EditionError(f"{root} does not exist: --raw names the folder that holds the published files")
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and home not in path.resolve().parents:
            yield path


def take_in(paths: list[Path], store: RawStore, recognise: Recognise, aside: Path, progress) -> Intake:
    """Keep, open and recognise each file once; the same bytes under a second name are the same file."""
    intake, seen = Intake(), set()
    aside.mkdir()
    for done, path in enumerate(paths):
        progress(f"Reading {path.name}", done, len(paths))
        file = store.put(path)
        if file.sha256 not in seen:
            seen.add(file.sha256)
            _take(intake, file, recognise, aside)
    return intake


def _take(intake: Intake, file: RawFile, recognise: Recognise, aside: Path) -> None:
    try:
        book = open_book(file)
        publication = recognise(book)
    except SourceError as error:
        if Path(file.name).suffix.lower() in DATA_ENDINGS:
            intake.problems += error.problems
        else:
            intake.left_aside.append(file.name)
        return
    if publication is None:
        intake.left_aside.append(file.name)
    else:
        intake.recognised.append(_set_aside(file, publication, book, aside))


def _set_aside(file: RawFile, publication: Publication, book: Book, aside: Path) -> Recognised:
    paths = []
    for number, sheet in enumerate(book.sheets):
        paths.append(aside / f"{file.sha256}.{number}")
        feather.write_feather(sheet.cells, paths[-1], compression="lz4")
    bare = replace(book, sheets=tuple(_without_cells(sheet) for sheet in book.sheets))
    return Recognised(file, publication, bare, tuple(paths))


def _without_cells(sheet: Sheet) -> Sheet:
    return replace(sheet, cells=pa.table({}))

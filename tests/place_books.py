"""Books for tests about places: from CSV text, or from a CSV file, by a reader as plain as can be."""

import csv
import gzip
import hashlib
import io
from pathlib import Path

import pyarrow as pa

from careplace.sources.places import PUBLICATIONS
from careplace.sources.publication import Book, RawFile, Sheet


def book_of(text: str, name: str = "any.csv") -> Book:
    rows = list(csv.reader(io.StringIO(text)))
    width = max(map(len, rows), default=0)
    padded = [row + [None] * (width - len(row)) for row in rows]
    cells = pa.table({f"c{i}": pa.array([row[i] for row in padded], pa.string()) for i in range(width)})
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Book(RawFile(Path(name), name, digest), "csv", (Sheet("", cells),))


def book_at(path: Path) -> Book:
    data = path.read_bytes()
    text = gzip.decompress(data) if path.suffix == ".gz" else data
    return book_of(text.decode("utf-8-sig"), path.name)


def recognised(book: Book):
    found = [publication for publication in PUBLICATIONS if publication.recognise(book)]
    assert len(found) < 2, f"{book.file.name} is recognised by {[p.key for p in found]}"
    return found[0] if found else None


def tables_of(books) -> dict[str, pa.Table]:
    """Every place table that the books give, those of one contract under each other."""
    pieces: dict[str, list[pa.Table]] = {}
    for book in books:
        publication = recognised(book)
        if publication:
            for name, table in publication.read(book, None).tables.items():
                pieces.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in pieces.items()}

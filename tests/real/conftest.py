"""What real tests read beside the published data (tests/conftest.py): known answers of other packages in
CAREPLACE_VECTORS, else ../shared/vectors; small files that failed once in CAREPLACE_CASES, else ../shared/cases; what people
said in CAREPLACE_VOICES, else ../shared/voices.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import BESIDE

from careplace.cli.place import reader_of
from careplace.editions.opening import Edition, open_edition
from careplace.measures.reader import Reader
from careplace.places.gazetteer import Gazetteer
from careplace.sources import places, recognise
from careplace.sources.books import open_book
from careplace.sources.publication import Book, RawFile, Reading


def folder_beside(folder: Path, setting: str) -> Path:
    """A folder of real material. Without it the tests skip, and with CI=true they fail."""
    if folder.is_dir():
        return folder
    message = f"no folder {folder}; set {setting} to where it is"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Known answers of other packages."""
    return folder_beside(
        Path(os.environ.get("CAREPLACE_VECTORS", BESIDE.with_name("vectors"))), "CAREPLACE_VECTORS"
    )


@pytest.fixture(scope="session")
def cases() -> Path:
    """Small files that failed once, each folder with a README that says what is right."""
    return folder_beside(
        Path(os.environ.get("CAREPLACE_CASES", BESIDE.with_name("cases"))), "CAREPLACE_CASES"
    )


@pytest.fixture(scope="session")
def voices() -> Path:
    """Texts, comments and coded projects that other people published."""
    return folder_beside(
        Path(os.environ.get("CAREPLACE_VOICES", BESIDE.with_name("voices"))), "CAREPLACE_VOICES"
    )


@pytest.fixture(scope="session")
def newer_data(real_data) -> Path:
    """The files that were added in November 2026, in a folder beside the other published data."""
    return folder_beside(real_data.with_name("data-2026-11"), "CAREPLACE_REAL_DATA")


def opened(path: Path) -> Book:
    return open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))


@pytest.fixture(scope="session")
def gazetteer(real_data) -> Gazetteer:
    """The places of the published files."""
    tables = {}
    for path in sorted((real_data / "places").glob("*.csv")):
        book = opened(path)
        if (publication := recognise(book)) in places.PUBLICATIONS:
            tables |= publication.read(book, None).tables
    return Gazetteer.from_tables(tables)


@pytest.fixture(scope="session")
def read(real_data, gazetteer):
    """read(name) -> the Reading of the one published file of that name, read once: not to be changed."""
    readings = {}

    def once(name: str) -> Reading:
        if name not in readings:
            (path,) = real_data.rglob(name)
            book = opened(path)
            readings[name] = recognise(book).read(book, gazetteer)
        return readings[name]

    return once


@pytest.fixture(scope="session")
def edition(real_home) -> Iterator[Edition]:
    """The edition of all published files, opened once: no test makes a table or view in it."""
    with open_edition(real_home) as opened:
        yield opened


@pytest.fixture(scope="session")
def reader(edition) -> Reader:
    """The figures of that edition."""
    return reader_of(edition)

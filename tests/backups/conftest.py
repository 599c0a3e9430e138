"""A small home with two editions, publications and a database."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.editions import manifest
from careplace.editions.home import Home
from careplace.publications.changes import release

IDS = ("2026-05-29-0123456789", "2021-02-01-abcdef0123")
"""Editions, the first built first: by name they would be in the other order."""


@pytest.fixture
def home(tmp_path) -> Path:
    folder = tmp_path / "home"
    for id in IDS:
        edition = folder / "editions" / id
        (edition / "tables").mkdir(parents=True)
        (edition / "tables" / "notes.txt").write_text(f"rows of {id}")
        files = manifest.contents(edition)
        manifest.seal(edition, {"edition": id, "inputs": [], "files": files})
    (folder / "raw" / "ab").mkdir(parents=True)
    (folder / "raw" / "ab" / "abcd").write_bytes(b"as published")
    (folder / "raw" / "ab" / "abcd.json").write_text("{}")
    with Home(folder).locked():
        Home(folder).serve(IDS[1], "test")
    (folder / "building" / "left").mkdir(parents=True)
    (folder / "reports").mkdir()
    (folder / "reports" / "brief.pdf").write_bytes(b"%PDF-")
    release(folder, "northmoor-review", DESCRIPTION, FILES)
    return folder


@pytest.fixture
def sqlite(tmp_path) -> Path:
    path = tmp_path / "casework.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table visit (id integer primary key, words text)")
        connection.executemany(
            "insert into visit (words) values (?)", [(f"visit {n}" * 50,) for n in range(500)]
        )
        connection.commit()
    return path


def files_of(folder: Path) -> dict[str, bytes]:
    """{path: bytes} of everything that a backup keeps."""
    kept_folders = ("editions", "raw", "publications")
    paths = [path for name in kept_folders for path in (folder / name).rglob("*") if path.is_file()]
    paths.append(folder / "journal.jsonl")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.name != ".lock"}


def copied(home: Path, to: Path) -> Path:
    shutil.copytree(home, to, symlinks=True)
    return to

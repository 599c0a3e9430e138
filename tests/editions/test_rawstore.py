"""Raw files are kept by their bytes, once, read-only, with what is known of them."""

import hashlib
import json

import pytest

from careplace.editions.home import Home
from careplace.editions.rawstore import RawStore


@pytest.fixture
def store(tmp_path):
    place = Home(tmp_path / "home")
    with place.locked():
        yield RawStore(place)


def test_bytes_are_kept_under_their_hash(store, tmp_path):
    path = tmp_path / "07_October_2026_CQC_directory.csv"
    path.write_bytes(b"Name\n")
    note = {
        "sha256": hashlib.sha256(b"Name\n").hexdigest(),
        "publisher": "CQC",
        "address": "https://example.org/a",
    }
    (tmp_path / f".{path.name}.json").write_text(json.dumps(note))
    file = store.put(path)
    assert file.sha256 == hashlib.sha256(b"Name\n").hexdigest()
    assert file.path == tmp_path / "home" / "raw" / file.sha256[:2] / file.sha256
    assert file.path.read_bytes() == b"Name\n"
    assert file.name == path.name
    about = store.about(file.sha256)
    assert about["name"] == path.name
    assert (about["publisher"], about["address"]) == ("CQC", "https://example.org/a")
    assert about["first_kept"].endswith("+00:00")


@pytest.mark.parametrize("note", ['{"sha256": "of other bytes", "publisher": "CQC"}', "[]", "{", "\xff"])
def test_a_note_that_is_not_about_these_bytes_is_not_kept(store, tmp_path, note):
    (tmp_path / "a.csv").write_bytes(b"bytes")
    (tmp_path / ".a.csv.json").write_text(note, encoding="latin-1")
    assert set(store.about(store.put(tmp_path / "a.csv").sha256)) == {"name", "first_kept"}


def test_a_kept_file_is_read_only_and_apart_from_its_original(store, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"as published")
    file = store.put(path)
    path.write_bytes(b"edited since")
    assert file.path.read_bytes() == b"as published"
    assert file.path.stat().st_mode & 0o222 == 0
    assert path.stat().st_mode & 0o200


def test_the_first_record_of_a_file_stays(store, tmp_path):
    for name in ("first.csv", "second.csv"):
        (tmp_path / name).write_bytes(b"same")
        file = store.put(tmp_path / name)
    assert file.name == "second.csv"
    assert store.about(file.sha256)["name"] == "first.csv"
    assert list(store.hashes()) == [file.sha256]


def test_a_lost_record_is_written_again(store, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"same")
    file = store.put(tmp_path / "a.csv")
    file.path.with_suffix(".json").unlink()
    store.put(tmp_path / "a.csv")
    assert store.about(file.sha256)["name"] == "a.csv"


def test_a_removed_file_is_gone_with_its_record(store, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"same")
    file = store.put(tmp_path / "a.csv")
    store.remove(file.sha256)
    assert list(store.hashes()) == []
    assert not file.path.with_suffix(".json").exists()

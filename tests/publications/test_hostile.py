"""Names, links and damaged files that nobody released are refused."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.publications.changes import release
from careplace.publications.errors import DamagedPublication, NoSuchPublication, PublicationError
from careplace.publications.names import ID as IDS
from careplace.publications.records import Release
from careplace.publications.sealed import sealed, unsealed
from careplace.publications.store import Damaged, Store
from careplace.publications.verification import faults

ID = "northmoor-review"
HOSTILE = (
    "",
    ".",
    "..",
    "../x",
    "a/b",
    "/etc",
    "A",
    "-a",
    "a-",
    ".building",
    "a\n",
    "a\x00",
    "é",
    "a" * 81,
    "x y",
)


@pytest.mark.parametrize("id", HOSTILE)
def test_a_hostile_id_names_nothing(home, id):
    release(home, ID, DESCRIPTION, FILES)
    with pytest.raises(NoSuchPublication):
        Store(home).versions(id)
    with pytest.raises(PublicationError):
        release(home, id, DESCRIPTION, FILES)
    assert Store(home).ids() == [ID]


@pytest.mark.parametrize(
    "name", ["../v1/index.html", "manifest.json", "a.svg", "a.exe", "A.html", "a.html\n", ".html", "a"]
)
def test_a_hostile_file_name_is_refused(home, name):
    with pytest.raises(PublicationError, match="cannot be a file of a publication"):
        release(home, ID, DESCRIPTION, {**FILES, name: "x"})
    released = release(home, ID, DESCRIPTION, FILES)
    with pytest.raises(NoSuchPublication):
        Store(home).content(released, name)


@given(st.text(max_size=90))
def test_an_id_is_always_a_single_part_of_a_path(text):
    if IDS.fullmatch(text):
        assert "/" not in text
        assert not text.startswith(".")
        assert text == text.strip().lower()


@pytest.fixture
def stored(home) -> Release:
    return release(home, ID, DESCRIPTION, FILES)


def test_a_changed_file_is_not_sent(home, stored):
    path = Store(home).folder / ID / "v1" / "figures.csv"
    path.chmod(0o644)
    path.write_text("measure,value\ndelays,2\n")
    with pytest.raises(DamagedPublication, match=r"figures\.csv is not as it was released"):
        Store(home).content(stored, "figures.csv")
    assert [str(fault) for fault in faults(home)] == [f"{ID}/v1/figures.csv: is not as it was released"]


def test_a_link_is_not_followed(home, stored, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_bytes(FILES["figures.csv"].encode())
    path = Store(home).folder / ID / "v1" / "figures.csv"
    path.unlink()
    path.symlink_to(secret)
    with pytest.raises(DamagedPublication, match="cannot be read"):
        Store(home).content(stored, "figures.csv")
    assert len(faults(home)) == 1


def test_a_publication_that_is_a_link_is_none(home, stored):
    folder = Store(home).folder
    (folder / "copy").symlink_to(folder / ID)
    assert Store(home).ids() == [ID]
    assert [str(fault) for fault in faults(home)] == ["copy: is no publication"]


def test_a_version_that_is_a_link_is_damaged(home, stored, tmp_path):
    folder = Store(home).folder / ID
    (folder / "v1").rename(tmp_path / "elsewhere")
    (folder / "v1").symlink_to(tmp_path / "elsewhere")
    assert isinstance(Store(home).versions(ID)[0], Damaged)
    assert len(faults(home)) == 1


def test_a_pipe_in_place_of_a_file_keeps_nobody_waiting(home, stored):
    path = Store(home).folder / ID / "v1" / "figures.csv"
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(DamagedPublication):
        Store(home).content(stored, "figures.csv")


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"seal": 1}', b"null", b"\xff"])
def test_a_damaged_manifest_damages_its_version_alone(home, stored, damage):
    release(home, "another", DESCRIPTION, FILES)
    path = Store(home).folder / ID / "v1" / "manifest.json"
    path.chmod(0o644)
    path.write_bytes(damage)
    (version,) = Store(home).versions(ID)
    assert isinstance(version, Damaged)
    assert "v1 cannot be read" in version.why
    assert isinstance(Store(home).versions("another")[0], Release)
    assert [fault.where for fault in faults(home)] == [f"{ID}/v1"]


def test_the_manifest_of_another_publication_is_refused(home, stored):
    release(home, "another", DESCRIPTION, {**FILES, "index.html": "<p>Other words</p>"})
    folder = Store(home).folder
    path = folder / ID / "v1" / "manifest.json"
    path.unlink()
    path.write_bytes((folder / "another" / "v1" / "manifest.json").read_bytes())
    assert "it is of another v1" in Store(home).versions(ID)[0].why


@pytest.mark.parametrize(
    "change", [{"title": 5}, {"version": 2}, {"files": []}, {"schema": 2}, {"published_on": "soon"}]
)
def test_a_sealed_record_of_another_shape_is_damaged_not_an_error(home, stored, change):
    path = Store(home).folder / ID / "v1" / "manifest.json"
    record = unsealed(path.read_bytes())
    path.unlink()
    path.write_bytes(sealed(record | change))
    assert isinstance(Store(home).versions(ID)[0], Damaged)


def test_a_version_that_was_taken_away_is_missing(home, stored):
    release(home, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    (Store(home).folder / ID / "v2").rename(home / "v2")
    assert [str(fault) for fault in faults(home)] == [f"{ID}/v2: missing"]


def test_a_file_that_nobody_released_is_added(home, stored):
    (Store(home).folder / ID / "v1" / "more.html").write_text("<script>")
    (Store(home).folder / ID / "notes.txt").write_text("mine")
    assert [str(fault) for fault in faults(home)] == [
        f"{ID}/notes.txt: is no part of a publication",
        f"{ID}/v1/more.html: added",
    ]


def test_a_journal_that_names_no_publication_is_a_fault(home, stored):
    with (Store(home).folder / ".journal.jsonl").open("a") as journal:
        journal.write(json.dumps({"id": "../..", "version": 1}) + "\n")
    assert [fault.where for fault in faults(home)] == [".journal.jsonl"]


@given(
    st.dictionaries(st.text(), st.none() | st.integers() | st.text() | st.lists(st.text())).filter(
        lambda d: "seal" not in d
    )
)
def test_a_record_is_unsealed_as_it_was_sealed(record):
    assert unsealed(sealed(record)) == record


@given(st.data())
def test_no_changed_byte_of_a_record_goes_unnoticed(data):
    content = bytearray(sealed({"title": "Review", "version": 1}))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    try:
        record = unsealed(bytes(content))
    except ValueError:
        return
    assert record == {"title": "Review", "version": 1}

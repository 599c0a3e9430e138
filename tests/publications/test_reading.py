"""The store as it is read: records there and back, files without links, and what a draft lacks."""

import os
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.publications import files
from careplace.publications.changes import release
from careplace.publications.errors import NoSuchPublication
from careplace.publications.names import MEDIA_TYPES, media_type
from careplace.publications.records import (
    KINDS,
    Description,
    PublishedFile,
    Release,
    Tombstone,
    release_of,
    tombstone_of,
)
from careplace.publications.sealed import sealed, unsealed
from careplace.publications.store import Store

WORDS = st.text(min_size=1, max_size=40).filter(str.strip)
DESCRIPTIONS = st.builds(
    Description,
    kind=st.sampled_from(list(KINDS)),
    title=WORDS,
    summary=WORDS,
    place=WORDS,
    place_name=WORDS,
    author=WORDS,
    published_on=st.dates(),
    edition=st.none() | WORDS,
)


@given(DESCRIPTIONS, st.integers(1, 9999), st.none() | st.integers(1, 9999), st.text())
def test_a_manifest_is_read_as_it_was_written(description, version, supersedes, note):
    published = (PublishedFile("a.csv", "0" * 64, 3), PublishedFile("index.html", "1" * 64, 5))
    written = Release("review", version, description, published, supersedes, note)
    assert release_of(unsealed(sealed(written.as_record()))) == written


@given(DESCRIPTIONS, st.integers(1, 9999), st.dates(), WORDS)
def test_a_tombstone_is_read_as_it_was_written(description, version, withdrawn_on, reason):
    written = Tombstone("review", version, description, withdrawn_on, reason)
    assert tombstone_of(unsealed(sealed(written.as_record()))) == written


@pytest.mark.parametrize(
    "change", [{"title": " "}, {"kind": "rumour"}, {"schema": 2}, {"published_on": "2026-13-01"}]
)
def test_a_record_that_could_not_have_been_released_is_refused(change):
    record = Release("review", 1, DESCRIPTION, (), None, "").as_record()
    with pytest.raises(ValueError):
        release_of(record | change)


@pytest.mark.parametrize("name", ["title", "summary", "place", "place_name", "author"])
def test_what_a_description_lacks_is_named(name):
    assert replace(DESCRIPTION, **{name: "\t"}).problems() == [f"{name}: write it"]


def test_a_description_that_lacks_nothing():
    assert DESCRIPTION.problems() == []
    assert replace(DESCRIPTION, edition=None, published_on=date(1999, 1, 1)).problems() == []


def test_every_ending_has_a_media_type_and_text_says_its_encoding():
    assert {media_type(f"a.{ending}") for ending in MEDIA_TYPES} == set(MEDIA_TYPES.values())
    assert all("utf-8" in kind for kind in MEDIA_TYPES.values() if kind.startswith("text/"))


def test_a_store_that_is_not_there_has_nothing(home):
    assert Store(home).ids() == []
    assert Store(home).numbers("northmoor-review") == []
    with pytest.raises(NoSuchPublication, match="there is no publication 'northmoor-review'"):
        Store(home).versions("northmoor-review")


def test_ids_are_in_order_and_hidden_files_are_none(home):
    for id in ("b", "a", "c1"):
        release(home, id, DESCRIPTION, FILES)
    (Store(home).folder / "empty").mkdir()
    assert Store(home).ids() == ["a", "b", "c1"]


def test_a_link_anywhere_below_the_root_is_not_followed(tmp_path):
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "real" / "inner" / "a").write_bytes(b"a")
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "real" / "link").symlink_to("inner/a")
    assert files.contents(tmp_path, "real", "inner", "a") == b"a"
    assert files.names(tmp_path, "real") == ["inner", "link"]
    assert files.names(tmp_path, "nothing") == []
    for parts in (("linked", "inner", "a"), ("real", "link"), ("real", "inner")):
        with pytest.raises(OSError, match=r"Too many levels|no plain file|Not a directory"):
            files.contents(tmp_path, *parts)
    with pytest.raises(OSError, match=r"Not a directory|Too many levels"):
        files.names(tmp_path, "linked")


def test_a_refused_file_leaves_no_handle_open(tmp_path):
    (tmp_path / "folder").mkdir()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(5):
        with pytest.raises(OSError, match="folder is no plain file"):
            files.contents(tmp_path, "folder")
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_the_root_itself_may_be_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "a").write_bytes(b"a")
    (tmp_path / "home").symlink_to("disk")
    assert files.contents(tmp_path / "home", "a") == b"a"

"""Releases and withdrawals: whole or not at all, in order, and with a tombstone."""

import fcntl
import multiprocessing
import os
from dataclasses import replace
from datetime import date

import pytest
from tests.publications.conftest import DESCRIPTION, FILES

from careplace.publications import changes
from careplace.publications.changes import release, withdraw
from careplace.publications.errors import NoSuchPublication, PublicationError
from careplace.publications.records import Release, Tombstone
from careplace.publications.store import Store
from careplace.publications.verification import faults

ID = "northmoor-review"
ON = date(2026, 11, 20)


def test_a_release_is_read_back_as_it_was_given(home):
    released = release(home, ID, DESCRIPTION, FILES)
    store = Store(home)
    assert store.ids() == [ID]
    assert store.versions(ID) == [released]
    assert released.description == DESCRIPTION
    assert (released.version, released.supersedes, released.note) == (1, None, "")
    assert store.content(released, "review.pdf") == FILES["review.pdf"]
    assert [file.name for file in released.files] == ["figures.csv", "index.html", "review.pdf"]
    assert faults(home) == []


def test_a_release_cannot_be_written_to(home):
    release(home, ID, DESCRIPTION, FILES)
    modes = {path.stat().st_mode & 0o777 for path in (Store(home).folder / ID / "v1").iterdir()}
    assert modes == {0o444}


def test_versions_follow_one_another_with_a_note(home):
    first = release(home, ID, DESCRIPTION, FILES)
    second = release(home, ID, DESCRIPTION, FILES, supersedes=1, note="Delays of March corrected")
    assert (second.version, second.supersedes, second.note) == (2, 1, "Delays of March corrected")
    assert Store(home).versions(ID) == [first, second]


@pytest.mark.parametrize(
    ("supersedes", "note", "message"),
    [
        (None, "", "write which version this one supersedes .the latest is 1"),
        (2, "later", "the latest version of northmoor-review is 1, not 2"),
        (1, " ", "note: write what is different"),
    ],
)
def test_a_version_that_does_not_follow_the_latest_is_refused(home, supersedes, note, message):
    release(home, ID, DESCRIPTION, FILES)
    with pytest.raises(PublicationError, match=message):
        release(home, ID, DESCRIPTION, FILES, supersedes=supersedes, note=note)
    assert Store(home).numbers(ID) == [1]


def test_a_first_version_supersedes_none(home):
    with pytest.raises(PublicationError, match="its first version supersedes none"):
        release(home, ID, DESCRIPTION, FILES, supersedes=1, note="later")
    assert Store(home).ids() == []


def test_everything_wrong_with_a_description_is_reported_at_once(home):
    with pytest.raises(PublicationError) as refused:
        release(home, ID, replace(DESCRIPTION, title=" ", author="", kind="rumour"), FILES)
    assert "title: write it" in str(refused.value)
    assert "author: write it" in str(refused.value)
    assert "'rumour' is none of review" in str(refused.value)


def test_a_withdrawal_leaves_a_tombstone_and_no_file(home):
    release(home, ID, DESCRIPTION, FILES)
    release(home, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    withdrawn = withdraw(home, ID, "It named a person.", ON)
    assert withdrawn == [Tombstone(ID, n, DESCRIPTION, ON, "It named a person.") for n in (1, 2)]
    assert Store(home).versions(ID) == withdrawn
    assert sorted(p.name for p in (Store(home).folder / ID).iterdir()) == [
        "v1.withdrawn.json",
        "v2.withdrawn.json",
    ]
    assert not (Store(home).folder / ".building").exists()
    assert faults(home) == []


def test_one_version_may_be_withdrawn_alone_and_its_number_is_never_used_again(home):
    release(home, ID, DESCRIPTION, FILES)
    withdraw(home, ID, "It named a person.", ON, version=1)
    with pytest.raises(PublicationError, match="write which version"):
        release(home, ID, DESCRIPTION, FILES)
    assert release(home, ID, DESCRIPTION, FILES, supersedes=1, note="without the name").version == 2
    assert [type(version) for version in Store(home).versions(ID)] == [Tombstone, Release]


def test_the_number_of_a_version_that_was_deleted_by_hand_is_not_used_again(home):
    release(home, ID, DESCRIPTION, FILES)
    release(home, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    (Store(home).folder / ID / "v2").rename(home / "v2")
    with pytest.raises(PublicationError, match="northmoor-review v2 is missing from the store: restore it"):
        release(home, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    (home / "v2").rename(Store(home).folder / ID / "v2")
    assert release(home, ID, DESCRIPTION, FILES, supersedes=2, note="again").version == 3


@pytest.mark.parametrize(
    ("id", "reason", "version", "message"),
    [
        (ID, " ", None, "write why it is withdrawn"),
        (ID, "wrong", 2, "version 2 of northmoor-review does not stand"),
        ("other", "wrong", None, "there is no publication 'other'"),
    ],
)
def test_what_cannot_be_withdrawn(home, id, reason, version, message):
    release(home, ID, DESCRIPTION, FILES)
    with pytest.raises(PublicationError, match=message):
        withdraw(home, id, reason, ON, version)
    assert isinstance(Store(home).versions(ID)[0], Release)


def test_what_is_withdrawn_cannot_be_withdrawn_again(home):
    release(home, ID, DESCRIPTION, FILES)
    withdraw(home, ID, "wrong", ON)
    with pytest.raises(NoSuchPublication, match="does not stand"):
        withdraw(home, ID, "wrong", ON)


def test_two_changes_at_once_are_not_made(home):
    release(home, ID, DESCRIPTION, FILES)
    with (Store(home).folder / changes.LOCK).open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(PublicationError, match="another change of the publications is under way"):
            withdraw(home, ID, "wrong", ON)


@pytest.mark.parametrize("step", range(5))
def test_a_release_that_is_killed_is_there_whole_or_not_at_all(home, step):
    release(home, ID, DESCRIPTION, FILES)
    withdraw(home, ID, "wrong", ON)
    release(home, ID, DESCRIPTION, FILES, supersedes=1, note="corrected")
    process = multiprocessing.get_context("fork").Process(target=_killed_release, args=(home, step))
    process.start()
    process.join()
    assert process.exitcode == 9
    versions = Store(home).versions(ID)
    assert len(versions) in (2, 3)
    assert all(isinstance(version, Tombstone | Release) for version in versions)
    assert [fault for fault in faults(home) if "missing" in fault.what] == []
    latest = len(versions)
    assert release(home, ID, DESCRIPTION, FILES, supersedes=latest, note="again").version == latest + 1
    assert faults(home) == []


def _killed_release(home, step):
    _die_at(step)
    release(home, ID, DESCRIPTION, FILES, supersedes=2, note="killed")


@pytest.mark.parametrize("step", range(5))
def test_a_withdrawal_that_is_killed_has_happened_or_not(home, step):
    release(home, ID, DESCRIPTION, FILES)
    process = multiprocessing.get_context("fork").Process(target=_killed_withdrawal, args=(home, step))
    process.start()
    process.join()
    assert process.exitcode == 9
    (version,) = Store(home).versions(ID)
    if isinstance(version, Release):
        withdraw(home, ID, "wrong", ON)
    else:
        # The next change deletes what the killed one left.
        release(home, "another", DESCRIPTION, FILES)
    assert not (Store(home).folder / ID / "v1").exists()
    assert faults(home) == []


def _killed_withdrawal(home, step):
    _die_at(step)
    withdraw(home, ID, "wrong", ON)


def _die_at(step: int) -> None:
    """Let this process die at the given one of its steps that change the disk."""
    steps = iter(range(1000))

    def dying(function):
        def call(*args, **kwargs):
            if next(steps) == step:
                os._exit(9)
            return function(*args, **kwargs)

        return call

    for name in ("_building", "sync_tree", "put_in_place", "sync", "append_line"):
        setattr(changes, name, dying(getattr(changes, name)))

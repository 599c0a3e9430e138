"""What stands in a raw folder, through links and circles of links; and what cannot be reached is named."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.editions import intake
from careplace.editions.home import EditionError
from careplace.editions.rawfolder import raw_files

NOBODY = 65534


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(raw, home="nowhere") -> list[str]:
    files, lost = raw_files(raw, Path(home))
    assert lost == []
    return [path.name for path in files]


def test_files_are_found_in_folders_and_through_links_in_order_of_name(tmp_path):
    write(tmp_path / "elsewhere" / "deep" / "a.csv")
    write(tmp_path / "raw" / "c.csv")
    write(tmp_path / "b-target.csv")
    (tmp_path / "raw" / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "raw" / "b.csv").symlink_to("../b-target.csv")
    assert names(tmp_path / "raw") == ["a.csv", "b.csv", "c.csv"]


def test_raw_itself_may_be_a_link(tmp_path):
    write(tmp_path / "folder" / "a.csv")
    (tmp_path / "raw").symlink_to("folder")
    assert names(tmp_path / "raw") == ["a.csv"]


def test_a_circle_of_links_ends(tmp_path):
    write(tmp_path / "raw" / "a.csv")
    write(tmp_path / "raw" / "one" / "b.csv")
    (tmp_path / "raw" / "one" / "up").symlink_to("..")
    (tmp_path / "raw" / "two").symlink_to("one")
    assert names(tmp_path / "raw") == ["a.csv", "b.csv"]


def test_hidden_files_folders_and_home_are_not_raw(tmp_path):
    write(tmp_path / "raw" / "a.csv")
    for name in (
        ".hidden.csv",
        ".folder/x.csv",
        "~$lock.xlsx",
        "home/raw/ab/abcd",
        "home/editions/x/manifest.json",
    ):
        write(tmp_path / "raw" / name)
    (tmp_path / "raw" / "link").symlink_to("home")
    assert names(tmp_path / "raw", tmp_path / "raw" / "home") == ["a.csv"]


def test_what_is_no_file_is_passed_over(tmp_path):
    write(tmp_path / "raw" / "a.csv")
    os.mkfifo(tmp_path / "raw" / "pipe.csv")
    assert names(tmp_path / "raw") == ["a.csv"]


@pytest.mark.parametrize("target", ["gone.csv", "loop.csv"])
def test_a_link_that_leads_nowhere_is_named(tmp_path, target):
    write(tmp_path / "raw" / "a.csv")
    (tmp_path / "raw" / "deep").mkdir()
    (tmp_path / "raw" / "deep" / "loop.csv").symlink_to(target)
    files, (lost,) = raw_files(tmp_path / "raw", Path("nowhere"))
    assert [path.name for path in files] == ["a.csv"]
    assert lost.name == "deep/loop.csv"
    assert lost.unreadable
    assert lost.why[0].startswith("found a link that leads nowhere (")


@contextlib.contextmanager
def as_nobody():
    """Be a user who may not read everything: for root no folder is closed."""
    mine = os.geteuid()
    if mine:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


@pytest.fixture
def closed(tmp_path):
    """A raw folder with a closed folder in it; every user can reach it, unlike pytest's own."""
    for folder in tmp_path.parents:
        if folder.owner() == tmp_path.owner() and folder.name.startswith(("pytest-", "popen-")):
            folder.chmod(0o755)
    tmp_path.chmod(0o755)
    write(tmp_path / "raw" / "a.csv")
    folder = write(tmp_path / "raw" / "closed" / "deep" / "b.csv").parent.parent
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


def test_a_folder_that_may_not_be_read_is_named_as_such(closed):
    with as_nobody():
        files, (lost,) = raw_files(closed.parent, Path("nowhere"))
    assert [path.name for path in files] == ["a.csv"]
    assert lost.name == "closed"
    assert lost.why[0].startswith(
        "found a folder that may not be read (permission denied); expected leave to read it"
    )


def test_a_raw_folder_that_may_not_be_read_is_another_thing_than_none(closed):
    with as_nobody(), pytest.raises(EditionError, match=r"may not be read \(permission denied\)"):
        raw_files(closed / "deep", Path("nowhere"))
    with as_nobody():
        files, (lost,) = raw_files(closed, Path("nowhere"))
    assert (files, lost.name) == ([], "closed")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.symlink_to("gone"), "is a link that leads nowhere"),
        (lambda path: path.mkdir(), "no file in"),
    ],
)
def test_a_raw_folder_without_anything_says_what_is_wrong(tmp_path, make, words):
    make(tmp_path / "raw")
    with pytest.raises(EditionError, match=words):
        raw_files(tmp_path / "raw", Path("nowhere"))


@given(
    files=st.sets(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join), max_size=8),
    links=st.lists(
        st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "d-a", "d-b", "d-c", "d-a/d-b"])), max_size=3
    ),
)
def test_links_add_no_file_and_lose_none(tmp_path_factory, files, links):
    root = tmp_path_factory.mktemp("raw")
    for name in files:
        *folders, last = name.split("/")
        write(root.joinpath(*(f"d-{folder}" for folder in folders), f"f-{last}.csv"), name)
    write(root / "always.csv", "always")
    for name, target in links:
        if not (root / name).is_symlink() and (root / target).is_dir():
            (root / name).symlink_to(root / target)
    plain = {path.read_text() for path in root.rglob("*.csv")}
    found, lost = raw_files(root, Path("nowhere"))
    assert {path.read_text() for path in found} == plain
    assert lost == []


def test_a_file_that_may_not_be_read_is_left_aside_as_such(closed):
    path = write(closed.parent / "closed.csv")
    path.chmod(0)
    with as_nobody():
        for file in (path, closed / "deep" / "b.csv"):
            assert (
                "a file that may not be read (permission denied)" in intake._stored(file, store=None).why[0]
            )
    (gone,) = intake._stored(closed.parent / "gone.csv", store=None).why
    assert gone.startswith("found a file that cannot be read (No such file or directory)")

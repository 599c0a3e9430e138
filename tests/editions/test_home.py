"""The folder of folders: ids, locks and journals."""

import contextlib
import multiprocessing
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editions.fictional import write_register

from careplace.durable import append_line, lines
from careplace.editions.build import build
from careplace.editions.home import EditionError, Home
from careplace.editions.keeping import editions, use, verify
from careplace.editions.opening import open_edition


def hold(folder, held, release):
    with Home(folder).locked():
        held.set()
        release.wait(30)


def test_a_lock_is_held_against_other_processes_and_dies_with_its_own(tmp_path):
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    process = context.Process(target=hold, args=(tmp_path, held, release))
    process.start()
    assert held.wait(60)
    with pytest.raises(EditionError, match="another careplace"), Home(tmp_path).locked():
        pass
    process.kill()
    process.join()
    with Home(tmp_path).locked():
        pass


def test_a_workshop_is_gone_with_what_is_left_in_it(tmp_path):
    home = Home(tmp_path)
    with contextlib.suppress(RuntimeError), home.locked(), home.workshop() as folder:
        (folder / "half").write_text("x")
        raise RuntimeError
    assert list(home.building.iterdir()) == []


def test_a_link_to_an_edition_that_is_gone_serves_nothing(tmp_path):
    home = Home(tmp_path)
    (tmp_path / "current").symlink_to("editions/2026-05-01-0123456789")
    assert home.current() is None
    with pytest.raises(EditionError, match="holds no edition"):
        home.edition()


def test_only_folders_named_like_editions_are_editions(tmp_path):
    home = Home(tmp_path)
    for name in ("2026-05-01-0123456789", "undated-0123456789", "notes", "2026-05-01-xyz"):
        (home.editions / name).mkdir(parents=True)
    assert sorted(home.ids()) == ["2026-05-01-0123456789", "undated-0123456789"]


steps = st.lists(st.sampled_from(["a", "b", "c", "back"]), max_size=20)


@settings(deadline=None)  # each step waits for the disk
@given(steps=steps)
def test_served_is_a_pile_of_steps(tmp_path_factory, steps):
    home = Home(tmp_path_factory.mktemp("served"))
    names = {letter: f"2026-05-01-{letter * 10}" for letter in "abc"}
    for name in names.values():
        (home.editions / name).mkdir(parents=True)
    pile = []
    with home.locked():
        for step in steps:
            if step != "back":
                if pile[-1:] != [step]:
                    pile.append(step)
                home.serve(names[step], "build")
            elif len(pile) > 1:
                pile.pop()
                home.serve(names[pile[-1]], "rollback")
    assert home.served() == [names[letter] for letter in pile]


@settings(deadline=None)
@given(
    records=st.lists(st.dictionaries(st.text(), st.integers() | st.text()), max_size=5),
    cut=st.integers(0, 40),
)
def test_a_cut_journal_loses_its_last_line_only(tmp_path_factory, records, cut):
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    for record in records:
        append_line(path, record)
    assert lines(path) == records
    if records:
        last = path.read_bytes().splitlines()[-1]
        path.write_bytes(path.read_bytes()[: -1 - min(cut, len(last) - 1) - 1])
        append_line(path, {"after": 1})
        assert lines(path) == [*records[:-1], {"after": 1}]


@pytest.fixture
def copied(raw, home, world):
    """A home with an edition, whose link is gone."""
    id = build(raw, home, **world).id
    (home / "current").unlink()
    return home, id


def test_current_may_be_a_folder_that_a_copy_made_of_the_link(copied, raw, world):
    home, id = copied
    shutil.copytree(home / "editions" / id, home / "current")
    with open_edition(home) as edition:
        assert edition.id == id
    assert build(raw, home, **world).id == id
    assert (home / "current").readlink().name == id


def test_current_may_be_a_file_that_says_where_the_link_led(copied, raw, world):
    home, id = copied
    (home / "current").write_text(f"editions/{id}\n")
    assert Home(home).current() == id
    assert use(home, id) == id
    assert (home / "current").is_symlink()


@pytest.mark.parametrize("content", ["nonsense", "", "editions/../../etc"])
def test_a_current_that_means_nothing_says_what_to_do(copied, raw, world, content):
    home, _id = copied
    (home / "current").write_text(content)
    for step in (lambda: open_edition(home), lambda: build(raw, home, **world), lambda: editions(home)):
        with pytest.raises(EditionError, match=r"current is no link to an edition: move it away"):
            step()
    assert (home / "current").read_text() == content


def test_a_folder_current_that_is_no_edition_is_never_removed(copied, raw, world):
    home, _id = copied
    (home / "current").mkdir()
    (home / "current" / "mine.txt").write_text("x")
    with pytest.raises(EditionError, match="move it away"):
        build(raw, home, **world)
    assert (home / "current" / "mine.txt").exists()


@pytest.mark.parametrize("name", ["home[x]", "h?me", "h*me", "**", "it's", "per%20cent"])
def test_a_home_of_any_name_holds_its_own_editions(raw, tmp_path, world, name):
    for folder in ("home", "homex", name):
        build(raw, tmp_path / folder, **world)
    write_register(raw, "2026-06-01")
    build(raw, tmp_path / name, **world)
    with open_edition(tmp_path / name) as edition:
        assert edition.engine.rows("select count(*) as n from register_list") == [{"n": 60}]
    assert verify(tmp_path / name) == []

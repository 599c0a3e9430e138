"""Casework's edition: closed when another replaced it and nobody reads it any more."""

import duckdb
import pytest

from careplace.casework.edition_reader import NoEdition, edition, forget, place_name

FIRST, SECOND = "2026-01-01-aaaaaaaaaa", "2026-02-01-bbbbbbbbbb"


@pytest.fixture
def home(tmp_path, demo_home):
    """A home with two editions, of which the first is current."""
    (tmp_path / "editions").mkdir()
    for id in (FIRST, SECOND):
        (tmp_path / "editions" / id).symlink_to((demo_home / "current").resolve())
    serve(tmp_path, FIRST)
    yield tmp_path
    forget()


def serve(home, id: str) -> None:
    (home / "current").unlink(missing_ok=True)
    (home / "current").symlink_to(home / "editions" / id)


def is_open(edition) -> bool:
    try:
        return edition.engine.rows("select 1 as one") == [{"one": 1}]
    except duckdb.Error:
        return False


def test_it_is_opened_once(home):
    with edition(home) as before, edition(home) as after:
        assert before is after
    assert is_open(before)


def test_one_that_nobody_reads_is_closed_when_another_replaces_it(home):
    with edition(home) as first:
        pass
    serve(home, SECOND)
    with edition(home) as second:
        assert second.id == SECOND
    assert not is_open(first)
    assert is_open(second)


def test_one_that_is_read_is_closed_when_its_last_reader_is_done(home):
    with edition(home) as first:
        with edition(home):
            serve(home, SECOND)
            with edition(home) as second:
                assert second.id == SECOND
        assert is_open(first)
    assert not is_open(first)


def test_a_failure_of_the_reader_lets_go_of_it(home):
    with pytest.raises(KeyError), edition(home) as first:
        raise KeyError
    serve(home, SECOND)
    with edition(home):
        assert not is_open(first)


def test_without_an_edition_a_place_is_called_by_its_code(tmp_path):
    with pytest.raises(NoEdition), edition(tmp_path):
        pass
    assert place_name(tmp_path, "E08000026") == "E08000026"

"""Results that are kept while nobody changes a record of the place."""

import pytest
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.unchanged import MOST, end_of_chain, while_unchanged

pytestmark = pytest.mark.usefixtures("both")


def change(place: str = PLACE) -> None:
    with locked_chain(place, "ann") as chain:
        chain.append("edit", ("service", "1"), {}, {})


def undone(look) -> None:
    """A change that is looked at before it fails."""
    with locked_chain(PLACE, "ann") as chain:
        chain.append("edit", ("service", "1"), {}, {})
        look()
        raise ZeroDivisionError


def counter():
    """A function that is kept, and the arguments of each of its runs."""
    runs: list[tuple] = []

    @while_unchanged
    def count(place: str, *arguments) -> int:
        runs.append((place, *arguments))
        return len(runs)

    return count, runs


def test_a_result_is_kept_until_a_record_of_the_place_changes():
    count, runs = counter()
    change()
    assert [count(PLACE), count(PLACE)] == [1, 1]
    change(OTHER_PLACE)
    assert count(PLACE) == 1
    change()
    assert [count(PLACE), count(PLACE)] == [2, 2]
    assert runs == [(PLACE,), (PLACE,)]


def test_each_place_and_each_argument_has_its_own_result():
    count, runs = counter()
    change(), change(OTHER_PLACE)
    calls = [(PLACE, 1), (OTHER_PLACE, 1), (PLACE, 2)]
    assert [count(*call) for call in (*calls, *calls)] == [1, 2, 3, 1, 2, 3]
    assert runs == calls


def test_of_a_place_without_any_event_nothing_is_kept():
    count, _runs = counter()
    assert end_of_chain(PLACE) == ""
    assert [count(PLACE), count(PLACE)] == [1, 2]


def test_a_change_that_is_undone_leaves_no_result_behind():
    """What was calculated inside a transaction that failed is kept under a digest that never comes back."""
    count, runs = counter()
    change()
    assert count(PLACE) == 1
    with pytest.raises(ZeroDivisionError):
        undone(lambda: count(PLACE))
    assert len(runs) == 2
    assert count(PLACE) == 1
    change()
    assert count(PLACE) == 3


def test_an_error_is_not_kept_and_the_oldest_results_go():
    change()
    failures = []

    @while_unchanged
    def sometimes(place: str, number: int) -> int:
        failures.append(number)
        if failures == [0]:
            raise ZeroDivisionError
        return number

    with pytest.raises(ZeroDivisionError):
        sometimes(PLACE, 0)
    assert [sometimes(PLACE, n) for n in range(MOST + 1)] == list(range(MOST + 1))
    assert sometimes(PLACE, 0) == 0
    assert failures == [0, *range(MOST + 1), 0]

"""Every value is a parameter, and those for a change cover every row and column."""

from hypothesis import given
from hypothesis import strategies as st
from tests.kinds import every, pairs, some

LENGTHS = st.integers(1, 12)
LETTERS = "abcdefghijkl"


def all_of(params: list) -> list:
    return [param.values for param in params]


def for_a_change(params: list) -> list:
    return [param.values for param in params if not param.marks]


def test_values_that_are_not_tried_are_for_the_release():
    params = some("abc", "b")
    assert all_of(params) == [("a",), ("b",), ("c",)]
    assert for_a_change(params) == [("b",)]
    assert {mark.name for param in params for mark in param.marks} == {"release"}


def test_a_tuple_is_a_value_for_each_argument():
    assert all_of(some([("a", 1), ("b", 2)], [("b", 2)])) == [("a", 1), ("b", 2)]


def test_every_third_is_for_a_change_with_the_first():
    params = every(3, LETTERS)
    assert all_of(params) == [(letter,) for letter in LETTERS]
    assert for_a_change(params) == [("a",), ("d",), ("g",), ("j",)]


@given(LENGTHS, LENGTHS, st.integers(1, 3))
def test_pairs_are_all_pairs_and_a_change_tries_every_row_and_column(rows, columns, each):
    letters = LETTERS[:columns]
    params = pairs(range(rows), letters, each)
    assert all_of(params) == [(n, letter) for n in range(rows) for letter in letters]
    tried = for_a_change(params)
    for row in range(rows):
        assert sum(n == row for n, _letter in tried) >= min(each, columns)
    assert {letter for _n, letter in tried} == set(letters)

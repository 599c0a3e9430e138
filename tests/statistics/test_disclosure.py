"""Disclosure control: an attacker who knows every shown cell and every sum must not learn a small count."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.disclosure import (
    LARGEST_SMALL,
    Earlier,
    Sum,
    inferred,
    protect,
    protect_nested,
    protect_table,
    rounded,
    table_sums,
)


def with_totals(cells) -> np.ndarray:
    table = np.array(cells)
    table = np.column_stack([table, table.sum(axis=1)])
    return np.vstack([table, table.sum(axis=0)])


small_tables = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 25), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(small_tables, st.sampled_from([4, 7]))
def test_no_small_count_can_be_worked_out(cells, largest):
    table = with_totals(cells)
    safe = protect_table(table, largest)
    assert np.array_equal(safe.primary, (table > 0) & (table <= largest))
    assert (safe.withheld >= safe.primary).all()
    for cell in np.flatnonzero(safe.primary):
        low, high = inferred(table.ravel(), safe.withheld.ravel(), table_sums(table.shape), int(cell))
        assert low <= 1 + 1e-6
        assert high >= largest - 1e-6


def brute_force(table, withheld, cell) -> set[int]:
    """Every value of `cell` that some table of whole counts with the same shown cells has."""
    shape, total = (table.shape[0] - 1, table.shape[1] - 1), table[-1, -1]
    found = set()
    for inner in itertools.product(range(total + 1), repeat=shape[0] * shape[1]):
        other = with_totals(np.reshape(inner, shape))
        if np.array_equal(other[~withheld], table[~withheld]):
            found.add(int(other.ravel()[cell]))
    return found


def test_what_is_inferred_is_what_every_possible_table_leaves_open():
    table = with_totals([[1, 4], [5, 2]])
    withheld = np.zeros((3, 3), bool)
    withheld[:2, :2] = True
    low, high = inferred(table.ravel(), withheld.ravel(), table_sums(table.shape), 0)
    possible = brute_force(table, withheld, 0)
    assert (low, high) == (min(possible), max(possible))


def test_one_small_cell_takes_three_others_and_no_total():
    safe = protect_table(with_totals([[3, 20, 30], [15, 40, 8], [11, 9, 60]]))
    assert safe.primary.sum() == 1
    assert safe.withheld.sum() == 4
    assert not safe.withheld[-1].any()
    assert not safe.withheld[:, -1].any()


def test_two_ones_that_sum_to_a_shown_two_are_no_protection():
    # Withholding both and no more would leave each between 0 and 2.
    table = with_totals([[1, 1, 40], [30, 30, 30]])
    withheld = protect_table(table).withheld
    low, high = inferred(table.ravel(), withheld.ravel(), table_sums(table.shape), 0)
    assert low <= 1
    assert high >= 7


def test_nothing_small_withholds_nothing():
    assert not protect_table(with_totals([[10, 20], [30, 0]])).withheld.any()


def test_a_small_rest_between_places_that_overlap_withholds_one():
    # 100 in the outer place and 97 in the inner one would say that 3 live in between.
    assert protect_nested([100, 97, 50], [(1, 0)]).withheld.sum() == 1
    assert not protect_nested([100, 80, 50], [(1, 0)]).withheld.any()
    assert not protect_nested([100, 100], [(1, 0)]).withheld.any()


def test_chains_of_places_are_safe_together():
    values, inside = np.array([100, 97, 93]), [(1, 0), (2, 1)]
    safe = protect_nested(values, inside)
    cells = np.r_[values, 3, 4]
    sums = [Sum(0, (1, 3)), Sum(1, (2, 4))]
    for cell in (3, 4):
        low, high = inferred(cells, np.r_[safe.withheld, True, True], sums, cell)
        assert low <= 1 + 1e-6
        assert high >= 7 - 1e-6


def test_unpublished_cells_are_protected_and_not_listed():
    safe = protect([10, 8, 2], [Sum(0, (1, 2))], published=[True, True, False])
    assert not safe.withheld[2]
    assert safe.withheld[:2].any()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_rounding_is_to_the_nearest_five_halves_up(values):
    found = rounded(values)
    assert (found % 5 == 0).all()
    assert (np.abs(found - values) <= 2.5).all()


def test_rounding_keeps_missing_and_takes_halves_up():
    assert rounded([2, 2.5, 3, 7.5]).tolist() == [0, 5, 5, 10]
    assert np.isnan(rounded([None]))
    assert rounded([12], base=10).tolist() == [10]


def test_bad_arguments_are_named():
    with pytest.raises(ArgumentError, match=r"^sums: cell 0 is 9 but its parts sum to 10"):
        protect([9, 8, 2], [Sum(0, (1, 2))])
    with pytest.raises(ArgumentError, match=r"^values: "):
        protect([10, None], [])
    with pytest.raises(ArgumentError, match=r"^values: "):
        protect([1.5], [])
    with pytest.raises(ArgumentError, match=r"^table: "):
        protect_table([1, 2, 3])


@given(small_tables)
def test_what_is_public_is_shown_and_gives_no_small_count_away(cells):
    table = with_totals(cells)
    values, sums = table.ravel(), table_sums(table.shape)
    public = np.arange(values.size) == values.size - 1
    safe = protect(values, sums, 4, public=public)
    assert not safe.withheld[-1]
    for cell in np.flatnonzero(safe.primary):
        least, greatest = inferred(values, safe.withheld, sums, int(cell))
        assert safe.withheld[~public].all() or (least <= 1 + 1e-6 and greatest >= 4 - 1e-6)


def test_where_public_counts_leave_no_room_everything_else_is_withheld():
    safe = protect([2, 2, 0], [Sum(0, (1, 2))], 4, public=[True, False, False])
    assert safe.withheld.tolist() == [False, True, True]


@given(
    st.lists(st.integers(0, 40), min_size=4, max_size=12),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.integers(1, 7),
)
def test_a_sensitive_count_stays_open_by_the_largest_small_one_up_and_down(parts, flags, largest):
    """Few people with many stays: the count is not small, and is withheld as though it were."""
    half = len(parts) // 2
    table = np.array([parts[:half], parts[half : 2 * half]])
    table = np.vstack([table, table.sum(0)])
    table = np.hstack([table, table.sum(1, keepdims=True)])
    values, sums = table.ravel(), table_sums(table.shape)
    sensitive = np.resize(flags, values.size)
    safe = protect(values, sums, largest, sensitive=sensitive)
    assert safe.withheld[sensitive].all()
    assert safe.primary[sensitive].all()
    for cell in np.flatnonzero(sensitive & (values > largest)):
        least, greatest = inferred(values, safe.withheld, sums, int(cell))
        assert least <= values[cell] - largest + 1e-6
        assert greatest >= values[cell] + largest - 1e-6


def earlier(shown, rounding=1, withheld=()):
    return Earlier([n in shown for n in range(4)], [n in withheld for n in range(4)], rounding)


def test_what_an_earlier_release_shows_hides_nothing_where_another_count_can():
    assert protect([30, 3, 12, 15], [Sum(0, (1, 2, 3))]).withheld.tolist() == [False, True, True, False]
    safe = protect([30, 3, 12, 15], [Sum(0, (1, 2, 3))], earlier=earlier({0, 2}))
    assert safe.withheld.tolist() == [False, True, False, True]


def test_what_rounding_leaves_open_hides_a_small_count_where_no_other_count_can():
    """34 is shown as 35 and may be 33 to 37, 23 as 25 and may be 23 to 27: 1 to 4 are possible with all the rest shown."""
    values, sums = [34, 23, 3, 8], [Sum(0, (1, 2, 3))]
    near = protect(values, sums, 4, earlier=earlier({0, 1, 3}, rounding=5))
    exact = protect(values, sums, 4, earlier=earlier({0, 1, 3}))
    assert near.withheld.tolist() == [False, False, True, False]
    assert exact.withheld.sum() > 1


def test_what_was_shown_before_is_withheld_where_rounding_leaves_too_little_room():
    values, sums = [20, 19, 1, 0], [Sum(0, (1, 2, 3))]
    safe = protect(values, sums, 7, earlier=earlier({0, 1, 3}, rounding=5))
    assert safe.withheld[2]
    assert safe.withheld.sum() > 1
    least, greatest = inferred(values, safe.withheld, sums, 2)
    assert least <= 1 + 1e-6
    assert greatest >= 7 - 1e-6


def test_what_an_earlier_release_withheld_stays_withheld_and_costs_nothing_that_was_shown():
    safe = protect([30, 9, 11, 10], [Sum(0, (1, 2, 3))], earlier=earlier({0, 2, 3}, withheld={1}))
    assert safe.withheld.tolist() == [False, True, False, False]


@pytest.mark.parametrize("seed", range(30))
def test_small_counts_that_an_earlier_release_showed_end_in_no_error(seed):
    """As where it had another threshold. What it withheld stays withheld, and no new small count is shown."""
    chance = np.random.default_rng(seed)
    inner = chance.poisson(3, (3, 4))
    rows = np.hstack([inner, inner.sum(axis=1, keepdims=True)])
    table = np.vstack([rows, rows.sum(axis=0)])
    values = table.ravel().astype(float)
    withheld = chance.random(values.size) < 0.2
    shown = (chance.random(values.size) < 0.5) & ~withheld
    safe = protect(values, table_sums(table.shape), earlier=Earlier(shown, withheld))
    assert safe.withheld[withheld].all()
    assert safe.withheld[(values > 0) & (values <= LARGEST_SMALL)].all()

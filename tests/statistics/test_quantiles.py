"""Quantile groups, against the rule written out value by value."""

from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.quantiles import quantile_bounds, quantile_groups

values = st.lists(st.one_of(st.integers(0, 12), st.none()), min_size=1, max_size=40)


def slow_groups(some: list, groups: int) -> list[int]:
    known = [v for v in some if v is not None]
    found = []
    for v in some:
        rank = 0 if v is None else 1 + sum(other < v for other in known)
        group = 0 if v is None else floor(groups + 1 - ceil((len(known) + 1 - rank) * groups / len(known)))
        found.append(0 if v is None or len(known) < groups else max(group, 1))
    return found


@given(values, st.sampled_from([2, 4, 5, 8]))
def test_groups_follow_the_rule(some, groups):
    assert quantile_groups(some, groups).group.tolist() == slow_groups(some, groups)


@given(values, st.sampled_from([4, 5]))
def test_equal_values_share_a_group_and_order_is_kept(some, groups):
    found = quantile_groups(some, groups).group
    pairs = sorted((v, g) for v, g in zip(some, found, strict=True) if v is not None)
    assert [g for _, g in pairs] == sorted(g for _, g in pairs)
    assert len(set(pairs)) == len({v for v, _ in pairs})


@given(values)
def test_highest_first_is_the_rule_on_the_negated(some):
    negated = [None if v is None else -v for v in some]
    highest = quantile_groups(some, 4, highest_first=True)
    assert np.array_equal(highest.group, quantile_groups(negated, 4).group)


def test_many_rows_at_once():
    found = quantile_groups([[1, 2, 3, 4], [4, 3, 2, 1], [1, np.nan, 2, 3]], 4)
    assert found.group.tolist() == [[1, 2, 3, 4], [4, 3, 2, 1], [0, 0, 0, 0]]
    assert found.reason[2].tolist() == [Reason.TOO_FEW_PLACES, Reason.MISSING] + [Reason.TOO_FEW_PLACES] * 2


@pytest.mark.parametrize("groups", [0, 1, 2.5])
def test_groups_are_a_whole_number_from_2(groups):
    with pytest.raises(ArgumentError, match=r"^groups: "):
        quantile_groups([1, 2], groups)
    with pytest.raises(ArgumentError, match=r"^groups: "):
        quantile_bounds([1, 2], groups)


def test_bounds_of_rows_and_of_missing():
    found = quantile_bounds([[0, 1, 2, 3, 4], [0, 1, 2, 3, np.nan]], 4)
    assert found[0].tolist() == [0, 1, 2, 3, 4]
    assert np.isnan(found[1]).all()

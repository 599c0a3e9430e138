"""Counting ratings: the numbers that decide, every case against the oracle, and what must never happen."""

from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.oracle import LEVELS, combined, nhs_numbers

from careplace.ratings import counting
from careplace.ratings.counting import Decided
from careplace.ratings.framework import framework

FIVE = {"Outstanding": 2, "Requires improvement": 2, "Inadequate": 2}
SOCIAL_CARE = framework("adult-social-care-kloe").combining()
TRUSTS = framework("nhs-trusts-kloe").combining()
RESOURCES = framework("nhs-trusts-kloe-use-of-resources").combining(further=True)


def decided(levels, thresholds):
    level, rule = counting.decide(counting.counted(levels), thresholds)
    return level, rule


def test_every_combination_of_five_key_questions_is_as_the_principles_say():
    cases = list(combinations_with_replacement(range(4), 5))
    levels, _rules = decided(cases, SOCIAL_CARE)
    assert [LEVELS[level] for level in levels] == [
        combined([LEVELS[n] for n in case], FIVE) for case in cases
    ]


@pytest.mark.parametrize("how_many", range(1, 13))
def test_every_combination_of_services_is_as_the_table_of_trusts_says(how_many):
    cases = list(combinations_with_replacement(range(4), how_many))
    levels, _rules = decided(cases, TRUSTS)
    numbers = nhs_numbers(how_many)
    assert [LEVELS[level] for level in levels] == [
        combined([LEVELS[n] for n in case], numbers) for case in cases
    ]


@pytest.mark.parametrize(
    ("levels", "expected", "rule"),
    [
        ([1, 1, 0, 1, 0], 0, Decided.OUTSTANDING),  # Nottingham CityCare, 2017
        ([3, 1, 1, 1, 1], 2, Decided.SOME_INADEQUATE),
        ([3, 0, 0, 0, 0], 2, Decided.SOME_INADEQUATE),
        ([2, 2, 1, 1, 1], 2, Decided.REQUIRES_IMPROVEMENT),
        ([2, 0, 0, 1, 1], 1, Decided.GOOD),
        ([3, 3, 0, 0, 0], 3, Decided.INADEQUATE),
        ([1, 1, 1, 1, 0], 1, Decided.GOOD),
    ],
)
def test_known_answers_of_social_care(levels, expected, rule):
    assert decided(levels, SOCIAL_CARE) == (expected, rule)


@pytest.mark.parametrize(("levels", "expected"), [([2, 2, 1, 1, 0, 1], 1), ([2, 2, 2, 1, 1, 1], 2)])
def test_three_of_six_with_use_of_resources(levels, expected):
    assert decided(levels, RESOURCES)[0] == expected


def test_no_threshold_no_rating():
    level, rule = decided([[1, 1, 1, 1, -1], [1, 1, 1, 1, 1]], SOCIAL_CARE)
    assert level.tolist() == [-1, 1]
    assert rule.tolist() == [Decided.NO_THRESHOLD, Decided.GOOD]


def test_an_unrated_service_makes_the_number_smaller():
    assert decided([1, 1, 0, -1, -1], TRUSTS)[0] == 0


levels_of = st.integers(0, 3)


@given(st.lists(levels_of, min_size=5, max_size=5), st.integers(0, 4))
def test_a_better_key_question_never_worsens_the_overall(levels, which):
    better = [max(0, level - 1) if n == which else level for n, level in enumerate(levels)]
    assert decided(better, SOCIAL_CARE)[0] <= decided(levels, SOCIAL_CARE)[0]


@given(st.lists(levels_of, min_size=1, max_size=14), st.data())
def test_a_better_service_never_worsens_a_trust(levels, data):
    which = data.draw(st.integers(0, len(levels) - 1))
    better = [max(0, level - 1) if n == which else level for n, level in enumerate(levels)]
    assert decided(better, TRUSTS)[0] <= decided(levels, TRUSTS)[0]


@given(st.lists(levels_of, min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_order_does_not_matter(levels, random):
    shuffled = random.sample(levels, len(levels))
    assert decided(shuffled, TRUSTS) == decided(levels, TRUSTS)


@given(st.lists(levels_of, min_size=1, max_size=14))
def test_the_outcome_is_never_beyond_the_best_and_the_worst(levels):
    level, _rule = decided(levels, TRUSTS)
    assert min(levels) <= level <= max(levels)


def test_a_million_rows_are_one_call():
    levels = np.random.default_rng(1).integers(-1, 4, size=(1_000_000, 5), dtype=np.int8)
    answer, rules = decided(levels, TRUSTS)
    assert answer.shape == rules.shape == (1_000_000,)
    few = [LEVELS[n] for n in levels[0] if n >= 0]
    assert LEVELS[answer[0]] == combined(few, nhs_numbers(len(few)))


@pytest.mark.parametrize("wrong", [[4], [-2], [1, 7]])
def test_numbers_that_are_no_levels(wrong):
    with pytest.raises(ValueError, match=r"-1 .* to 3"):
        counting.counted(wrong)


def test_counts_of_another_shape():
    with pytest.raises(ValueError, match="last axis of 4"):
        counting.decide([1, 2, 3], TRUSTS)

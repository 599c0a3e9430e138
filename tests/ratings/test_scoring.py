"""Scores: halves up, the bands, and what one low score holds back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.oracle import LEVELS, band, percent

from careplace.ratings import scoring
from careplace.ratings.framework import framework

COUNCILS = framework("councils").scores
PROVIDERS = framework("single-assessment").scores
scores_of = st.lists(st.integers(1, 4), min_size=1, max_size=40)


def rated(scores):
    return LEVELS[int(scoring.banded(scoring.percent(*scoring.totals(scores)), COUNCILS.bands))]


@pytest.mark.parametrize(
    ("total", "how_many", "expected", "rating"),
    [
        (5, 2, 63, "Good"),  # 62.5%, which Python's round() makes 62
        (7, 2, 88, "Outstanding"),  # 87.5%
        (10, 4, 63, "Good"),
        (20, 8, 63, "Good"),
        (28, 8, 88, "Outstanding"),
        (14, 9, 39, "Requires improvement"),
        (13, 9, 36, "Inadequate"),
        (22, 9, 61, "Requires improvement"),
        (23, 9, 64, "Good"),
        (28, 9, 78, "Good"),
        (31, 9, 86, "Good"),
        (32, 9, 89, "Outstanding"),
        (27, 9, 75, "Good"),
        (18, 9, 50, "Requires improvement"),
        (36, 9, 100, "Outstanding"),
        (9, 9, 25, "Inadequate"),
    ],
)
def test_known_percentages(total, how_many, expected, rating):
    found = scoring.percent(total, how_many)
    assert (int(found), LEVELS[int(scoring.banded(found, COUNCILS.bands))]) == (expected, rating)


@given(scores_of)
def test_percentages_and_bands_are_the_oracles(scores):
    assert int(scoring.percent(*scoring.totals(scores))) == percent(scores)
    assert rated(scores) == band(percent(scores))


@given(scores_of, st.data())
def test_a_better_score_never_worsens_the_rating(scores, data):
    which = data.draw(st.integers(0, len(scores) - 1))
    better = [min(4, score + 1) if n == which else score for n, score in enumerate(scores)]
    for rules in ((), PROVIDERS.held_back):
        assert _held(better, rules) <= _held(scores, rules)


def _held(scores, rules):
    level = scoring.banded(scoring.percent(*scoring.totals(scores)), PROVIDERS.bands)
    return int(scoring.held_back(level, scores, rules))


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([3, 3, 3, 3, 3, 3, 3, 1], "Requires improvement"),  # 69%, good, with a 1
        ([3, 3, 3, 3, 3, 3, 3, 2], "Good"),
        ([4, 4, 4, 4, 4, 4, 4, 2], "Good"),  # 94%, outstanding, with a 2
        ([4, 4, 4, 4, 4, 4, 4, 1], "Good"),
        ([4, 4, 4, 4, 4, 4, 4, 3], "Outstanding"),
        ([2, 2, 2, 2, 2, 2, 2, 1], "Requires improvement"),
    ],
)
def test_one_low_score_holds_back(scores, expected):
    assert LEVELS[_held(scores, PROVIDERS.held_back)] == expected


def test_no_score_is_not_a_low_score():
    assert LEVELS[_held([3, 3, 3, 0], PROVIDERS.held_back)] == "Good"
    assert int(scoring.percent(*scoring.totals([0, 0]))) == -1
    assert int(scoring.banded(-1, COUNCILS.bands)) == -1


def test_arrays_of_councils():
    scores = np.random.default_rng(2).integers(1, 5, size=(200, 9))
    found = scoring.percent(*scoring.totals(scores))
    assert found.tolist() == [percent(row) for row in scores.tolist()]


@pytest.mark.parametrize("wrong", [[5], [-1], [1, 9]])
def test_numbers_that_are_no_scores(wrong):
    with pytest.raises(ValueError, match="from 1 to 4"):
        scoring.totals(wrong)

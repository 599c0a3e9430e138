"""Weighted shares of a survey, against answers one by one, a regression with robust errors, and published examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.poststratification import poststratified_share
from careplace.statistics.proportions import difference, proportion, wilson

groups = st.lists(
    st.integers(2, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(1, 900))),
    min_size=1,
    max_size=6,
)


def one_by_one(hits, answers, people):
    """The share and its variance from a weight for each answer, as survey packages calculate them (Lumley 2010, 7.2)."""
    weights, agree, group = [], [], []
    for name, (x, n, size) in enumerate(zip(hits, answers, people, strict=True)):
        for answer in range(n):
            weights.append(size / n)
            agree.append(1 if answer < x else 0)
            group.append(name)
    share = sum(w * y for w, y in zip(weights, agree, strict=True)) / sum(weights)
    means = [x / n for x, n in zip(hits, answers, strict=True)]
    influence = [w * (y - means[g]) / sum(weights) for w, y, g in zip(weights, agree, group, strict=True)]
    n, centre = len(influence), sum(influence) / len(influence)
    return share, n / (n - 1) * sum((z - centre) ** 2 for z in influence), weights


@given(groups)
def test_it_is_what_a_weight_for_each_answer_gives(rows):
    hits, answers, people = zip(*rows, strict=True)
    weighted = poststratified_share(hits, answers, people)
    share, variance, weights = one_by_one(hits, answers, people)
    assert weighted.estimate.value == pytest.approx(share)
    assert weighted.variance == pytest.approx(variance, abs=1e-15)
    assert weighted.effective == pytest.approx(sum(weights) ** 2 / sum(w * w for w in weights))
    assert weighted.design_effect == pytest.approx(sum(answers) / weighted.effective)


def test_the_variance_is_that_of_a_regression_on_the_groups_with_robust_errors():
    # White 1980, HC0: (X'X)⁻¹ X' diag(e²) X (X'X)⁻¹, with a column of X for each group.
    hits, answers, people = np.array([30, 12, 9]), np.array([60, 20, 10]), np.array([200, 300, 40])
    x = np.eye(3)[np.repeat(np.arange(3), answers)]
    agree = np.concatenate([np.arange(n) < k for k, n in zip(hits, answers, strict=True)]).astype(float)
    bread = np.linalg.inv(x.T @ x)
    means = bread @ x.T @ agree
    covariance = bread @ (x.T * np.square(agree - x @ means)) @ x @ bread
    part = people / people.sum()
    weighted = poststratified_share(hits, answers, people)
    assert weighted.estimate.value == pytest.approx(part @ means)
    assert weighted.variance == pytest.approx(part @ covariance @ part * 90 / 89)


def test_students_of_a_textbook():
    # Lohr, Sampling: Design and Analysis, chapter 4: 4,000 students of whom 3,000 women; 84 of 240 women and 40 of 160
    # men who answered plan to teach. 31.0% unweighted, 32.5% weighted.
    weighted = poststratified_share([84, 40], [240, 160], [3000, 1000])
    assert weighted.estimate.value == pytest.approx(0.325)
    # By hand: 400/399 · (0.75² · 0.35 · 0.65 / 240 + 0.25² · 0.25 · 0.75 / 160).
    assert weighted.variance == pytest.approx(400 / 399 * (0.000533203125 + 0.0000732421875))
    # Weights of 12.5 and 6.25: (240 · 12.5 + 160 · 6.25)² / (240 · 12.5² + 160 · 6.25²).
    assert weighted.effective == pytest.approx(16_000_000 / 43_750)


@given(groups)
def test_weights_that_are_all_the_same_change_nothing(rows):
    hits, answers, _ = np.array(rows).T
    weighted = poststratified_share(hits, answers, answers)
    assert weighted.estimate.value == pytest.approx(hits.sum() / answers.sum())
    assert weighted.effective == pytest.approx(answers.sum())
    assert weighted.design_effect == pytest.approx(1)


@given(groups, st.integers(2, 50))
def test_only_the_parts_of_the_people_matter(rows, times):
    hits, answers, people = np.array(rows).T
    few, many = (poststratified_share(hits, answers, people * k).estimate for k in (1, times))
    assert few.value == pytest.approx(float(many.value))
    assert few.lower == pytest.approx(float(many.lower))


@given(groups)
def test_the_limits_bracket_the_share(rows):
    value, lower, upper = poststratified_share(*zip(*rows, strict=True)).estimate
    assert 0 <= lower <= value + 1e-12
    assert value - 1e-12 <= upper <= 1


def test_groups_of_one_mind_have_limits_all_the_same():
    weighted = poststratified_share([20, 10], [20, 10], [20, 40])
    assert weighted.variance == 0
    assert weighted.estimate.upper == 1
    assert weighted.estimate.lower == pytest.approx(
        float(wilson(weighted.effective, weighted.effective).lower)
    )


@pytest.mark.parametrize(
    ("hits", "answers", "people", "reason"),
    [
        ([5, 0], [10, 0], [30, 10], Reason.EMPTY_GROUP),
        ([5, np.nan], [10, 3], [30, 10], Reason.MISSING),
        ([5, 1], [10, 3], [0, 0], Reason.NO_DENOMINATOR),
    ],
)
def test_why_there_is_no_share(hits, answers, people, reason):
    weighted = poststratified_share(hits, answers, people)
    assert weighted.estimate.reason == reason
    numbers = (*weighted.estimate, weighted.variance, weighted.effective, weighted.design_effect)
    assert all(np.isnan(number) for number in numbers)


def test_a_group_without_people_does_not_count():
    three, two = (
        poststratified_share([5, 2, 9], [10, 8, 9], [30, 10, 0]),
        poststratified_share([5, 2], [10, 8], [30, 10]),
    )
    assert np.allclose(list(three.estimate), list(two.estimate))
    assert three.effective == pytest.approx(float(two.effective))


def test_surveys_are_calculated_together():
    both = poststratified_share([[84, 40], [3, 0]], [[240, 160], [3, 0]], [3000, 1000], (0.95, 0.9))
    assert both.estimate.lower.shape == (2, 2)
    assert both.estimate.reason.tolist() == [Reason.STANDS, Reason.EMPTY_GROUP]


def test_more_hits_than_answers_are_refused():
    with pytest.raises(ArgumentError, match="hits"):
        poststratified_share([5, 4], [10, 3], [1, 1])


def test_a_change_has_the_limits_of_both():
    # By hand, from limits of 0.20 to 0.42 and 0.45 to 0.66 around 0.30 and 0.55.
    before, after = proportion(30, 100), proportion(55, 100)
    change = difference(after, before)
    assert change.value == pytest.approx(0.25)
    spread = np.hypot(0.55 - after.lower, before.upper - 0.30)
    assert change.lower == pytest.approx(0.25 - spread)


CONDITIONS = (
    ([120, 90, 60], [0.6, 0.4, 0.5], [0.5, 0.6, 0.7]),
    ([120, 90, 60], [0.3, 0.2, 0.6], [0.5, 0.6, 0.8]),
    ([120, 90, 60, 30, 25, 20], [0.3, 0.3, 0.6, 0.5, 0.5, 0.6], [0.5, 0.6, 0.8, 0.7, 0.4, 0.6]),
    ([120, 90, 60, 30, 25, 20], [0.3, 0.3, 0.6, 0.5, 0.5, 0.6], [0.95, 0.9, 0.97, 0.9, 0.85, 0.95]),
    ([400, 300, 60], [0.1, 0.1, 0.5], [0.2, 0.5, 0.9]),
    ([300, 20], [0.2, 0.6], [0.75, 0.1]),
    ([1000, 900, 100], [0.2, 0.1, 0.5], [0.6, 0.7, 0.9]),
)
"""(people, part of them who answer, part of those who agree) by group. In the last three response goes with opinion."""


def simulated(people, respond, agree, times, seed):
    """(answers that agree, answers) of many surveys of a population, shape (times, groups), with five in each group."""
    draws = np.random.default_rng(seed)
    answers = draws.binomial(people, respond, size=(times, len(people)))
    answers = answers[(answers >= 5).all(axis=1)]
    return draws.binomial(answers, agree), answers


@pytest.mark.parametrize(("people", "respond", "agree"), CONDITIONS)
@pytest.mark.release
def test_the_interval_holds_the_truth_95_times_in_100(people, respond, agree):
    hits, answers = simulated(people, respond, agree, 20_000, 1)
    _, lower, upper = poststratified_share(hits, answers, people).estimate
    truth = np.average(agree, weights=people)
    assert 0.93 <= np.mean((lower <= truth) & (truth <= upper)) <= 0.97


@pytest.mark.parametrize(("people", "respond", "agree"), CONDITIONS)
@pytest.mark.release
def test_no_change_is_found_5_times_in_100(people, respond, agree):
    before, after = (
        poststratified_share(*simulated(people, respond, agree, 20_000, seed), people).estimate
        for seed in (1, 2)
    )
    least = min(len(before.value), len(after.value))
    cut = (
        type(before)(*(part[:least] for part in estimate), estimate.reason[:least], "")
        for estimate in (after, before)
    )
    _, lower, upper = difference(*cut)
    assert 0.03 <= np.mean((lower > 0) | (upper < 0)) <= 0.07


def test_unequal_response_misleads_without_weights_and_not_with_them():
    """One condition of the above, small: 400 people of whom few answer hold another view than 60 of whom half do."""
    people, respond, agree = CONDITIONS[4]
    hits, answers = simulated(people, respond, agree, 2000, 3)
    truth = np.average(agree, weights=people)
    coverage = [
        np.mean((lower <= truth) & (truth <= upper))
        for _, lower, upper in (
            proportion(hits.sum(axis=1), answers.sum(axis=1)),
            poststratified_share(hits, answers, people).estimate,
        )
    ]
    assert coverage[0] < 0.5
    assert 0.93 <= coverage[1] <= 0.97

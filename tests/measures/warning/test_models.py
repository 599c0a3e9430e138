"""Baseline, candidates, validation and choice: known answers, and a rule that chance cannot satisfy."""

import numpy as np
import pytest
from sklearn.ensemble import GradientBoostingClassifier

from careplace.measures.warning import baseline, candidates, choice, validation
from careplace.measures.warning.candidates import Boosting, Logistic, fit_boosting, fit_logistic
from careplace.measures.warning.choice import Gain, Trial
from careplace.measures.warning.history import History, Services
from careplace.measures.warning.validation import BASELINE, BOOSTING, LOGISTIC, TooShort


def services(count: int, seed: int = 1, **columns) -> Services:
    rng = np.random.default_rng(seed)
    values = {
        "concern": rng.integers(0, 4, count),
        "years": rng.uniform(0.1, 6, count),
        "fell": rng.integers(0, 2, count),
        "below_before": np.zeros(count),
        "reports_before": rng.integers(0, 4, count),
        "sector": rng.integers(0, 3, count),
        "siblings": rng.integers(0, 9, count),
        "siblings_below": np.zeros(count),
    }
    return Services(**{name: np.asarray(value, float) for name, value in (values | columns).items()})


def history(count: int, knowing: float, seed: int = 1) -> History:
    """Six years of services; `knowing` is how much a fall before says of the outcome, beyond the rating."""
    known = services(count, seed)
    rng = np.random.default_rng(seed + 1)
    share = 0.1 + 0.15 * known.concern + knowing * (known.fell - 0.5)
    year = rng.integers(2015, 2021, count)
    day = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return History(known, np.arange(count).astype(str), day, year, rng.random(count) < share)


def test_the_baseline_is_the_smoothed_share_of_rating_and_age():
    known = services(4, concern=[1, 1, 1, 2], years=[0.5, 0.9, 1.0, 5.0])
    model = baseline.fit(known, np.array([True, False, True, True]))
    assert model.reports[1] == (2, 1, 0, 0, 0)
    assert model.below[1] == (1, 1, 0, 0, 0)
    rating = (2 + 1) / (3 + 2)
    assert model.risk(known)[:3] == pytest.approx([(1 + 10 * rating) / 12] * 2 + [(1 + 10 * rating) / 11])
    assert model.shares()[0] == pytest.approx(0.5)


def test_trees_in_json_give_what_scikit_learn_gives():
    data = history(800, 0.5)
    model = fit_boosting(data.services, data.below_good)
    columns = candidates._columns(data.services)
    theirs = GradientBoostingClassifier(
        n_estimators=candidates.TREES,
        learning_rate=candidates.RATE,
        max_depth=None,
        max_leaf_nodes=candidates.LEAVES,
        min_samples_leaf=candidates.LEAST_IN_LEAF,
        random_state=candidates.SEED,
    ).fit(columns, data.below_good)
    kept = Boosting.model_validate_json(model.model_dump_json())
    np.testing.assert_allclose(kept.risk(data.services), theirs.predict_proba(columns)[:, 1], atol=1e-9)


def test_the_logistic_model_survives_json_and_finds_what_matters():
    data = history(4000, 0.4)
    model = Logistic.model_validate_json(fit_logistic(data.services, data.below_good).model_dump_json())
    fell = model.risk(data.services.replaced(["fell"], [1])) - model.risk(
        data.services.replaced(["fell"], [0])
    )
    assert fell.mean() == pytest.approx(0.4, abs=0.06)


def test_each_year_is_tried_with_earlier_years_only():
    data = history(6000, 0.3)
    later = data.year >= 2019
    changed = History(
        data.services,
        data.location_id,
        data.day,
        data.year,
        np.where(later, ~data.below_good, data.below_good),
    )
    first, second = validation.validate(data, 2), validation.validate(changed, 2)
    assert sorted(set(first.history.year)) == [2016, 2017, 2018, 2019, 2020]
    tried = first.history.year <= 2019
    for name in first.risks:
        np.testing.assert_array_equal(first.risks[name][tried], second.risks[name][tried])
        assert (first.risks[name][~tried] != second.risks[name][~tried]).any()


def test_a_short_history_says_what_to_add():
    with pytest.raises(TooShort, match=r"add CQC's list of all inspections"):
        validation.validate(history(400, 0.3))


def chosen(data: History) -> str:
    clusters = np.arange(len(data)) // 2
    found = []
    for window in (2, 3):
        tried = validation.validate(data, window)
        found += choice.trials(tried, window, clusters[np.isin(data.year, np.unique(tried.history.year))])
    return choice.used(found)


def test_a_model_that_knows_more_is_used_and_one_that_does_not_is_not():
    assert chosen(history(4000, 0.5)) in (LOGISTIC, BOOSTING)
    assert chosen(history(4000, 0.0)) == BASELINE


CLEAR, UNCLEAR = Gain(0.02, 0.01, 0.03, 99), Gain(0.02, -0.01, 0.03, 99)


@pytest.mark.parametrize(
    ("logistic", "boosting", "over", "used"),
    [
        ((CLEAR, CLEAR), (CLEAR, CLEAR), (CLEAR, UNCLEAR), LOGISTIC),
        ((CLEAR, CLEAR), (CLEAR, CLEAR), (CLEAR, CLEAR), BOOSTING),
        ((CLEAR, UNCLEAR), (CLEAR, CLEAR), (UNCLEAR, UNCLEAR), BOOSTING),
        ((CLEAR, UNCLEAR), (UNCLEAR, CLEAR), (CLEAR, CLEAR), BASELINE),
    ],
)
def test_the_plainest_that_is_clearly_better_is_used(logistic, boosting, over, used):
    trials = [Trial(LOGISTIC, 3, *logistic, over), Trial(BOOSTING, 3, *boosting, over)]
    assert choice.used(trials) == used


def test_one_window_that_is_not_clear_is_enough_for_the_baseline():
    clear, unclear = (Trial(LOGISTIC, 3, CLEAR, gain, (CLEAR, CLEAR)) for gain in (CLEAR, UNCLEAR))
    assert choice.used([clear, unclear]) == BASELINE
    assert choice.used([]) == BASELINE


def test_a_gain_is_the_share_of_squared_error_that_is_gone():
    outcome, clusters = np.array([1, 0, 1, 0] * 50), np.arange(200)
    gain = choice.gain(np.where(outcome, 0.8, 0.2), np.full(200, 0.5), outcome, clusters)
    assert gain.value == pytest.approx(1 - 0.04 / 0.25)
    assert gain.lower == pytest.approx(gain.value)
    none = choice.gain(np.full(200, 0.5), np.full(200, 0.5), outcome, clusters)
    assert (none.value, none.clear) == (0, False)


def test_services_of_one_provider_widen_the_interval():
    rng = np.random.default_rng(2)
    outcome = np.repeat(rng.random(40) < 0.4, 25)
    risk = np.repeat(rng.uniform(0.2, 0.8, 40), 25)
    alone, together = (
        choice.gain(risk, np.full(1000, 0.4), outcome, clusters)
        for clusters in (np.arange(1000), np.repeat(np.arange(40), 25))
    )
    assert together.upper - together.lower > 2 * (alone.upper - alone.lower)

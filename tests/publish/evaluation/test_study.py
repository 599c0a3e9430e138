"""A study: its answers, and what takes a direction away."""

import numpy as np
import pytest
from tests.publish.evaluation.studies import MONTHS, study

from careplace.evaluation.differences import difference_in_differences
from careplace.evaluation.results import Conclusion, Effect
from careplace.evaluation.synthetic import synthetic_control
from careplace.measures.outcomes.steps import Step


@pytest.fixture(scope="module")
def higher():
    return study(effect=6.0)


def test_each_method_is_asked_as_it_would_be_alone(higher):
    assert higher.differences == difference_in_differences(higher.panel)
    assert higher.synthetic == synthetic_control(higher.panel)
    assert higher.alone.value == pytest.approx(6, abs=1)
    assert higher.counts.value == pytest.approx(56 / 50, abs=0.03)
    assert higher.alone_newey_west.value == pytest.approx(6, abs=1)


def test_a_direction_needs_both_comparisons(higher):
    assert higher.differences.conclusion == Conclusion.HIGHER
    assert higher.conclusion in (Conclusion.HIGHER, Conclusion.NOT_CLEAR)
    assert (higher.conclusion == Conclusion.HIGHER) == (higher.synthetic.conclusion == Conclusion.HIGHER)


def test_no_change_is_not_called_one():
    assert study().conclusion == Conclusion.NOT_CLEAR


def test_too_few_councils_cannot_test():
    few = study(effect=6.0, places=20)
    assert few.conclusion == Conclusion.NOT_TESTED
    assert few.differences.lower is None


@pytest.mark.parametrize(("level", "extreme"), [(9.0, True), (-9.0, True), (0.0, False)])
def test_an_extreme_place_is_noticed(level, extreme):
    assert study(level=level).was_extreme == extreme


def test_the_share_above_is_counted_over_the_year_before(higher):
    event = MONTHS.index("2018-01")
    means = higher.panel.outcome[:, event - 12 : event].mean(axis=1)
    assert higher.share_higher == sum(mean > means[0] for mean in means[1:]) / 89


def test_only_changes_of_recording_inside_the_study_count():
    steps = [
        Step("delayed-days-rate-month", "E06000026", "all", period, 1.0, 2.0, recording)
        for period, recording in (("2016-12", True), ("2017-05", False), ("2010-01", True))
    ]
    assert [step.period for step in study(steps=tuple(steps)).recording] == ["2016-12"]


def test_counts_that_are_missing_give_a_reason():
    data = study()
    data.series.numerators[0, 3] = np.nan
    assert data.counts == "the measure gives no counts for every period"
    assert data.e_value is None


def test_a_hidden_cause_is_measured_where_the_counts_changed(higher):
    assert isinstance(higher.counts, Effect)
    if higher.counts.conclusion == Conclusion.NOT_CLEAR:
        assert higher.e_value is None
    else:
        assert higher.e_value > 1

"""Plymouth's local system review (December 2017) and its delayed days, 2011 to 2019: an example of care in claims."""

import re
from pathlib import Path

import numpy as np
import pytest

from careplace.cli.place import reader_of
from careplace.editions.opening import open_edition
from careplace.evaluation.results import Conclusion, DesignError
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.outcomes.series_of_places import series_of_places
from careplace.publish import wording
from careplace.publish.evaluation.sentences import findings
from careplace.publish.evaluation.study import Question, study

pytestmark = pytest.mark.real
MEASURE, EVENT = "delayed-days-rate-month", "2018-01"
REVIEWED = (
    *("Halton", "Bracknell Forest", "Stoke-on-Trent", "Hartlepool", "Manchester", "Trafford", "York"),
    *("Oxfordshire", "Birmingham", "Coventry", "East Sussex", "Bradford", "Cumbria", "Hampshire"),
    *("Liverpool", "Northamptonshire", "Sheffield", "Stockport", "Wiltshire"),
)
"""The other places of the first twenty local system reviews."""


@pytest.fixture(scope="module")
def guide() -> str:
    """The guide's paragraph on Plymouth, on one line."""
    page = Path(__file__).parents[2] / "docs" / "guide" / "evaluate.md"
    text = page.read_text(encoding="utf-8").partition("**Plymouth's local system review.**")[2]
    return " ".join(text.partition("\n\n")[0].split())


@pytest.fixture(scope="module")
def plymouth(real_home):
    with open_edition(real_home) as edition:
        reader = reader_of(edition)
        places = [reader.gazetteer.resolve(name) for name in ("Plymouth", *REVIEWED)]
        question = Question(places[0], EVENT, "CQC's local system review", tuple(places[1:]))
        yield study(reader, question, series_of_places(reader, outcome_measures(reader)[MEASURE]))


def test_months_before_and_after_are_those_of_the_files(plymouth):
    assert plymouth.panel.outcome.shape[1] == 105
    assert (plymouth.panel.event, 105 - plymouth.panel.event) == (81, 24)


def test_no_reviewed_place_is_compared_with_whatever_its_code_is_today(plymouth):
    # Sheffield's code changed in 2025: the files have the code that it had.
    sheffield = {"E08000019", "E08000039"}
    assert not sheffield & set(plymouth.panel.places)
    assert len(plymouth.panel.controls) >= 120


def test_its_gap_is_that_of_the_published_days(plymouth):
    by_hand = plymouth.series.numerators / plymouth.series.denominators * 100_000
    rows, event = plymouth.panel.controls, plymouth.panel.event
    changes = by_hand[:, event:].mean(axis=1) - by_hand[:, :event].mean(axis=1)
    own = changes[plymouth.panel.treated]
    assert plymouth.differences.value == pytest.approx(own - np.mean(changes[rows]), rel=1e-9)


def test_the_review_cannot_be_shown_to_have_changed_delays(plymouth):
    assert plymouth.conclusion == Conclusion.NOT_CLEAR
    assert plymouth.was_extreme
    words = " ".join(findings(plymouth))
    assert "no clear difference" in words
    assert "moves back towards them by itself" in words
    assert 0 < plymouth.curve.same_direction < len(plymouth.curve.specifications)


def test_the_guide_has_the_difference_and_its_interval_from_the_published_days(plymouth, guide):
    rates = plymouth.series.numerators / plymouth.series.denominators * 100_000
    rows, event = plymouth.panel.controls, plymouth.panel.event
    changes = rates[:, event:].mean(axis=1) - rates[:, :event].mean(axis=1)
    value, others = changes[plymouth.panel.treated] - changes[rows].mean(), changes[rows]
    # What each other council would show in Plymouth's place; of 125, the third from each end leaves 2.5% of 126.
    chance = sorted(other - np.delete(others, row).mean() for row, other in enumerate(others))
    interval = f"{value - chance[-3]:+.2f} to {value - chance[2]:+.2f}"
    words = (
        f"{value:+.2f} per 100,000 adults a day compared with {len(rows)} councils (95% interval {interval})"
    )
    assert words.replace("-", "−") in guide


def test_the_guide_says_where_plymouth_stood_in_the_year_before(plymouth, guide):
    rates = plymouth.series.numerators / plymouth.series.denominators
    year = rates[:, plymouth.panel.event - 12 : plymouth.panel.event].mean(axis=1)
    higher = np.mean(year[plymouth.panel.controls] > year[plymouth.panel.treated])
    assert f"only {higher:.0%} of councils had a higher level" in guide


def test_the_guide_has_the_step_the_ways_and_the_counts(plymouth, guide):
    (step,) = plymouth.recording
    assert f"from {wording.period(step.period, 'month')} on its level is another" in guide
    values = [row.effect.value for row in plymouth.curve.specifications]
    ways = f"Asked in {len(values)} ways the answers go from {min(values):.2f} to +{max(values):.2f}"
    assert ways.replace("-", "−") in guide
    assert f"counts alone fall to {plymouth.counts.value:.2f} times the rate expected" in guide
    assert f"the other {'nineteen' if len(REVIEWED) == 19 else len(REVIEWED)} left out" in guide


def test_no_number_of_the_guide_is_left_unchecked(guide):
    checked = {"100,000", "125", "95", "2.25", "3.21", "9.71", "1", "2016", "24", "3.66", "5.61", "0.49"}
    of_the_review = {"2017-18", "2017"}
    assert set(re.findall(r"\d[\d,.]*(?:-\d+)?(?<![.,])", guide)) == checked | of_the_review


def test_a_council_of_which_months_are_missing_is_refused(real_home):
    with open_edition(real_home) as edition:
        reader = reader_of(edition)
        series = series_of_places(reader, outcome_measures(reader)[MEASURE])
        missing = next(p for p, row in zip(series.places, series.values, strict=True) if np.isnan(row).any())
        question = Question(reader.gazetteer.areas[missing], EVENT, "an event")
        with pytest.raises(DesignError, match="has no value in"):
            study(reader, question, series)

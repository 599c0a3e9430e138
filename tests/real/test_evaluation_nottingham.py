"""Nottingham's integrated care programme and the four things that it reported in 2016: the answers of the guide."""

from pathlib import Path

import numpy as np
import pytest
from tests.sources.ascof.backtest import OPEN_DATA, reading_of

from careplace.evaluation.results import Conclusion
from careplace.measures.outcomes.groups import members
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.outcomes.queries import outcome_measures
from careplace.measures.outcomes.series_of_places import series_of_places
from careplace.publish.evaluation.sentences import effect_words
from careplace.publish.evaluation.study import Question, study
from careplace.statistics.proportions import newcombe

pytestmark = pytest.mark.real
MEASURE, NOTTINGHAM = "delayed-days-rate-month", "E06000018"
FIRST, LAST = "2012-04", "2016-03"
"""The programme's first month, and the last of the four years that it looked back on."""
NORMAL = 1.959963984540054
"""The normal quantile of 97.5%."""


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """The guide's answers by the first words of the claim, as a reader sees them."""
    page = Path(__file__).parents[2] / "docs" / "guide" / "evaluate.md"
    table = page.read_text(encoding="utf-8").partition("| claim | answer |")[2]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return {claim.split(" ", 1)[0]: answer.replace("**", "") for claim, answer in rows}


@pytest.fixture(scope="module")
def delays(reader):
    area = reader.gazetteer.areas[NOTTINGHAM]
    series = series_of_places(reader, outcome_measures(reader)[MEASURE]).between("", LAST)
    return study(reader, Question(area, FIRST, "the integrated care programme"), series)


@pytest.fixture(scope="module")
def changes(delays):
    """(Nottingham's change, those of the councils compared with) of published days by adult: mean after less mean before."""
    rates = delays.series.numerators / delays.series.denominators * 100_000
    event = delays.series.periods.index(FIRST)
    whole = [row for row in range(len(rates)) if not np.isnan(rates[row]).any()]
    change = {
        delays.series.places[row]: rates[row, event:].mean() - rates[row, :event].mean() for row in whole
    }
    own = change.pop(NOTTINGHAM)
    return own, np.array(list(change.values()))


def test_every_claim_has_an_answer(answers):
    assert [answer.split(".")[0].split(":")[0] for answer in answers.values()] == [
        "Not shown",
        *["Cannot be tested"] * 3,
    ]
    assert list(answers) == ["delays", "5.8%", "over", "almost"]


def test_the_difference_in_delays_and_its_interval_follow_from_the_published_days(answers, delays, changes):
    own, others = changes
    value = own - others.mean()
    # What each other council would show in Nottingham's place; of 144, the third from each end leaves 2.5% of 145.
    chance = sorted(other - np.delete(others, row).mean() for row, other in enumerate(others))
    lower, upper = value - chance[-3], value - chance[2]
    assert len(others) == 144
    assert [delays.differences.value, delays.differences.lower, delays.differences.upper] == pytest.approx(
        [value, lower, upper], rel=1e-9
    )
    interval = f"95% interval {lower:+.2f} to {upper:+.2f}"
    words = f"{value:+.2f} per 100,000 adults a day compared with {len(others)} councils ({interval})"
    assert words.replace("-", "−") in answers["delays"]


def test_the_other_comparison_and_the_conclusion_are_those_of_the_study(answers, delays):
    assert effect_words(delays.synthetic, delays.series.measure).startswith("−0.01 per 100,000 adults a day")
    assert "−0.01 compared with councils that went the same way before" in answers["delays"]
    assert delays.conclusion == Conclusion.NOT_CLEAR
    assert "No clear difference" in answers["delays"]


def test_the_synthetic_nottingham_is_no_worse_than_any_council_before(delays):
    """Weights of 0 and more that sum to 1, whose mean is nearer before the event than every single council."""
    outcome, event = delays.panel.outcome, delays.panel.event
    own, others = outcome[delays.panel.treated], outcome[delays.panel.controls]
    weights = delays.synthetic_fit.weights
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-6)
    gap = own - weights @ others
    assert np.square(gap[:event]).sum() <= np.square(own[:event] - others[:, :event]).sum(axis=1).min()
    assert delays.synthetic.value == pytest.approx(gap[event:].mean(), abs=1e-6)


def test_nottingham_was_higher_than_nearly_all_councils_in_the_year_before(answers, delays):
    event = delays.series.periods.index(FIRST)
    rates = delays.series.numerators / delays.series.denominators
    before = rates[:, max(0, event - 12) : event].mean(axis=1)
    own = before[delays.series.places.index(NOTTINGHAM)]
    compared = before[delays.panel.controls]
    assert f"higher than {np.mean(compared < own):.0%} of councils before" in answers["delays"]


def test_the_offer_of_reablement_in_2020_21_was_fifth_of_the_core_cities(answers, reader, newer_data):
    rows = reading_of(newer_data / OPEN_DATA, reader.gazetteer).tables["ascof_outcome"].to_pylist()
    councils = members(reader, "core-cities", span("2020-21", "financial year")[1])
    shares = {
        row["council"]: row["numerator"] / row["denominator"]
        for row in rows
        if (row["measure"], row["breakdown"]) == ("2B2", "all") and row["council"] in councils
    }
    assert len(shares) == 8
    assert position(shares) == 5
    assert (
        f"In 2020-21 it was {shares[NOTTINGHAM]:.1%}, fifth of the eight English core cities"
        in answers["5.8%"]
    )
    assert {row["period"] for row in rows} == {"2020-21"}, "the file has the year of the claim too"


def test_the_offer_of_reablement_in_2024_25_was_second_of_the_core_cities(answers, reader):
    told = outcomes(reader, reader.gazetteer.areas[NOTTINGHAM], against=["core-cities"])
    one = told.measure("ascof-2d2-offered-reablement")
    councils = members(reader, "core-cities", span("2024-25", "financial year")[1])
    shares = {
        part.place: part.numerator / part.denominator for part in one.everyone if part.place in councils
    }
    assert len(shares) == 8
    assert position(shares) == 2
    assert f"in 2024-25, counted in another way, {shares[NOTTINGHAM]:.1%}, second of eight" in answers["5.8%"]


def test_no_figure_of_reablement_in_the_edition_is_of_the_year_of_the_claim(reader):
    series = series_of_places(reader, outcome_measures(reader)["ascof-2d2-offered-reablement"])
    assert "2014-15" not in series.periods


def test_with_a_hundred_answers_each_73_and_65_percent_do_not_differ_clearly(answers):
    """Newcombe's tenth method by hand: Wilson's limits of each share, put together."""
    (p, low, high), (q, lowest, highest) = (0.73, *wilson(73, 100)), (0.65, *wilson(65, 100))
    lower = p - q - np.hypot(p - low, highest - q)
    upper = p - q + np.hypot(high - p, q - lowest)
    found = newcombe(73, 100, 65, 100)
    assert [float(found.lower), float(found.upper)] == pytest.approx([lower, upper], abs=1e-9)
    assert lower < 0 < upper
    assert "With 100 answers in each year, 73% and 65% do not differ clearly" in answers["almost"]


def wilson(count: int, n: int) -> tuple[float, float]:
    """Wilson's limits of 95%, as the roots of (p − π)² n = z² π (1 − π)."""
    p = count / n
    roots = np.roots([n + NORMAL**2, -(2 * n * p + NORMAL**2), n * p * p])
    return float(min(roots)), float(max(roots))


def position(shares: dict[str, float]) -> int:
    """Nottingham's place among shares, the highest first."""
    return 1 + sum(share > shares[NOTTINGHAM] for share in shares.values())

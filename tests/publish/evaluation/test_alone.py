"""A place by itself: what may be said, what is described, and what is refused."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.publish.evaluation.studies import EVENT, MONTHS, PLACE

from careplace.evaluation.interrupted import Interrupted, course_without_step, interrupted
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.series_of_places import SeriesError, SeriesOfPlaces
from careplace.publish.evaluation.alone import HIGHER, LOWER, Alone, alone
from careplace.publish.evaluation.alone_page import NOBODY, amount, findings, headline, picture, render
from careplace.publish.evaluation.charts import course_chart
from careplace.publish.evaluation.study import Question

CAUSAL = re.compile(
    r"(?i)\b(?:caused?|because|due to|led to|effect|thanks to|result(?:ed)? (?:of|in)|impact)\b"
)
MEASURE = Measure(
    id="local-00000000",
    title="People with assistive technology",
    question="How many people have assistive technology?",
    section="",
    unit="people",
    numerator="people with a device",
    method="counted",
    period_type="month",
    decimals=0,
)


def study(effect=0.0, periods=MONTHS, event=EVENT, size=None, measure=MEASURE, seed=4) -> Alone:
    """A council whose figures go up and down by themselves, and change by `effect` at the event."""
    values = 500 + np.random.default_rng(seed).normal(size=(1, len(periods))) * 5
    values = np.round(values)
    values[0, periods.index(event) :] += effect
    empty = np.full(values.shape, np.nan)
    sizes = empty if size is None else np.full(values.shape, float(size))
    series = SeriesOfPlaces(
        measure, "all", (PLACE.code,), periods, ("",) * len(periods), values, values, sizes
    )
    return alone(Question(PLACE, event, "the programme"), series)


@pytest.mark.parametrize(("effect", "conclusion"), [(40, HIGHER), (-40, LOWER), (0, "no clear difference")])
def test_a_direction_is_in_words_that_pass_for_no_comparison(effect, conclusion):
    found = study(effect)
    assert found.conclusion == conclusion
    assert "other councils" not in findings(found)[0]
    assert findings(found)[-1] == NOBODY


def test_a_direction_is_never_called_a_cause():
    assert "does not show that the programme is the cause" in findings(study(40))[0]


def test_under_24_points_there_is_no_interval_and_the_change_is_described():
    found = study(40, MONTHS[-38:-18], MONTHS[-28])
    assert found.conclusion == "cannot be tested"
    answer, described, *_ = findings(found)
    assert answer.endswith("cannot be tested: 20 points, fewer than 24.")
    assert re.search(
        r"The mean of the 10 periods before was \d+ people; that of the 10 periods from", described
    )
    assert not any("95% interval" in sentence for sentence in findings(found))


def test_where_a_side_is_short_the_change_is_described_without_a_causal_word():
    found = study(40, MONTHS[:9], MONTHS[8])
    sentences = findings(found)
    assert "found 8 before the event and 1 after it, expected at least 8 on each side" in sentences[0]
    assert "that of the one period from September 2014 on" in sentences[1]
    assert len(sentences) == 3
    assert not any(CAUSAL.search(sentence) for sentence in sentences)
    assert found.expected is None
    assert headline(found).startswith("The figures before and after the event")


@settings(max_examples=examples(20), deadline=None)
@given(st.lists(st.integers(0, 5000), min_size=2, max_size=72), st.data())
def test_the_means_are_those_of_each_side_and_nothing_breaks(counts, data):
    event = data.draw(st.integers(1, len(counts) - 1))
    values = np.array([counts], dtype=float)
    periods, empty = MONTHS[: len(counts)], np.full((1, len(counts)), np.nan)
    series = SeriesOfPlaces(
        MEASURE, "all", (PLACE.code,), periods, ("",) * len(periods), values, values, empty
    )
    found = alone(Question(PLACE, periods[event], "the programme"), series)
    before, after = found.means
    assert before == pytest.approx(sum(counts[:event]) / event)
    assert after == pytest.approx(sum(counts[event:]) / (len(counts) - event))
    assert "nan" not in " ".join(findings(found))
    assert "nan" not in picture(found)


def test_figures_that_do_not_vary_are_not_tested():
    flat = study()
    flat.series.values[:] = 500.0
    assert findings(flat)[0].endswith("are all the same, so chance cannot be judged.")


def test_an_interval_of_few_periods_says_how_far_it_can_be_relied_on():
    assert any("90 to 94 of 100 simulations" in sentence for sentence in findings(study(40)))
    many = tuple(f"{2010 + n // 12}-{n % 12 + 1:02}" for n in range(120))
    assert not any("simulations" in sentence for sentence in findings(study(40, many, "2015-01")))


def test_counts_of_a_population_are_tested_as_counts_too():
    assert any("times the rate expected" in sentence for sentence in findings(study(40, size=10_000)))
    assert isinstance(study(40).counts, str)


def test_the_expected_course_is_the_model_without_its_step():
    found = study(40)
    own = Interrupted(found.values, found.event, 12)
    gap = found.values - course_without_step(own)
    assert gap[found.event :].mean() == pytest.approx(interrupted(own).value, abs=2.5)
    assert abs(gap[: found.event].mean()) < 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: replace(s, periods=(*s.periods[:-1], "2021-01")), "has no period between"),
        (lambda s: replace(s, values=np.where(s.values == s.values[0, 3], np.nan, s.values)), "has no figure in"),
        (lambda s: s.between(EVENT, ""), "has no period before the event"),
        (lambda s: s.between("", "2016-12"), "outside the series"),
    ],
)  # fmt: skip
def test_what_cannot_be_described_is_refused(change, says):
    good = study()
    with pytest.raises(SeriesError, match=says):
        alone(good.question, change(good.series))


def test_the_figures_and_their_course_are_drawn_where_they_are():
    found = study(40)
    chart = course_chart(found)
    corners = chart.figures.removeprefix("M").split("L")
    for corner, value in zip(corners, found.values, strict=True):
        assert float(corner.split()[1]) == pytest.approx(chart.scale.at(float(value)), abs=0.06)
    assert len(chart.expected.split("L")) == len(found.values) - found.event
    assert course_chart(study(40, MONTHS[:9], MONTHS[8])).expected == ""


def test_the_page_has_every_sentence_each_figure_and_requests_nothing():
    found = study(40)
    html = render(found, "2026-11-01", "Counted by <the council>; not published.")
    text = html.replace("&#39;", "'")
    assert all(sentence in text for sentence in findings(found))
    assert html.count('<td class="n">') == len(found.values)
    assert "&lt;the council&gt;" in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "aria-labelledby" not in picture(found, paper=True)


def test_amounts_have_their_unit():
    share = replace(MEASURE, unit="share")
    assert (amount(0.1234, share), amount(1234.4, MEASURE)) == ("12.3%", "1,234 people")

"""The picture of a survey question: every wave with its shares, where they are, and what is read aloud instead."""

from datetime import date
from xml.etree import ElementTree

import pytest
from tests.casework.programmes.test_surveys import LATER, MANAGERS, NURSES, by_role, wave

from careplace.casework.programmes.survey_charts import (
    LEFT,
    ON_PAPER,
    RIGHT,
    WIDTH,
    chart_words,
    survey_chart,
)
from careplace.casework.programmes.surveys import share_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(waves, scale=1.0) -> ElementTree.Element:
    return ElementTree.fromstring(survey_chart(waves, scale))


def test_each_wave_has_its_share_with_its_interval_where_they_are():
    waves = [by_role(MANAGERS, NURSES), by_role(MANAGERS, NURSES, LATER)]
    picture = drawn(waves)
    dots = list(picture.iter(f"{SVG}circle"))[2:]
    lines = [line for line in picture.iter(f"{SVG}line") if line.get("stroke-width") == "2"]
    share = share_of(waves[0])
    expected = [share.weighted.limits, share.share] * 2
    across = [tuple(LEFT + (RIGHT - LEFT) * part for part in limits) for limits in expected]
    assert [float(dot.get("cx")) for dot in dots] == pytest.approx(
        [value for value, _, _ in across], abs=0.06
    )
    assert [float(line.get("x1")) for line in lines] == pytest.approx(
        [lower for _, lower, _ in across], abs=0.06
    )
    assert [float(line.get("x2")) for line in lines] == pytest.approx(
        [upper for _, _, upper in across], abs=0.06
    )


def test_without_weights_it_speaks_of_none():
    words = "".join(drawn([wave([10, 14, 20, 60, 43])]).itertext())
    assert "Share that agrees" in words
    assert "70.1% of 147 answers" in words
    assert "Weighted" not in words


@pytest.mark.parametrize(
    ("counts", "says"), [([1, 2, 3, 4, 5], "too few answers"), ([], "answers not known")]
)
def test_a_wave_without_a_share_says_why(counts, says):
    assert says in "".join(drawn([wave(counts)]).itertext())


def test_its_words_have_every_wave():
    shares = [share_of(by_role(MANAGERS, NURSES)), share_of(wave([10, 14, 20, 60, 43], date(2016, 11, 1)))]
    assert chart_words(shares).endswith(
        "1 November 2014 39.7% weighted, 54.5% without; 1 November 2016 70.1% of 147 answers."
    )


def test_it_fits_a_telephone_and_is_smaller_on_paper():
    waves = [by_role(MANAGERS, NURSES)]
    assert float(drawn(waves).get("width")) == WIDTH <= 290
    assert float(drawn(waves, ON_PAPER).get("width")) == WIDTH * ON_PAPER


def test_a_question_with_signs_of_markup_stays_text():
    assert "<b>" in "".join(drawn([wave([10] * 5, question="Is 1 <b> 2 & 3?")]).itertext())

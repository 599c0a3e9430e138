"""What may be said of a difference, against the rule written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import Figure, Status, Verdict
from careplace.measures.verdicts import cannot_tell, judged, side, verdict

FINITE = st.floats(-1e6, 1e6)
DIFFERENCE = Figure("outcome-difference", "X1", "2024-25", "m/all", 1.0)


def slow_verdict(lower: float, upper: float, polarity: str) -> str:
    if lower > 0:
        return {"high": "better", "low": "worse"}.get(polarity, "higher")
    if upper < 0:
        return {"high": "worse", "low": "better"}.get(polarity, "lower")
    return "no clear difference"


@given(FINITE, st.floats(0, 1e6), st.sampled_from(["high", "low", "none"]))
def test_a_difference_is_called_where_its_interval_excludes_zero(lower, width, polarity):
    assert verdict(lower, lower + width, polarity) == slow_verdict(lower, lower + width, polarity)


@pytest.mark.parametrize("way", Verdict)
@pytest.mark.parametrize("polarity", ["high", "low", "none"])
def test_only_a_direction_makes_better_or_worse(way, polarity):
    plain = way in (Verdict.HIGHER, Verdict.LOWER)
    expected = (
        way
        if polarity == "none" or not plain
        else slow_verdict(*{"higher": (1, 2)}.get(way, (-2, -1)), polarity)
    )
    assert judged(way, polarity) == expected


def test_no_verdict_says_why_in_a_sentence_and_in_few_words():
    figure = cannot_tell(DIFFERENCE, "under 5", status=Status.MISSING)
    assert (figure.verdict, figure.reason, figure.label) == (
        Verdict.UNKNOWN,
        "cannot tell: under 5",
        "under 5",
    )
    assert figure.status == Status.MISSING


@given(FINITE, st.floats(0, 1e3), st.floats(0, 1e3))
def test_the_side_is_that_of_the_verdict(value, half, more):
    limits = {
        "lower95": value - half,
        "upper95": value + half,
        "lower998": value - half - more,
        "upper998": value + half + more,
    }
    figure = Figure("m", "p", "2024", "all", value, **limits)
    called = verdict(value - half, value + half)
    assert (side(figure) == 0) == (called == Verdict.NO_DIFFERENCE)
    assert abs(side(figure)) <= 1 or not limits["lower998"] <= 0 <= limits["upper998"]


@pytest.mark.parametrize("missing", ["value", "lower95", "upper95"])
def test_a_figure_without_limits_has_no_side(missing):
    parts = {"value": 1.0, "lower95": 0.5, "upper95": 1.5} | {missing: None}
    assert side(Figure("m", "p", "2024", "all", **parts)) is None
    assert side(None) is None

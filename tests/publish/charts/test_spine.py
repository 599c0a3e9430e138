"""The spine: better to the right, every row on one scale."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import ALBION, councils, difference, figure, outcome, quartiles

from careplace.publish.charts import spine

KEY = ALBION.key


def measured(value, others, england, polarity="high", apart=(1.0, 0.5), **more):
    ordered = sorted(others)
    quarters = quartiles(*(ordered[len(ordered) * n // 4] for n in (1, 2, 3)))
    return outcome(
        [figure(value, half=0.01, denominator=400)],
        polarity=polarity,
        everyone=councils(others),
        quartiles=quarters,
        groups=[(KEY, figure(england, place=KEY), difference(*apart))],
        **more,
    )


SHARES = st.floats(0, 1).map(lambda x: round(x, 3))


@given(SHARES, st.lists(SHARES, min_size=8, max_size=30), SHARES, st.sampled_from(["high", "low", "none"]))
def test_everything_lies_within_the_chart_and_the_comparator_in_the_middle(value, others, england, polarity):
    row = spine.row(measured(value, others, england, polarity), KEY)
    if row is None:
        assert set(others) | {value} == {england}
        return
    assert 0 <= row.range[0] <= row.band[0] <= row.band[1] <= row.range[1] <= 100
    assert 0 <= row.limits[0] <= row.limits[1] <= 100
    better = (value - england) * (-1 if polarity == "low" else 1)
    assert (row.at > 50) == (better > 0) or row.at == pytest.approx(50, abs=0.01)


@given(SHARES, st.lists(SHARES, min_size=8, max_size=30), SHARES)
def test_direction_mirrors_a_row(value, others, england):
    high, low = (spine.row(measured(value, others, england, way), KEY) for way in ("high", "low"))
    if high is not None:
        assert low.at == pytest.approx(100 - high.at, abs=0.02)
        assert low.range[0] == pytest.approx(100 - high.range[1], abs=0.02)


@pytest.mark.parametrize(
    ("polarity", "apart", "words", "shape"),
    [
        ("high", (3.0, 1.0), "better", "diamond"),
        ("low", (3.0, 1.0), "worse", "square"),
        ("none", (3.0, 1.0), "higher, neither better nor worse", "circle"),
        ("high", (3.0, 5.0), "no clear difference", "circle"),
    ],
)
def test_what_is_said_is_said_by_shape_and_words(polarity, apart, words, shape):
    row = spine.row(measured(0.8, [0.5, 0.6, 0.7, 0.9] * 3, 0.7, polarity, apart), KEY)
    assert (row.words, row.sign.shape) == (words, shape)


@pytest.mark.parametrize("without", ["everyone", "quartiles", "groups"])
def test_no_row_without_what_it_is_drawn_from(without):
    one = measured(0.8, [0.5, 0.6, 0.7, 0.9] * 3, 0.7)
    setattr(one.data, without, ())
    again = type(one)(one.data)
    assert spine.row(again, KEY) is None


def test_where_the_place_lies_in_words():
    others = [0.1 * n for n in range(1, 10)]
    where = [spine.row(measured(v, others, 0.5), KEY).where for v in (0.15, 0.5, 0.85)]
    assert where == [
        f"in the {part} of the councils with a figure"
        for part in ("worse quarter", "middle half", "better quarter")
    ]


def rows(*verdicts):
    return [type("R", (), {"verdict": v})() for v in verdicts]


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        (["unsure"], "No measure is clearly better or worse than in Albion"),
        (["better", "unsure"], "Better than in Albion where there is a clear difference"),
        (["worse", "higher"], "Worse than in Albion where there is a clear difference"),
        (["worse", "better"], "Better and worse in equal number, compared with Albion"),
        (["worse", "better", "worse"], "More measures are worse than better, compared with Albion"),
    ],
)
def test_headline(verdicts, words):
    assert spine.headline(rows(*verdicts), "Albion") == words

"""The flow of delays: bands as tall as their part is large, and no crossing that is not published."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawn import figure, outcome

from careplace.publish.charts import flow

NAMES = [
    "awaiting-nursing-home-placement",
    "awaiting-care-package-in-own-home",
    "housing",
    "public-funding",
    "other",
]


def parts(kind, values, names=NAMES):
    return tuple(figure(v, breakdown=f"{kind}:{name}") for v, name in zip(values, names, strict=False))


def delayed(reasons, responsible=(), whole=None):
    held = {
        "reason": parts("reason", reasons),
        "responsible": parts("responsible", responsible, ["nhs", "social-care", "both"]),
    }
    whole = sum(v for v in reasons if v) if whole is None else whole
    return outcome([figure(whole)], unit="days", parts={k: v for k, v in held.items() if v})


VALUES = st.lists(st.integers(0, 5000).map(float), min_size=2, max_size=5).filter(
    lambda v: sum(x > 0 for x in v) > 1
)


@given(VALUES)
def test_bands_are_shares_of_the_whole_largest_first(values):
    [parting] = flow.flow(delayed(values))
    told = [band.figure.value for band in parting.bands]
    assert told == sorted((v for v in values if v), reverse=True)
    for band in parting.bands:
        assert band.height == pytest.approx(flow.TALL * band.figure.value / sum(values))
    assert sum(band.height for band in parting.bands) == pytest.approx(parting.whole)
    assert parting.adds


@given(VALUES)
def test_neither_bands_nor_their_words_overlap(values):
    [parting] = flow.flow(delayed(values))
    for before, after in pairwise(parting.bands):
        assert before.end + before.height <= after.end
        assert before.top + before.height == pytest.approx(after.top)
        assert before.label_y + flow.LINE * len(before.label) < after.label_y
    last = parting.bands[-1]
    assert last.end + last.height <= parting.height
    assert last.label_y + flow.LINE * len(last.label) <= parting.height + 6


def test_the_two_partings_stand_apart():
    made = flow.flow(delayed([5.0, 3.0, 2.0], [6.0, 3.0, 1.0]))
    assert [(p.kind, len(p.bands)) for p in made] == [("responsible", 3), ("reason", 3)]


def test_parts_that_do_not_add_up_are_told():
    assert not flow.flow(delayed([5.0, 3.0], whole=12.0))[0].adds


def test_nothing_is_drawn_of_nothing():
    assert flow.flow(delayed([5.0])) == []
    assert flow.flow(delayed([0.0, 0.0])) == []
    assert flow.flow(outcome()) == []


def test_headline_names_the_largest_and_only_where_there_is_one():
    one = delayed([6.0, 3.0, 1.0], [5.0, 5.0])
    said = flow.headline(one, flow.flow(one))
    assert said == "Still at home: awaiting nursing home placement is the reason for most"
    tie = delayed([5.0, 5.0])
    assert flow.headline(tie, flow.flow(tie)) == "Still at home"

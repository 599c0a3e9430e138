"""Money as ranges: the worst and the best of all items, and no false precision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.programmes.models import Item
from careplace.casework.programmes.money import balance, balance_words, item_words, pounds

RANGE = st.tuples(*[st.integers(0, 10_000_000)] * 3).map(sorted)


def item(kind, low, central, high, name="An item", state="entered") -> Item:
    return Item(kind=kind, low=low, central=central, high=high, name=name, source="accounts", state=state)


@given(st.lists(st.tuples(st.sampled_from(["cost", "saving"]), RANGE), min_size=1, max_size=6))
def test_the_balance_joins_the_worst_and_the_best_of_every_item(rows):
    result = balance([item(kind, *numbers) for kind, numbers in rows])
    ends = [0, 0]
    for kind, (low, _central, high) in rows:
        worst, best = (low, high) if kind == "saving" else (-high, -low)
        ends = [ends[0] + worst, ends[1] + best]
    assert [result.low, result.high] == ends
    assert result.low <= result.central <= result.high
    widest = max(high - low for _kind, (low, _central, high) in rows)
    assert result.decides.high - result.decides.low == widest


def test_activity_and_what_was_withdrawn_are_no_money():
    assert balance([item("activity", 1, 2, 3), item("cost", 1, 2, 3, state="withdrawn")]) is None


def test_a_range_with_zero_in_it_is_no_saving():
    days = item("saving", 90_000, 150_000, 210_000, "Days")
    assert balance_words(balance([item("cost", 100_000, 120_000, 140_000), days])) == [
        "Savings less costs are between −£50,000 and £110,000 a year, most likely £30,000: "
        "whether the programme saves money is not clear.",
        "“Days” is the item that this depends on most.",
    ]


def test_a_clear_balance_says_no_more():
    (first, _) = balance_words(balance([item("saving", 90_000, 150_000, 210_000)]))
    assert first == "Savings less costs are between £90,000 and £210,000 a year, most likely £150,000."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "£0"),
        (7, "£7"),
        (123, "£120"),
        (125, "£130"),
        (1_249_999, "£1,200,000"),
        (-345, "−£350"),
        (99_600, "£100,000"),
    ],
)
def test_money_has_two_significant_figures(value, words):
    assert pounds(value) == words


def test_an_item_in_words():
    assert item_words(item("activity", 6_500, 7_000, 7_400, "People with assistive technology")) == (
        "People with assistive technology: 7,000 a year, between 6,500 and 7,400 (accounts)."
    )
    assert (
        item_words(item("cost", 90, 100, 110, "Staff"))
        == "Staff: £100 a year, between £90 and £110 (accounts)."
    )

"""Numbers, shares, dates and rating words are read as people write them; what is no quantity is none."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims.grammar.tokens import Bound, Kind, period, tokens

GOOD = ("Outstanding", "Good")
LOW = ("Requires improvement", "Inadequate")


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


def only(text: str):
    (token,) = tokens(text)
    return token


@given(st.integers(0, 10**9), st.booleans())
def test_a_whole_number_is_itself_with_and_without_commas(number, commas):
    if 1900 <= number < 2100 and not commas:
        return  # four digits that may be a year are a year
    token = only(f"{number:,}" if commas and number >= 1000 else str(number))
    assert token.kind in (Kind.NUMBER, Kind.DATE)
    assert token.kind is Kind.DATE or (token.value == number and token.places == 0)


@given(st.decimals(0, 1000, places=2), st.sampled_from(["{}%", "{} %", "{} per cent", "{} percent"]))
def test_a_share_keeps_its_value_and_its_decimals(value, form):
    token = only(f"It is {form.format(value)} now")
    assert (token.kind, token.value, token.places) == (Kind.PERCENT, value, 2)
    assert token.half == Decimal("0.005")


@given(
    st.decimals(-99, 99, places=1),
    st.sampled_from(["percentage points", "percentage point", "% points", "pp", "points"]),
)
def test_points_are_never_percent(value, unit):
    token = only(f"{str(value).replace('-', '−')} {unit}")
    assert (token.kind, token.value) == (Kind.POINTS, value)


@given(st.text(max_size=200))
def test_tokens_of_any_text_stand_in_order_and_quote_it(text):
    found = tokens(text)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "call 024 7683 3003", "9am to 5pm", "section 42", "aged 18 to 64", "aged 65 and over", "the over 65s",
        "65 and over", "80–90%", "07.02.18", "24/7", "at 10:30", "Figure 3", "the 3rd", "per 100,000",
        "https://example.org/2023/147", "COVID19", "1/2/2023", "15-20",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert {kind for kind, _text in kinds(text)} == {Kind.NON_QUANTITY}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 80%", Bound.OVER), ("over 80%", Bound.OVER), ("at least 80%", Bound.OVER),
        ("under 1%", Bound.UNDER), ("less than 5%", Bound.UNDER), ("up to 40%", Bound.UNDER),
        ("almost 75%", Bound.ALMOST), ("just under 75%", Bound.ALMOST),
        ("about 75%", Bound.ABOUT), ("around 75%", Bound.ABOUT), ("all over 75%", Bound.EXACT), ("75%", Bound.EXACT),
    ],
)  # fmt: skip
def test_words_that_bound_a_number(text, bound):
    assert tokens(text)[-1].bound is bound


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three-quarters of homes", "75"), ("three quarters of homes", "75"), ("a third of homes", "33.3"),
        ("two-thirds of homes", "66.7"), ("half of homes", "50"), ("One in five homes", "20"),
        ("nine in ten homes", "90"), ("a quarter of homes", "25"), ("three in every four", "75"),
    ],
)  # fmt: skip
def test_fractions_in_words(text, value):
    assert round(only(text).value, 1) == Decimal(value)
    assert only(text).kind is Kind.FRACTION


def test_a_quarter_of_a_year_is_no_fraction():
    assert Kind.FRACTION not in dict(kinds("the first quarter of 2022"))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("rated Good", ("Good",)), ("rated good", ("Good",)), ("‘good’ homes", ("Good",)), ("Good: 103", ("Good",)),
        ("REQUIRES IMPROVEMENT", ("Requires improvement",)), ("requires-improvement", ("Requires improvement",)),
        ("Good or better", GOOD), ("good or outstanding", GOOD), ("Good/Outstanding", GOOD),
        ("Requires improvement or Inadequate", LOW), ("less than good", LOW), ("Inadequate", ("Inadequate",)),
    ],
)  # fmt: skip
def test_rating_words(text, levels):
    assert [t.levels for t in tokens(text) if t.kind is Kind.RATING] == [levels]


@pytest.mark.parametrize(
    "text", ["Good care matters.", "a good home", "inadequate staffing", "an outstanding debt"]
)
def test_common_words_are_no_ratings(text):
    assert Kind.RATING not in dict(kinds(text))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("It rose", 1), ("an increase", 1), ("went up", 1), ("It fell", -1), ("a reduction", -1), ("unchanged", 0),
        ("have not changed significantly", 0), ("remained stable", 0),
    ],
)  # fmt: skip
def test_directions(text, sign):
    (token,) = (t for t in tokens(text) if t.kind is Kind.DIRECTION)
    assert token.sign == sign


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("March 2023", date(2023, 3, 1), date(2023, 3, 31)),
        ("1 February 2021", date(2021, 2, 1), date(2021, 2, 1)),
        ("2021-02-01", date(2021, 2, 1), date(2021, 2, 1)),
        ("2022/23", date(2022, 4, 1), date(2023, 3, 31)),
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
    ],
)
def test_dates_are_from_a_day_to_a_day(text, first, last):
    assert only(text).period == (first, last)


@pytest.mark.parametrize("text", ["31 February 2021", "2021-13-01", "12 March"])
def test_a_day_that_is_none_has_no_period(text):
    assert period(text) is None

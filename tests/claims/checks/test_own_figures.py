"""Claims about an organisation's own records: the right number holds, another is wrong, and a year must be named."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims import Check, Grade, OwnFigure, check_text

WORDS = re.compile(r"\bhomes?\b[^.;]*\bvisit", re.IGNORECASE)


def figure(numerator: int, denominator: int, year: str = "2025/26") -> OwnFigure:
    return OwnFigure(
        f"visits/{year}", WORDS, re.compile(re.escape(year)), numerator, denominator, f"homes, {year}"
    )


def grades(text: str, *figures: OwnFigure) -> list[Grade]:
    return [finding.grade for finding in check_text(text, own=figures) if finding.check is Check.RECORDS]


@pytest.mark.parametrize(
    ("text", "numerator", "denominator", "expected"),
    [
        ("All 70 contracted homes received an annual visit in 2025/26.", 70, 70, [Grade.HOLDS]),
        ("All 70 contracted homes received an annual visit in 2025/26.", 67, 70, [Grade.WRONG]),
        ("All 70 of our homes were visited in 2025/26.", 70, 70, [Grade.HOLDS]),
        ("In 2025/26 all of the 70 homes had a visit.", 71, 71, [Grade.WRONG]),
        ("67 of 70 contracted homes (96%) were visited in 2025/26.", 67, 70, [Grade.HOLDS]),
        ("67 of the 70 contracted homes were visited in 2025/26.", 66, 70, [Grade.WRONG]),
        ("None of 4 homes received a visit in 2025/26.", 0, 4, [Grade.HOLDS]),
        ("None of the 4 homes received a visit in 2025/26.", 1, 4, [Grade.WRONG]),
        ("All 70 contracted homes received an annual visit.", 70, 70, [Grade.UNCHECKABLE]),
        ("We visited homes in 2025/26.", 67, 70, []),
        ("All 70 libraries were painted in 2025/26.", 67, 70, []),
        ("More than 60 of 70 homes were visited in 2025/26.", 67, 70, []),
    ],
)
def test_a_sentence(text, numerator, denominator, expected):
    assert grades(text, figure(numerator, denominator)) == expected


def test_the_year_that_is_named_decides():
    this_year, last_year = figure(67, 70), figure(70, 70, "2024/25")
    text = "All 70 homes were visited in 2024/25. All 70 homes were visited in 2025/26."
    assert grades(text, this_year, last_year) == [Grade.HOLDS, Grade.WRONG]


def test_the_finding_says_what_the_records_have_and_which_figure_it_is():
    (finding,) = check_text("All 70 homes were visited in 2025/26.", own=[figure(67, 70)])
    assert (finding.quote, finding.says) == ("70", "the records have 67 of 70 (homes, 2025/26)")
    assert finding.working == "visits/2025/26"


def test_without_figures_nothing_is_said_of_records():
    assert check_text("All 70 homes were visited in 2025/26.") == []


@given(st.integers(1, 400), st.integers(2, 400), st.integers(0, 400), st.integers(1, 400))
def test_only_the_same_count_of_the_same_whole_holds(count, whole, numerator, denominator):
    text = f"{count} of {whole} homes were visited in 2025/26."
    same = (count, whole) == (numerator, denominator)
    assert grades(text, figure(numerator, denominator)) == [Grade.HOLDS if same else Grade.WRONG]
    assert grades(text, figure(count, whole)) == [Grade.HOLDS]


VALUE = OwnFigure(
    "devices/2026-03",
    re.compile("people with assistive technology", re.IGNORECASE),
    re.compile("March 2026"),
    Decimal("1250"),
    None,
    "people with assistive technology, March 2026",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In March 2026 there were 1,250 people with assistive technology.", [Grade.HOLDS]),
        ("In March 2026 there were 1,350 people with assistive technology.", [Grade.WRONG]),
        ("People with assistive technology: 1,250.4 in March 2026.", [Grade.WRONG]),
        ("There were 1,350 people with assistive technology.", []),
        ("In March 2026 there were over 1,200 people with assistive technology.", []),
        ("In March 2026, 1,250 of 9,000 people with assistive technology answered.", []),
        ("People with assistive technology rose by 200 in March 2026.", []),
        ("In March 2026, 14% more were people with assistive technology.", []),
        ("In March 2026 there were people with assistive technology.", []),
        ("In March 2026 there were 1,350 people with telephones.", []),
    ],
)
def test_a_value_is_compared_where_a_sentence_states_one_number_and_no_change(text, expected):
    assert grades(text, VALUE) == expected


def test_a_value_is_compared_to_the_decimals_that_are_printed():
    figure = replace(VALUE, numerator=Decimal("12.46"))
    assert grades("In March 2026 the score of people with assistive technology was 12.5.", figure) == [
        Grade.HOLDS
    ]
    assert grades("In March 2026 the score of people with assistive technology was 12.4.", figure) == [
        Grade.WRONG
    ]

"""Words that compare are held against the numbers beside them, and superlatives against the others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.claims.examples import faults, graded_quotes, only_fault

from careplace.claims import Check, Grade

SHARE = st.integers(0, 1000).map(lambda n: n / 10)
MORE = st.sampled_from(["higher than", "above", "greater than"])
LESS = st.sampled_from(["lower than", "below", "less than"])


@given(SHARE, SHARE, MORE, LESS)
def test_a_comparison_is_wrong_only_where_its_numbers_deny_it(a, b, more, less):
    assume(a != b)
    right, wrong = (more, less) if a > b else (less, more)
    text = "At {}%, the share rated Good is {} the national average of {}%."
    assert faults(text.format(a, right, b)) == []
    assert only_fault(text.format(a, wrong, b)).check is Check.COMPARISON


@pytest.mark.parametrize(
    "text",
    [
        "82% are Good, above the regional average (78%) but below the 84% for England.",
        "We cannot tell whether 70% is higher than the national average of 72%.",
        "Turnover is lower than the national average, at 24.1% against 28.3%.",
        "Our aim is 90%, higher than the national average of 95%.",
        "Vacancies fell from 10.6% to 9.9%, which is lower than the 12% of two years before.",
        "The share is lower than in England, by 9.1 percentage points (95% interval −15.6 to −2.6).",
        "The share is lower than in England, by 5.9 percentage points (95% interval −13.3 to 0.0).",
    ],
)
def test_sound_comparisons(text):
    assert faults(text) == []


def test_a_difference_that_cannot_be_told_is_not_called_one():
    text = "The share is lower than in England, by 3.0 percentage points (95% interval −7.9 to +1.8)."
    assert only_fault(text).grade is Grade.MISLEADING
    turned = "The share is higher than in England, by 9.1 percentage points (95% interval −15.6 to −2.6)."
    assert only_fault(turned).grade is Grade.WRONG


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Figures are slightly below national averages.", "slightly below national averages"),
        ("It fares well in comparison to neighbouring authorities.", "fares well in comparison to neighbouring authorities"),
        ("Our homes are better than those of our neighbours.", "better than those of our neighbours"),
        ("Our 5.8% was higher than any other of the ‘core cities’.", "higher than any other of the ‘core cities’"),
        ("Uptake is among the highest in the country.", "among the highest in the country"),
        ("We have the best outcomes in the region.", "the best outcomes in the region"),
    ],
)  # fmt: skip
def test_what_has_no_other_side_cannot_be_checked(text, quote):
    assert graded_quotes(text) == [("cannot be checked", quote)]


@pytest.mark.parametrize(
    "text",
    [
        "We follow best practice in the region.",
        "We want to be the best in the region.",
        "Higher standards follow from time.",
        "More people than ever live in the region.",
    ],
)
def test_common_words_are_no_claims(text):
    assert graded_quotes(text) == []


def test_a_superlative_that_its_own_list_denies():
    text = "Coventry (79%) has the highest share, ahead of Solihull ({}%) and Walsall (74%)."
    assert only_fault(text.format(81)).says == "Solihull (81%) is higher than Coventry (79%)"
    assert faults(text.format(78)) == []


def test_a_count_of_numbers_between_places_of_unlike_size():
    ((grade, quote),) = graded_quotes(
        "We have a higher than average number of ‘Outstanding’ rated providers."
    )
    assert (grade, quote) == ("cannot be checked", "higher than average")


def test_coventry_2021_22_beside_the_national_average():
    """Vector T4: Good +6, Requires improvement +2, Inadequate the same: the national three sum to 88."""
    said = "- Good: 75% (6{0} above the national average)\n- Requires improvement: 16% (2{0} above the national average)\n"
    same = "- Inadequate: 5% (the same as the national average)\n"
    found = faults(said.format(" percentage points") + same)
    assert [(f.grade, f.check) for f in found] == [(Grade.MISLEADING, Check.SUM)]
    assert "Outstanding would be 12% there, +8 points from here" in found[0].says
    assert [f.check for f in faults(said.format("%") + same)].count(Check.UNIT) == 2
    whole = (
        said.format(" percentage points") + same + "- Outstanding: 4% (the same as the national average)\n"
    )
    (finding,) = faults(whole)
    assert finding.grade is Grade.WRONG
    assert finding.says == "the shares of the national average, so calculated, sum to 92%"

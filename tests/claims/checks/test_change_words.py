"""Words for direction and size are held against counts and shares both, and against chance."""

from math import isclose, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.claims.examples import AFTER, BEFORE, CHANGE, faults, graded_quotes, only_fault

from careplace.claims import Check, Grade, check_text
from careplace.claims.checks.change_words import Step
from careplace.ratings.scale import LEVELS


def findings(text: str, before: str | None = BEFORE):
    return [
        f
        for f in check_text(f"{AFTER}\n{text}", before=before)
        if f.check in (Check.DIRECTION, Check.MAGNITUDE)
    ]


def test_coventry_from_2022_to_2023():
    """Vector T3: Good +18 in count and −5.15 points; Outstanding +1 and −0.14; Requires improvement +7.88."""
    found = findings(CHANGE)
    assert [(f.grade, f.says) for f in found] == [
        (Grade.HOLDS, "Inadequate fell in count and in share"),
        (Grade.MISLEADING, "“reduction” in Good is true of the share only: the count rose, the share fell"),
        (Grade.HOLDS, "Requires improvement rose in count and in share"),
        (
            Grade.MISLEADING,
            "“increase” in Outstanding is true of the count only: the count rose, the share fell",
        ),
        (Grade.MISLEADING, "Requires improvement: +7.88 percentage points is not slight"),
    ]
    assert "+18 in count, −5.15 percentage points in share" in found[1].working
    assert "+1 in count, −0.14 percentage points in share" in found[3].working
    assert "z = +1.56" in found[4].working
    assert found[1].quote == "small reduction in both ‘Inadequate’ and ‘Good’"


def test_not_changed_significantly_holds_for_good_or_better():
    (finding,) = findings("Ratings have not changed significantly.")
    assert finding.grade is Grade.HOLDS
    assert "(78.8%) to 108 of 147 (73.5%)" in finding.working
    assert "z = −0.99" in finding.working


@given(*[st.integers(1, 300)] * 4)
def test_z_is_that_of_the_textbook(x0, m0, x1, m1):
    n0, n1 = x0 + m0, x1 + m1
    p, q = x0 / n0, x1 / n1
    pooled = (x0 + x1) / (n0 + n1)
    slow = (q - p) / sqrt(pooled * (1 - pooled) / n0 + pooled * (1 - pooled) / n1)
    assert isclose(Step(("Good",), x0, n0, x1, n1).z, slow, rel_tol=1e-6, abs_tol=1e-9)


MIX = st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(any)


def mix(counts, when):
    return f"{when}: " + ", ".join(f"{level} {n}" for level, n in zip(LEVELS, counts, strict=True)) + "."


@given(MIX, MIX, st.sampled_from(LEVELS))
def test_words_made_from_the_counts_are_never_wrong(before, after, level):
    i = LEVELS.index(level)
    count = after[i] - before[i]
    share = after[i] / sum(after) - before[i] / sum(before)
    assume(count and abs(share) > 1e-9)
    text = (
        f"{mix(after, 'March 2023')}\n\nThe number of {level} services {'rose' if count > 0 else 'fell'}. "
        f"The share of services rated {level} has {'increased' if share > 0 else 'decreased'}."
    )
    assert faults(text, mix(before, "March 2022")) == []


@pytest.mark.parametrize(
    ("text", "grade", "says"),
    [
        ("The number of Good rated services fell.", Grade.WRONG, "the count of Good rose"),
        ("The share rated Good has increased significantly.", Grade.WRONG, "the share of Good fell"),
        ("Inadequate ratings rose.", Grade.WRONG, "Inadequate fell in count, and its share fell"),
        ("There was a rise in services rated Good.", Grade.MISLEADING, "true of the count only"),
        ("Good or better fell.", Grade.MISLEADING, "true of the share only"),
        ("There was a sharp rise in Requires improvement.", Grade.MISLEADING, "it may be chance"),
    ],
)
def test_words_that_the_counts_deny(text, grade, says):
    found = [f for f in findings(text) if f.grade is not Grade.HOLDS]
    assert [f.grade for f in found] == [grade]
    assert says in found[0].says


def test_a_change_beyond_chance_is_not_insignificant():
    before = "2022: Outstanding 10, Good 160, Requires improvement 25, Inadequate 5."
    after = f"{mix([8, 120, 60, 12], 2023)}\n\nRatings have not changed significantly."
    assert only_fault(after, before).grade is Grade.WRONG


def test_two_dates_in_one_text_are_before_and_after():
    mixes = f"{mix([4, 85, 18, 6], 'March 2022')}\n\n{mix([5, 103, 35, 4], 'March 2023')}"
    text = f"{mixes}\n\nThe number of Good services fell."
    assert only_fault(text).says == "the count of Good rose"
    undated = text.replace("March 2022: ", "").replace("March 2023: ", "")
    assert faults(undated) == []


def test_without_the_earlier_counts_nothing_can_be_told():
    grades = {grade for grade, _quote in graded_quotes(CHANGE)}
    assert grades == {"cannot be checked"}
    assert len(graded_quotes(CHANGE)) == 2


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Satisfaction rose sharply, from 64.1% to 64.6%.", Grade.MISLEADING),
        ("There was a slight rise in vacancies, from 8% to 21%.", Grade.MISLEADING),
        ("There was a slight fall in visits, from 400 to 200.", Grade.MISLEADING),
        ("The share satisfied rose significantly, from 61% to 64%.", Grade.UNCHECKABLE),
        ("A year-on-year increase was seen.", Grade.UNCHECKABLE),
        ("The number of new providers continues to grow.", Grade.UNCHECKABLE),
    ],
)
def test_size_without_counts(text, grade):
    assert [f.grade for f in check_text(text)] == [grade]


@pytest.mark.parametrize(
    "text",
    [
        "There was a slight rise, from 8% to 9%.",
        "Visits fell sharply, from 400 to 200.",
        "The number of falls did not increase.",
        "We aim to reduce the number of Inadequate services.",
        "Activities and events increased through the year.",
        "We want an increase in Good homes.",
    ],
)
def test_sound_words_and_wishes(text):
    assert faults(text) == []

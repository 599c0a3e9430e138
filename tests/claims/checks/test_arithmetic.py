"""What does not add up is found with its working; a statement made from true counts is never called wrong."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.claims.examples import faults, graded_quotes, only_fault

from careplace.claims import Check, Grade

COUNT = st.integers(1, 50_000)
PLACES = st.integers(0, 2)
ROUNDING = st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN])


def percent(part: int, base: int, places: int, rounding: str = ROUND_HALF_UP) -> str:
    return f"{(Decimal(100 * part) / base).quantize(Decimal(1).scaleb(-places), rounding)}%"


SHARES = [
    "{a:,} of {b:,} locations ({s}) were rated.",
    "{s} ({a:,} of {b:,}) were rated.",
    "{a:,} out of {b:,} homes ({s}).",
    "Of the {b:,} homes, {a:,} ({s}) were visited.",
    "We support {b:,} people, of whom {a:,} ({s}) are new.",
    "Of {b:,} services inspected this year, {a:,} ({s}) improved.",
    "{s} of homes: {a:,} of {b:,} homes.",
]


@given(COUNT, COUNT, PLACES, ROUNDING, st.sampled_from(SHARES))
def test_a_true_share_is_never_wrong(a, b, places, rounding, form):
    a, b = sorted((a, b))
    assert faults(form.format(a=a, b=b, s=percent(a, b, places, rounding))) == []


@given(COUNT, COUNT, st.sampled_from(SHARES))
def test_a_share_two_points_off_is_found(a, b, form):
    a, b = sorted((a, b))
    assume(not 1900 <= a < 2100 and not 1900 <= b < 2100 and 100 * a < 90 * b)
    off = percent(a + b // 50 + 1, b, 1)
    assume(abs(Decimal(off[:-1]) - Decimal(100 * a) / b) > 1)
    assert [finding.check for finding in faults(form.format(a=a, b=b, s=off))] == [Check.SHARE]


CHANGES = [
    "The number of homes {verb} from {a:,} to {b:,}, {noun} of {d:,}.",
    "The number of homes {verb} by {d:,} from {a:,} to {b:,}.",
    "The number of homes {verb} from {a:,} in 2021/22 to {b:,} in 2022/23, {noun} of {d:,} ({r}).",
    "Visits {verb} by {r}, from {a:,} to {b:,}.",
]


@given(COUNT, COUNT, PLACES, st.sampled_from(CHANGES))
def test_a_true_change_in_counts_is_never_wrong(a, b, places, form):
    assume(a != b)
    verb, noun = ("rose", "an increase") if b > a else ("fell", "a reduction")
    text = form.format(a=a, b=b, d=abs(b - a), r=percent(abs(b - a), a, places), verb=verb, noun=noun)
    assert faults(text) == []


@given(st.integers(1, 400), st.integers(1, 400), st.integers(400, 5000), st.integers(1, 2))
def test_a_true_change_in_shares_is_never_wrong(x, y, n, places):
    """Each number rounded by itself from the exact one, as a careful author does."""
    step = Decimal(1).scaleb(-places)
    a, b = Decimal(100 * x) / n, Decimal(100 * y) / n
    d, first, second = abs(b - a).quantize(step), a.quantize(step), b.quantize(step)
    assume(first != second)
    verb, noun = ("rose", "an increase") if b > a else ("fell", "a reduction")
    assert faults(f"The share {verb} from {first}% to {second}%, {noun} of {d} percentage points.") == []
    r = (100 * abs(b - a) / a).quantize(step)
    assert faults(f"The share {verb} by {r}%, from {first}% to {second}%.") == []


def test_the_working_is_shown():
    finding = only_fault("In all, 103 of 147 locations (71.0%) were rated Good.")
    assert (finding.grade, finding.quote) == (Grade.WRONG, "103 of 147 locations (71.0%)")
    assert finding.says == "103 of 147 is 70.1%, not 71.0%"
    assert finding.working == "103 ÷ 147 = 70.068%"
    assert str(finding.position) == "line 1, column 9"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("160 of 147 homes are rated.", "160 is more than the 147 that it is a part of"),
        ("62.4% of the 10 homes improved.", "no whole number out of 10 is 62.4%"),
        ("Almost three-quarters of homes (77%) improved.", "77% is not Almost three-quarters"),
        ("One in five homes (31%) improved.", "31% is not One in five"),
        ("More than half of homes (46%) improved.", "46% is not More than half"),
        ("More than 80% of homes (40 of 52) were seen.", "40 of 52 is 77%, not 80%"),
        ("The number of homes fell from 85 to 103.", "85 to 103 is a rise"),
        ("The number of homes rose from 85 to 85.", "85 to 85 is no change"),
        ("Visits rose from 310 to 355, an increase of 55.", "310 to 355 differ by 45, not 55"),
        ("Visits fell by 30%, from 1,250 to 1,000.", "1,250 to 1,000 differ by 20.0%, not 30%"),
        ("It rose from 20% to 25%, an increase of 9 percentage points.", "20% to 25% differ by 5 percentage points, not 9 percentage points"),  # noqa: E501
        ("Complaints doubled, from 40 to 61.", "40 to 61 is 1.53 times; “doubled” is 2 times"),
        ("Falls halved, from 45 to 30.", "45 to 30 is 0.67 times; “halved” is 0.5 times"),
    ],
)  # fmt: skip
def test_what_does_not_add_up(text, says):
    finding = only_fault(text)
    assert (finding.grade, finding.says) == (Grade.WRONG, says)


def test_percent_and_percentage_points_are_not_the_same():
    percent_said = only_fault("The share rose from 70.1% to 75.2%, an increase of 5.1%.")
    assert percent_said.check is Check.UNIT
    assert "5.1 percentage points; in percent it is 7.3%" in percent_said.says
    points_said = only_fault("The share rose from 70% to 77%, an increase of 10 percentage points.")
    assert points_said.check is Check.UNIT
    assert faults("The rate rose by 50%, from 4% to 6%.") == []


def test_doubled_is_said_of_nearly_twice_and_misleads_of_much_more():
    assert faults("The number doubled, from 18 to 35.") == []
    assert only_fault("The number doubled, from 10 to 35.").grade is Grade.MISLEADING


@pytest.mark.parametrize(
    "text",
    [
        "There are 120 beds in 5 homes, up from 110.",
        "Homes fell by 5 from 84 to 79 and beds by 71 from 2,611 to 2,540.",
        "Children aged from 2 to 5 years, and 9 of 2 minds.",
        "62.4% of the 10 people who answered agreed, by weight.",
        "About 70% of homes (72 of 100) agreed.",
        "The number did not fall from 10 to 12 by chance.",
        "Bids from 3 to 5 were opened, a rise of spirits.",
    ],
)
def test_what_cannot_be_told_apart_is_left_alone(text):
    assert faults(text) == []


def test_words_without_a_number_cannot_be_checked():
    assert graded_quotes("Almost three-quarters of practitioners agreed.") == [
        ("cannot be checked", "Almost three-quarters")
    ]
    assert graded_quotes("It took half of the year.") == []

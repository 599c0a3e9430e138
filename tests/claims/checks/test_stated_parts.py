"""All the parts of a whole, counts or money, and the other constructions that unseen statements brought."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careplace.claims import FAULTS, Check, Grade, check_text
from careplace.claims.grammar.moves import duration
from careplace.claims.grammar.tokens import Kind, tokens

COUNTS = st.lists(st.integers(11, 900), min_size=2, max_size=5)
OPENINGS = ("made up of", "comprising", "consisting of", "split between", "broken down as")
PLACES = ("homes", "clinics", "wards", "practices", "hospices")


def faults(text: str):
    return [f for f in check_text(text) if f.grade in FAULTS]


def listed(parts, sign="", unit="") -> str:
    said = [f"{sign}{n}{unit} {word}" for n, word in zip(parts, PLACES, strict=False)]
    return f"{', '.join(said[:-1])} and {said[-1]}"


def ambiguous(parts, total) -> bool:
    """Whether one of the parts may be a subtotal, or some of them alone make the total."""
    return (
        any(a + b in (*parts, total) for i, a in enumerate(parts) for b in parts[i + 1 :]) or total in parts
    )


@given(COUNTS, st.sampled_from(OPENINGS))
@example([887, 127, 886], "made up of")  # 1900 is read as a year, so that 887 stood for the whole
def test_true_parts_are_never_called_wrong(parts, opening):
    assert faults(f"We visited {sum(parts)} services, {opening} {listed(parts)}.") == []


def test_a_list_of_three_things_is_no_whole_with_two_kinds():
    assert faults("The borough has 887 homes, 127 clinics and 886 wards.") == []
    [finding] = faults("The borough has 62 homes, 41 residential and 24 nursing.")
    assert finding.says == "41 and 24 are 65, more than 62"


@given(COUNTS.filter(lambda parts: len(set(parts)) == len(parts)), st.integers(5, 60))
def test_parts_that_do_not_sum_are_found(parts, apart):
    total = sum(parts) + apart
    found = faults(f"We visited {total} services, made up of {listed(parts)}.")
    # A part that is the sum of others is their subtotal; 1900 to 2099 are read as years.
    unclear = ambiguous(parts, total) or 1900 <= total < 2100
    three = {
        a + b + c
        for i, a in enumerate(parts)
        for j, b in enumerate(parts[i + 1 :], i + 1)
        for c in parts[j + 1 :]
    }
    if not unclear and not three & set(parts):
        assert [f.check for f in found] == [Check.SUM]


@given(st.lists(st.integers(11, 400), min_size=2, max_size=4))
def test_money_rounded_to_a_tenth_of_a_million_is_given_its_slack(hundreds):
    exact = [Decimal(n) / 10 + Decimal("0.04") for n in hundreds]
    total = sum(exact).quantize(Decimal("0.1"))
    text = f"The budget is £{total}m, of which {listed([f'{n:.1f}' for n in exact], '£', 'm')}."
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A pot of £6.3 million: £2.8 million for homes, £2.1 million for wards and £1.9 million for us.", "£6.8 million"),
        ("The fund is £38.6m, made up of £21.3m from the board, £12.9m from the grant and £3.4m for homes.", "£37.6m"),
        ("Of the 1,150 who wait, 480 await an assessment, 390 a review and the remaining 310 care.", "1,180, not 1,150"),
        ("Of 640 who started, 458 finished and 361 of those who did (69%) went home.", "79%, not 69%"),
        ("We had 268 compliments, more than three times the 104 received in 2021/22.", "2.58 times 104"),
        ("Long waits have tripled in two years, with 1,412 recorded in 2021/22 and 3,071 in 2023/24.", "2.17 times"),
        ("People waiting more than 12 months have halved, falling from 1,640 in January to 1,025 in May.", "0.63 times"),
        ("The number stands at 1,104. This compares with 1,380 a year ago, a reduction of 25%.", "20.0%, not 25%"),
    ],
)  # fmt: skip
def test_faults_of_each_construction(text, says):
    assert [says in f.says for f in faults(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Occupancy was 93.1%, up 1.4 percentage points from 91.7% in May, and remains above the national ambition of 92%.",
        "It was 27.4%, better than the regional average of 26.1% and a little above England at 26.7%.",
        "Of 640 who started, 458 finished and 361 of those who did (79%) went home.",
        "Of 640 who started, 458 finished and 361 of those who did (56%) went home.",
        "We had 268 compliments, more than twice the 104 received in 2021/22.",
        "We had 200 compliments, nearly twice the 104 received in 2021/22.",
        "We supported 90 people, less than half the 204 of last year.",
        "The average fee is £615: £640 in the north and £590 in the south.",
        "We visited 36 services, including 21 homes, 9 clinics and 8 wards.",
        "We visited 30 services, made up of 21 homes, 12 of them small, and 9 clinics.",
        "Of the 150 homes, 100 are good, of which 60 are new, and the remaining 50 are old.",
        "The number stands at 1,104. This compares with 1,380 a year ago, a reduction of 20%.",
        "Long waits have doubled in two years, with 1,412 recorded in 2021/22 and 2,771 in 2023/24.",
    ],
)
def test_sound_statements_of_each_construction(text):
    assert [f.says for f in faults(text)] == []


def test_almost_a_fraction_that_is_some_points_short_misleads():
    (finding,) = faults("Agency use fell from 118 to 84, a reduction of almost a third.")
    assert finding.grade is Grade.MISLEADING
    assert [f.grade for f in faults("Agency use fell from 118 to 90, a reduction of almost a third.")] == [
        Grade.WRONG
    ]


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("waited more than 12 months, 40 of 60", ["12"]),
        ("from 41 days to 33 days", []),
        ("in two years, 5 homes", ["two"]),
    ],
)
def test_durations(text, durations):
    assert [t.text for t in tokens(text) if t.kind is Kind.NUMBER and duration(text, t)] == durations

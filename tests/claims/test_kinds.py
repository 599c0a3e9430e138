"""Every kind of claim by examples, and sound ones of each made at random from true counts, which are never at fault."""

import re
import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.claims.accuracy import measure
from tests.claims.examples import faults

from careplace.claims.grammar.number_words import WORDS, value

STATEMENTS = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))["statement"]
COUNT = st.integers(2, 9_000)
PLACES = st.integers(0, 1)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda one: " ".join(one["text"].split())[:70])
def test_a_statement_of_its_kind(statement):
    tally = measure([statement])
    assert [(finding.quote, finding.says) for _text, finding in tally.false] == []
    assert [expected for _text, expected in tally.missed] == []


def percent(part, base, places: int = 0) -> str:
    return f"{(Decimal(100) * part / base).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


PARTS = [
    "{a:,} ({s}) of {b:,} people replied.",
    "{s} ({a:,}) of the {b:,} homes replied.",
    "Of the {b:,} homes, {s} ({a:,}) replied.",
    "{a:,} of the {b:,} homes, or {s}, replied.",
    "Of {b:,} people, {s} (n={a}) agreed.",
    "We visited {b:,} homes. Of these, {a:,} ({s}) were new.",
    "{b:,} forms were sent and {a:,} returned ({s} response rate).",
    "Forms went to {b:,} people and {a:,} replied, a response rate of {s}.",
    "Of the {b:,} that we wrote to, {a:,} replied and the remaining {r:,} did not.",
    "There were {a:,} visits in April and {r:,} in May, making {b:,} in all.",
    "In the survey {s} were women and the remaining {t} men.",
    "In the survey {s} were satisfied and {t} were not.",
    "We spent £{a:,} on care, {s} of our £{b:,} budget.",
    "Care cost {s} (£{a:,}) of the £{b:,} that we spent.",
    "There are {b:,} homes in the city, {a:,} residential and {r:,} nursing.",
]


@given(COUNT, COUNT, PLACES, st.sampled_from(PARTS))
def test_a_true_part_is_never_at_fault(a, b, places, form):
    a, b = sorted((a, b))
    assume(a < b and not any(1900 <= n < 2100 for n in (a, b, b - a)))
    assert faults(form.format(a=a, b=b, r=b - a, s=percent(a, b, places), t=percent(b - a, b, places))) == []


NESTED = [
    "Of the {c:,} homes, {b:,} ({s}) are rated Good, of which {a:,} ({t}) are nursing homes.",
    "We rated {b:,} of {c:,} homes ({s}), of which {a:,} ({t}) are new.",
    "Of {c:,} homes we rated {b:,} ({s}), of which {a:,} ({u}) of all homes are Good.",
    "There are {c:,} homes, {b:,} of them rated, of which {a:,} ({t}) are Good.",
]


@given(COUNT, COUNT, COUNT, PLACES, st.sampled_from(NESTED))
def test_nested_bases_are_never_at_fault(a, b, c, places, form):
    a, b, c = sorted((a, b, c))
    assume(not any(1900 <= n < 2100 for n in (a, b, c)))
    shares = {"s": percent(b, c, places), "t": percent(a, b, places), "u": percent(a, c, places)}
    assert faults(form.format(a=a, b=b, c=c, **shares)) == []


CHANGES = [
    "There were {a:,} homes in 2016 and {b:,} in 2017, {noun} of {d:,} ({r}).",
    "{b:,} enquiries began in the year, {noun} of {d:,} ({r}) on 2016-17.",
    "There were {b:,} referrals, {way} {r} on {a:,}.",
    "We had {b:,} complaints, compared with {a:,} the year before, {noun} of {d:,}.",
    "In 2021/22 there were {a:,} complaints. In 2022/23 there were {b:,}, {noun} of {d:,} ({r}).",
    "Vacancies {verb} by {r} last year. There were {b:,}, {way} {d:,} on the year before.",
    "Numbers {verb} to {b:,} from {a:,}, {noun} of {r}.",
    "The bill {verb} from £{a:,} to £{b:,}, {noun} of £{d:,} ({r}).",
    "We did {b:,} reviews, {way} from {a:,} last year. That is {noun} of {r}.",
    "The list {verb} from {a:,} to {b:,}. This represents {noun} of {d:,} ({r}).",
]


@given(COUNT, COUNT, PLACES, st.sampled_from(CHANGES))
def test_a_true_change_is_never_at_fault(a, b, places, form):
    assume(a != b and not any(1900 <= n < 2100 for n in (a, b, abs(b - a))))
    verb, noun, way = ("rose", "an increase", "up") if b > a else ("fell", "a reduction", "down")
    r = percent(abs(b - a), a, places)
    assert faults(form.format(a=a, b=b, d=abs(b - a), r=r, verb=verb, noun=noun, way=way)) == []


@given(
    st.integers(10_000, 99_000_000),
    st.integers(10_000, 99_000_000),
    st.sampled_from(["£{}m", "{} million", "£{} million"]),
)
def test_true_amounts_rounded_are_never_at_fault(a, b, form):
    tenth = Decimal("0.1")
    first, second, size = ((Decimal(n) / 10**6).quantize(tenth, ROUND_HALF_UP) for n in (a, b, abs(b - a)))
    assume(first != second)
    verb, noun = ("rose", "an increase") if b > a else ("fell", "a reduction")
    said = [form.format(n) for n in (first, second, size)]
    assert (
        faults(
            f"Spending {verb} from {said[0]} to {said[1]}, {noun} of {said[2]} ({percent(abs(b - a), a, 1)})."
        )
        == []
    )


COMPARED = [
    "Admissions were {a} per 100,000, {than} than the England average of {b} per 100,000.",
    "People waited {a} days, which is {than} than the national average of {b} days.",
    "Our share is {than} than the England average, at {a}% compared with {b}%.",
    "At {a}% we are {d} percentage points {side} the England average of {b}%.",
    "We score {a}, {than} than the regional average ({b}).",
    "The share is {a}%, compared with {b}% for England, so we are {side} the national average.",
]


@given(st.decimals(1, 99, places=1), st.decimals(1, 99, places=1), st.sampled_from(COMPARED))
def test_a_true_comparison_is_never_at_fault(a, b, form):
    assume(a != b)
    than, side = ("higher", "above") if a > b else ("lower", "below")
    assert faults(form.format(a=a, b=b, d=abs(a - b), than=than, side=side)) == []


@given(
    st.integers(2, 12),
    st.decimals(-1, 1, places=1),
    st.sampled_from(["1 in {n} ({p}%) agreed.", "One in {n} homes ({p}%) is new."]),
)
def test_a_true_fraction_is_never_at_fault(n, off, form):
    share = (Decimal(100) / n + off).quantize(Decimal("0.1"))
    assert faults(form.format(n=n, p=share)) == []


MIX = st.lists(st.integers(2, 400), min_size=4, max_size=4)


@given(MIX)
def test_true_mixes_in_words_are_never_at_fault(counts):
    best, good, low, worst = counts
    assume(not any(1900 <= n < 2100 for n in (*counts, sum(counts))))
    text = "Of {n} services, {good} were good, {low} required improvement, {worst} were inadequate and {best} outstanding."
    assert faults(text.format(n=sum(counts), best=best, good=good, low=low, worst=worst)) == []
    shares = [percent(count, sum(counts)) for count in (good, best, low, worst)]
    assert (
        faults(
            "CQC found {} of practices good and {} outstanding; {} require improvement and {} are inadequate.".format(
                *shares
            )
        )
        == []
    )


@given(st.lists(MIX, min_size=1, max_size=4), PLACES)
def test_true_rating_tables_are_never_at_fault(rows, places):
    assume(not any(1900 <= sum(row) < 2100 for row in rows))
    body = "".join(
        f"| Area {'ABCD'[n]} | "
        + " | ".join(f"{count} ({percent(count, sum(row), places)})" for count in row)
        + f" | {sum(row)} |\n"
        for n, row in enumerate(rows)
    )
    assert (
        faults(
            f"| Area | Outstanding | Good | Requires improvement | Inadequate | Total |\n|---|---|---|---|---|---|\n{body}"
        )
        == []
    )


@given(st.lists(st.tuples(COUNT, COUNT, COUNT), min_size=2, max_size=6), PLACES)
def test_true_tables_are_never_at_fault(rows, places):
    """Counts, a base and a share, a share of the total, a change, and the totals of the columns that have them."""
    rows = [tuple(sorted(row)) for row in rows]
    total = [sum(column) for column in zip(*rows, strict=True)]
    lines = [
        f"| Team {chr(65 + n)} | {a:,} | {b:,} | {c:,} | {percent(a, c, places)} | {percent(c, total[2], places)} | {b - a}|"
        for n, (a, b, c) in enumerate([*rows])
    ]
    a, b, c = total
    lines.append(f"| Total | {a:,} | {b:,} | {c:,} | {percent(a, c, places)} | 100% | {b - a} |")
    head = "| Team | Assessed | Visited | Referred | % assessed | % of all | Change |\n|---|---|---|---|---|---|---|\n"
    assert faults(head + "\n".join(lines)) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2),
        ("Fifty-three", 53),
        ("twenty one", 21),
        ("a hundred and twelve", 112),
        ("two thousand", 2000),
        ("nineteen", 19),
    ],
)
def test_numbers_in_words(words, number):
    assert value(words) == number


@given(st.integers(1, 99))
def test_number_words_are_read_whole(number):

    small = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    ones = f"{small} seventeen eighteen nineteen"
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    names = ones.split()
    said = (
        names[number - 1]
        if number < 20
        else tens[number // 10 - 2] + (f"-{names[number % 10 - 1]}" if number % 10 else "")
    )
    assert re.fullmatch(rf"(?i)\b{WORDS}\b", said)
    assert value(said) == number

"""A ratings mix is held against its total, its counts and 100%, wherever it stands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.examples import AFTER, BEFORE, faults, only_fault

from careplace.claims import Check, Grade, check_text, read_text
from careplace.claims.grammar.distributions import distributions
from careplace.ratings.scale import LEVELS

COUNTS = st.lists(st.integers(0, 4000), min_size=4, max_size=4).filter(any)


def shares(counts, places):
    return [
        f"{(Decimal(100 * n) / sum(counts)).quantize(Decimal(1).scaleb(-places), 'ROUND_HALF_UP')}%"
        for n in counts
    ]


def as_list(counts, printed):
    return "\n".join(
        f"- {level}: {n:,} ({share})" for level, n, share in zip(LEVELS, counts, printed, strict=True)
    )


def as_sentence(counts, printed):
    said = [f"{n:,} ({share}) {level}" for level, n, share in zip(LEVELS, counts, printed, strict=True)]
    return f"Of {sum(counts):,} services, {', '.join(said[:3])} and {said[3]}."


def as_table(counts, printed):
    rows = [f"| {level} | {n:,} | {share} |" for level, n, share in zip(LEVELS, counts, printed, strict=True)]
    return "\n".join(
        ["| Rating | Number | Share |", "|---|---|---|", *rows, f"| Total | {sum(counts):,} | 100% |"]
    )


FORMS = st.sampled_from([as_list, as_sentence, as_table])


@given(COUNTS, st.integers(0, 2), FORMS)
def test_a_mix_made_from_true_counts_is_never_wrong(counts, places, form):
    assert faults(form(counts, shares(counts, places))) == []


@given(COUNTS, FORMS)
def test_each_form_is_read_as_the_same_mix(counts, form):
    text = form(counts, shares(counts, 1))
    (mix,) = distributions(read_text(text))
    if not any(1900 <= n < 2100 for n in counts):
        assert mix.counts == dict(zip(LEVELS, counts, strict=True))


def test_coventry_in_march_2023():
    """Vector T1: published 3.4, 70.1, 23.8 and 2.3; 4 of 147 is 2.72%, and the four sum to 99.6."""
    total, share = faults(AFTER)
    assert share.says == "4 of 147 is 2.7%, not 2.3%"
    assert share.quote == "Inadequate: 4 (2.3%)"
    assert (total.check, total.working) == (Check.SUM, "3.4 + 70.1 + 23.8 + 2.3 = 99.6")


def test_coventry_in_march_2022():
    """Vector T2: 4, 75, 16 and 5% of 113 are right."""
    assert faults(as_list([4, 85, 18, 6], ["4%", "75%", "16%", "5%"])) == []
    assert check_text(BEFORE) == []


def test_a_total_that_the_counts_do_not_reach():
    finding = only_fault(
        "Of 120 services, 6 are Outstanding, 92 Good, 18 Requires improvement and 7 Inadequate."
    )
    assert (finding.check, finding.says) == (Check.BASE, "the four counts sum to 123, not 120")


def test_services_without_a_rating_explain_a_larger_total_or_are_asked_for():
    unlisted = (
        "Of the 150 services:\n\n- Outstanding: 5\n- Good: 103\n- Requires improvement: 35\n- Inadequate: 4\n"
    )
    (finding,) = check_text(unlisted)
    assert finding.grade is Grade.UNCHECKABLE
    assert "3 of the 150 have none of the four ratings" in finding.says
    assert check_text(unlisted + "- Not yet rated: 3\n") == []


def test_shares_of_another_base_are_misleading():
    counts = [5, 103, 35, 4]
    printed = [f"{Decimal(100 * n) / 172:.1f}%" for n in counts]
    finding = faults(as_list(counts, printed))[0]
    assert finding.grade in (Grade.MISLEADING, Grade.WRONG)
    assert "147" in finding.says + finding.working or finding.check is Check.SUM


@pytest.mark.parametrize(
    "text",
    [
        "Outstanding 4%, Good 78%, Requires improvement 19%.",
        "- Outstanding: 12 homes with 300 beds\n- Good: 40\n- Requires improvement: 5\n- Inadequate: 1",
        "| Rating | Homes | Share of beds |\n|-|-|-|\n| Outstanding | 1 | 40% |\n| Good | 2 | 30% |\n"
        "| Requires improvement | 3 | 20% |\n| Inadequate | 4 | 10% |",
        "| Rating | % with nursing |\n|-|-|\n| Outstanding | 40% |\n| Good | 30% |\n"
        "| Requires improvement | 90% |\n| Inadequate | 80% |",
    ],
)
def test_what_is_no_mix_is_left_alone(text):
    assert faults(text) == []


def test_beds_and_homes_in_one_table_are_two_mixes():
    text = (
        "| Rating | Homes | Beds |\n|-|-|-|\n| Outstanding | 1 | 40 |\n| Good | 2 | 30 |\n"
        "| Requires improvement | 3 | 20 |\n| Inadequate | 4 | 10 |\n| Total | 10 | 110 |"
    )
    assert [finding.says[:40] for finding in check_text(text)] == ["10 of the 110 have none of the four rati"]

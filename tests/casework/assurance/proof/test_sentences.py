"""The sentence of a figure: known answers, and what `claims` says of it and of wrong numbers."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.proof.small import (
    PLACE,
    TODAY,
    YEAR,
    action,
    days,
    evidence,
    figure,
    service,
    visit,
)

from careplace.casework.assurance.proof.counts import Count, Item
from careplace.casework.assurance.proof.evidence_for_claims import own_figures
from careplace.casework.assurance.proof.figures import ProofFigure
from careplace.casework.assurance.proof.measures import measures
from careplace.casework.assurance.proof.sentences import change, level_sentence, public_sentences, sentence
from careplace.casework.assurance.proof.years import Year
from careplace.claims import FAULTS, Check, Grade, check_text

IN_YEAR = date(2025, 9, 10)


def homes(visited: int, of: int, uncertain: int = 0, year=YEAR, reason="no visit was planned") -> ProofFigure:
    """A figure of so many homes visited."""
    items = tuple(Item(str(n), n < visited, "" if n < visited else reason) for n in range(of))
    return ProofFigure(
        measures()["homes-visited"],
        PLACE,
        year,
        TODAY,
        Count(year.last_day(TODAY), items, tuple(map(str, range(uncertain)))),
    )


def test_all():
    assert sentence(homes(70, 70)) == (
        "All 70 contracted homes received an annual visit in 2025/26 (contracted on 31 March 2026)."
    )


def test_some_with_reasons():
    assert sentence(homes(67, 70)) == (
        "67 of 70 contracted homes (96%) received an annual visit in 2025/26 (contracted on 31 March 2026); "
        "3 did not (no visit was planned: 3)."
    )


def test_none_one_and_few():
    start = "received an annual visit in 2025/26 (contracted on 31 March 2026)"
    assert sentence(homes(1, 1)) == f"The one contracted home {start}."
    assert sentence(homes(0, 2)) == f"None of 2 contracted homes {start}; no visit was planned: 2."
    assert sentence(homes(1, 3)) == f"1 of 3 contracted homes {start}; 2 did not (no visit was planned: 2)."
    assert sentence(homes(0, 0)) == "No home had a contract on 31 March 2026."


def test_the_year_so_far():
    assert sentence(homes(3, 3, year=Year(2026))) == (
        "All 3 contracted homes received an annual visit in 2026/27 so far (contracted on 29 November 2026)."
    )


def test_what_the_records_do_not_show_is_in_the_sentence():
    assert sentence(homes(2, 2, uncertain=12)) == (
        "All 2 contracted homes received an annual visit in 2025/26 (contracted on 31 March 2026; "
        "for 12 more services the records do not show whether there was a contract then)."
    )
    assert "for 1 more service the records" in sentence(homes(2, 2, uncertain=1))
    assert sentence(homes(0, 0, uncertain=3)) == (
        "The records do not show which services had a contract on 31 March 2026: "
        "the dates on which contracts began are not noted."
    )


def test_reasons_of_few_services_are_not_published():
    assert sentence(homes(67, 70), public=True).endswith("(contracted on 31 March 2026); 3 did not.")
    assert sentence(homes(65, 70), public=True).endswith("5 did not (no visit was planned: 5).")
    assert sentence(homes(0, 2), public=True).endswith("(contracted on 31 March 2026).")
    mixed = (Item("a", True), *[Item(str(n), False, "later") for n in range(5)], Item("b", False, "not yet"))
    of_mixed = ProofFigure(measures()["visits-final"], PLACE, YEAR, TODAY, Count(YEAR.end, mixed))
    assert "(later: 5; not yet: 1)" in sentence(of_mixed)
    assert sentence(of_mixed, public=True).endswith("; 6 did not.")
    assert public_sentences([homes(0, 0), homes(1, 1)]) == [sentence(homes(1, 1))]


def test_the_year_before_is_compared_in_counts():
    assert (
        change(homes(67, 70), homes(60, 68, year=Year(2024)))
        == "In 2024/25 it was 60 of 68 (on 31 March 2025)."
    )
    assert (
        change(homes(67, 70), homes(0, 0, year=Year(2024))) == "There is nothing to compare with in 2024/25."
    )


@pytest.mark.parametrize(
    ("key", "of", "expected"),
    [
        (
            "visits-final",
            evidence([service("a")], [visit("a", IN_YEAR, final=IN_YEAR)]),
            "The one visit in 2025/26 had a final report within 42 days (those whose 42 days were over on 12 May 2026).",
        ),
        (
            "actions-in-time",
            evidence(
                [service("a")],
                actions=[action("a", IN_YEAR, IN_YEAR + days(n), IN_YEAR, "done") for n in (1, 2)],
            ),
            "All 2 actions due in 2025/26 were done in time (first agreed for a day up to 31 March 2026).",
        ),
        (
            "visited-again",
            evidence([service("a")], [visit("a", date(2025, 6, 1), final=date(2025, 6, 1), below=True)]),
            "0 of 1 reports below standard were followed by a visit six to seven months later in 2025/26 "
            "(those whose seven months ended by 31 March 2026); not visited again: 1.",
        ),
        ("supported-improved", evidence([]), "No edition of CQC's ratings can be read."),
        (
            "campaign-sites",
            evidence([]),
            "No service that had a contract on 31 March 2026 was in a campaign.",
        ),
    ],
)
def test_sentences_of_other_measures(key, of, expected):
    assert sentence(figure(key, of)) == expected


def test_levels_of_escalation():
    on = date(2026, 3, 31)
    assert level_sentence(None, on) == "Levels of escalation are not kept here yet."
    assert level_sentence({}, on) == "No service was at a level of escalation on 31 March 2026."
    few = {"a": "Enhanced", "b": "Enhanced", "c": "Suspended"}
    assert level_sentence(few, on) == (
        "Services at each level of escalation on 31 March 2026: Enhanced: 2; Suspended: 1."
    )
    assert level_sentence(few, on, public=True) == (
        "Fewer than 5 services were at a level of escalation on 31 March 2026."
    )
    more = few | dict.fromkeys("defg", "Enhanced")
    assert (
        level_sentence(more, on, public=True) == "7 services were at a level of escalation on 31 March 2026."
    )
    assert "Enhanced: 5" in level_sentence(dict.fromkeys("abcde", "Enhanced"), on, public=True)


@given(st.sampled_from(sorted(measures())), st.data(), st.booleans(), st.integers(0, 3))
def test_claims_find_every_sentence_right_and_every_other_number_wrong(key, data, public, uncertain):
    denominator = data.draw(st.integers(1, 300))
    numerator = data.draw(st.integers(0, denominator))
    items = tuple(Item(str(n), n < numerator, "" if n < numerator else "later") for n in range(denominator))
    right = ProofFigure(
        measures()[key], PLACE, YEAR, TODAY, Count(YEAR.end, items, tuple(map(str, range(uncertain))))
    )
    text = sentence(right, public)
    findings = check_text(text, own=own_figures([right]))
    assert [finding for finding in findings if finding.grade in FAULTS] == [], text
    if denominator > 1:
        assert [f.grade for f in findings if f.check is Check.RECORDS] == [Grade.HOLDS], text
        other = ProofFigure(measures()[key], PLACE, YEAR, TODAY, Count(YEAR.end, items[1:] or items * 2))
        wrong = check_text(text, own=own_figures([other]))
        assert [f.grade for f in wrong if f.check is Check.RECORDS] == [Grade.WRONG], text


def test_a_sentence_is_about_one_measure_only():
    """Else a right sentence would be compared with the figure of another measure, and refused."""
    for key, measure in measures().items():
        for items in ((Item("a", True), Item("b", True)), (Item("a", True), Item("b", False, "later"))):
            text = sentence(ProofFigure(measure, PLACE, YEAR, TODAY, Count(YEAR.end, items)))
            about = [other for other, of in measures().items() if re.search(of.claim, text, re.IGNORECASE)]
            assert about == [key], text

"""Sentences: each rule has its own, every one says what keeps the rating from being better, and all are whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ratings.cases import five, social_care

from careplace.ratings.case import rate
from careplace.ratings.explain import doubts, explained, listed, notes, sentences

TOLD = {
    "GGOGO": """
        Outstanding, because Caring and Well-led are Outstanding and Safe, Effective and Responsive are Good: at least two
        Outstanding, with all others Good, normally make Outstanding.""",
    "GGGGG": """
        Good, because all five key questions are Good: none is Inadequate or Requires improvement.
        It cannot be Outstanding while none of its key questions is Outstanding: that takes two, with all others Good.""",
    "RGOGO": """
        Good, because Caring and Well-led are Outstanding, Effective and Responsive are Good and Safe is Requires
        improvement: none is Inadequate and fewer than two are Requires improvement.
        It cannot be Outstanding while Safe is Requires improvement.""",
    "RRGGG": """
        Requires improvement, because Caring, Responsive and Well-led are Good and Safe and Effective are Requires
        improvement: two or more at Requires improvement normally make the whole Requires improvement.
        It cannot be Good while Safe and Effective are both below Good.""",
    "IGGGG": """
        Requires improvement, because Effective, Caring, Responsive and Well-led are Good and Safe is Inadequate: Good asks
        that none is Inadequate, and it takes two to make the whole Inadequate.
        It cannot be better while Safe is Inadequate.""",
    "IIIGG": """
        Inadequate, because Responsive and Well-led are Good and Safe, Effective and Caring are Inadequate: two or more at
        Inadequate normally make the whole Inadequate.
        It cannot be better while two or more of Safe, Effective and Caring are Inadequate.""",
    "GGGGN": """
        No overall rating (not rated), because the rules of adult-social-care-kloe do not say how four rated key questions
        combine: without a rating is Well-led (insufficient evidence to rate).""",
}


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("letters", TOLD)
def test_each_rule_has_its_words(letters):
    assert " ".join(sentences(rate(social_care(letters)))) == one_line(TOLD[letters])


def test_a_limit_says_while():
    case = social_care("GGGGG", limits=[{"kind": "breach-of-regulation", "reason": "Regulation 12"}])
    told = """
        Requires improvement, because of a limit. Otherwise it would be Good, because all five key questions are Good: none
        is Inadequate or Requires improvement.
        It cannot be better than Requires improvement while there is a breach of regulations (Regulation 12)."""
    assert " ".join(sentences(rate(case))) == one_line(told)


def test_a_limit_that_changes_nothing_says_so():
    case = social_care("IIGGG", limits=[{"kind": "breach-of-regulation"}])
    told = """It could not be better than Requires improvement either, while there is a breach of regulations; that changes
        nothing as it stands."""
    assert one_line(told) in sentences(rate(case))


def test_a_departure_says_its_reason_and_the_rules():
    first = sentences(
        rate(social_care("RRGGG", departure={"rating": "Good", "reason": "put right at once."}))
    )[0]
    told = """Good, because a recorded judgement departs from the rules: put right at once. By the rules it is Requires
        improvement, because Caring"""
    assert first.startswith(one_line(told))


def test_scores_say_their_sum_and_what_is_missing():
    told = """
        Requires improvement, because the scores of its quality statements come to 22 of 36, which is 61.1% and with halves
        rounded up 61%: 39% to 62% is Requires improvement.
        It cannot be Good while the scores come to less than 23 of 36."""
    case = {"framework": "councils", "scores": [2, 2, 2, 2, 2, 3, 3, 3, 3]}
    assert " ".join(sentences(rate(case))) == one_line(told)


@pytest.mark.parametrize(("score", "expected"), [(1, "Inadequate"), (4, "Outstanding")])
def test_the_ends_of_the_bands(score, expected):
    told = sentences(rate({"framework": "councils", "scores": [score] * 9}))
    band = "25% to 38%" if score == 1 else "88% to 100%"
    assert told[0].endswith(f"{band} is {expected}.")
    assert len(told) == (2 if score == 1 else 1)


def test_a_low_score_is_named():
    case = {"framework": "single-assessment", "key_questions": five("GGGGG") | {"Caring": [4, 4, 4, 4, 2]}}
    caring = rate(case).parts[2]
    told = """
        Good, because a score of 2 (Workforce wellbeing and enablement) holds back what 18 of 20, which is 90%, would make
        Outstanding.
        It cannot be Outstanding while Workforce wellbeing and enablement scores 2 or less."""
    assert " ".join(sentences(caring)) == one_line(told)


def test_what_is_carried_over_is_told():
    inspections = [
        {"on": "2019-01-01", "kind": "comprehensive", "key_questions": five("RGGGG")},
        {"on": "2021-01-01", "kind": "focused", "key_questions": {"Safe": "Good"}},
    ]
    result = rate({"framework": "adult-social-care-kloe", "inspections": inspections})
    assert (
        "Effective, Caring, Responsive and Well-led are carried over from an earlier inspection."
        in sentences(result)[-1]
    )
    assert "  Effective   Good, carried over from 1 January 2019" in explained(result).split("\n")


def test_doubts_and_notes_are_told_once_each():
    result = rate({"framework": "single-assessment", "key_questions": five("RRGGG") | {"Caring": [3, 3]}})
    text = explained(result)
    assert len(doubts(result)) == 1
    assert doubts(result)[0].startswith("Overall: the rule that decided (CQC, rating principles")
    assert "Caring: 2 of 5 quality statements were scored" in notes(result)
    assert text.count("Not confirmed by a source that was read") == 1
    assert ".." not in text


def test_a_trust_tells_of_each_place():
    services = {"Surgery": {"key_questions": five("GGGGG")}, "Medicine": {"key_questions": five("RGGGG")}}
    text = explained(rate({"framework": "nhs-trusts-kloe", "name": "The Royal", "services": services}))
    assert text.startswith("The Royal: Good\n")
    assert "\nSafe: Requires improvement\n" in text
    assert "\nMedicine: Good\n" in text
    assert "\nCaring:" not in text  # all alike: nothing to explain


def test_listed():
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


limits = st.lists(
    st.sampled_from(["breach-of-regulation", "registered-manager", "notifications"]), unique=True
)


@given(st.text("OGRIN", min_size=5, max_size=5), limits)
def test_every_explanation_is_whole_sentences(letters, kinds):
    told = sentences(rate(social_care(letters, limits=[{"kind": kind} for kind in kinds])))
    assert told
    for sentence in told:
        assert re.fullmatch(r"[A-Z].*[a-z)%6]\.", sentence), sentence
        assert not re.search(r"  |\.\.| ,|\bNone\b|[{}]", sentence), sentence


@given(st.lists(st.integers(1, 4), min_size=9, max_size=9))
def test_the_sum_that_is_missing_is_the_one_that_makes_it(scores):
    result = rate({"framework": "councils", "scores": scores})
    wanted = re.search(
        r"cannot be (\w[\w ]+) while the scores come to less than (\d+)", " ".join(sentences(result))
    )
    if result.rating == "Outstanding":
        assert wanted is None
    else:
        needed = int(wanted[2])
        made = [needed // 9 + (n < needed % 9) for n in range(9)]
        assert rate({"framework": "councils", "scores": made}).rating == wanted[1]
        fewer = [(needed - 1) // 9 + (n < (needed - 1) % 9) for n in range(9)]
        assert rate({"framework": "councils", "scores": fewer}).rating == result.rating

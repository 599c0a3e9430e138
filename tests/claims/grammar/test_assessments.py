"""What a sentence says of a council's assessment, by examples: the words for the council, the level, the scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims.grammar.assessments import OVERALL, SCORE, STATEMENTS, assessment_claims
from careplace.measures import dictionary
from careplace.ratings.scale import LEVELS

RATINGS = [
    ("CQC rated the council {}.", "the council"),
    ("CQC has rated Coventry {}.", "Coventry"),
    ("CQC rated Bath and North East Somerset Council {} overall.", "Bath and North East Somerset Council"),
    ("The council was rated {} by CQC.", "The council"),
    ("Coventry City Council has been rated as ‘{}’ by the regulator.", "Coventry City Council"),
    ("Our adult social care is rated {}.", "Our adult social care"),
    ("Kent’s adult social care was judged to be {}.", "Kent’s adult social care"),
    ("Inspectors assessed us as {} overall.", "us"),
    ("We received an overall rating of {}.", "We"),
    ("We were given a rating of ‘{}’ by CQC.", "We"),
    ("The council achieved a {} rating.", "The council"),
    ("CQC gave the council a rating of {}.", "the council"),
    ("Adult social care in Kent was rated {}.", "Adult social care in Kent"),
]  # fmt: skip
OTHERS = [
    "CQC rated the council’s care homes Good.",
    "CQC rated the council-run home Good.",
    "Four of the council’s homes were rated Good.",
    "CQC rated 81% of services in Kent Good.",
    "The council was not rated Good.",
    "Ofsted rated the council Good.",
    "We expect CQC to rate the council Good.",
    "If CQC rated the council Good, we would be pleased.",
    "CQC rated the council Good for safeguarding.",
    "CQC rated the council Good for its care homes.",
    "The rating of the council rose from Requires improvement to Good.",
    "The council has a Good plan.",
    "We scored 3 on safeguarding in our staff survey.",
    "We scored 35 on safeguarding and 2.5 on equity.",
    "We have 3 staff for safeguarding.",
    "We scored 3 goals.",
]


@pytest.mark.parametrize(("words", "who"), RATINGS)
@pytest.mark.parametrize("level", LEVELS)
def test_the_rating_of_the_council(words, who, level):
    (claim,) = assessment_claims(words.format(level))
    assert (claim.measure, claim.level, claim.who) == (OVERALL, level, who)
    assert words.format(level)[claim.start : claim.end] == level


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_said_of_something_else_is_passed_over(text):
    assert list(assessment_claims(text)) == []


def test_the_words_for_statements_are_those_of_the_dictionary():
    for id in STATEMENTS:
        title = dictionary.measures()[id].title
        (claim,) = assessment_claims(f"We scored 3 for {title}.")
        assert claim.measure == id
        assert f"We scored 3 for {title}."[claim.start : claim.end] == f"3 for {title}"


@given(
    st.permutations(sorted(STATEMENTS)), st.lists(st.integers(1, 4), min_size=9, max_size=9), st.booleans()
)
def test_a_list_of_scores_gives_each_statement_its_own(ids, scores, number_first):
    titles = [dictionary.measures()[id].title.lower() for id in ids]
    pairs = zip(titles, scores, strict=True)
    text = (
        "We scored " + "; ".join(f"{score} out of 4 for {title}" for title, score in pairs)
        if number_first
        else "Our scores: " + "; ".join(f"{title} ({score}/4)" for title, score in pairs)
    )
    claims = [(claim.measure, int(claim.score)) for claim in assessment_claims(text)]
    assert claims == list(zip(ids, scores, strict=True))


@pytest.mark.parametrize(
    "text",
    ["Its overall score of 67% is Good.", "We scored 67% overall.", "The overall score was 67%."],
)
def test_the_score_in_percent(text):
    (claim,) = [claim for claim in assessment_claims(text) if claim.measure == SCORE]
    assert claim.percent.value == 67


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text):
    assert all(text[claim.start : claim.end] for claim in assessment_claims(text))

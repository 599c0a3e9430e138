"""Claims about CQC's assessment of a council against a fictional edition with three assessments (assessed.py)."""

import pytest
from tests.claims import assessed
from tests.claims.conftest import COUNCILS

from careplace.claims import Check, Grade, check_text
from careplace.measures import dictionary
from careplace.ratings.scale import LEVELS

NAMES = assessed.councils(COUNCILS)
GOOD, IMPROVING, NOT_RATED, WITHOUT = NAMES[:4]
LAST = "May 2025"


def graded(text: str, reader) -> list[tuple[str, str]]:
    return [(f.grade, f.quote) for f in check_text(text, reader) if f.check is Check.EDITION]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("council", [GOOD, IMPROVING])
def test_only_the_published_rating_holds(reader, council, level):
    published = assessed.ASSESSMENTS[NAMES.index(council)][0]
    grade = Grade.HOLDS if level == published else Grade.WRONG
    assert graded(f"CQC rated {council} {level}.", reader) == [(grade, level)]


@pytest.mark.parametrize("score", range(1, 5))
@pytest.mark.parametrize("statement", assessed.STATEMENTS)
def test_only_the_published_score_holds(reader, statement, score):
    title = dictionary.measures()[f"council-assessment-qs{statement}"].title
    grade = Grade.HOLDS if score == assessed.ASSESSMENTS[0][2][statement - 1] else Grade.WRONG
    text = f"CQC assessed {GOOD}. We scored {score} for {title}."
    assert graded(text, reader) == [(grade, f"{score} for {title}")]


def test_the_finding_gives_the_month_and_what_was_published(reader):
    (finding,) = check_text(f"CQC rated {GOOD} Outstanding.", reader)
    assert finding.says == f"CQC’s assessment of {GOOD} of {LAST} has the rating Good"
    assert finding.working.startswith("council-assessment-overall/")
    assert finding.working.endswith("/2025-05/all")


@pytest.mark.parametrize(
    ("share", "grade"), [("72%", Grade.HOLDS), ("75%", Grade.WRONG), ("about 70%", Grade.HOLDS)]
)
def test_the_score_in_percent_is_that_of_the_nine_scores(reader, share, grade):
    text = f"CQC rated {GOOD} Good, with an overall score of {share}."
    assert [found for found, quote in graded(text, reader) if quote.endswith("%")] == [grade]


def test_the_score_is_not_taken_for_the_share_of_providers(reader):
    text = f"In {LAST} CQC rated {GOOD} Good for adult social care, with an overall score of 72%."
    assert {grade for grade, _quote in graded(text, reader)} == {Grade.HOLDS}


def test_a_date_before_the_assessment_cannot_be_checked(reader):
    assert graded(f"In March 2024 CQC rated {GOOD} Good.", reader) == [(Grade.UNCHECKABLE, "Good")]


def test_a_date_after_the_last_assessment_of_the_edition_denies_nothing(reader):
    assert graded(f"In June 2026 CQC rated {GOOD} Outstanding.", reader) == [
        (Grade.UNCHECKABLE, "Outstanding")
    ]
    assert graded(f"In {LAST} CQC rated {IMPROVING} Outstanding.", reader) == [(Grade.WRONG, "Outstanding")]
    assert graded(f"In {LAST} CQC rated {IMPROVING} Requires improvement.", reader) == [
        (Grade.HOLDS, "Requires improvement")
    ]


@pytest.mark.parametrize("council", [NOT_RATED, WITHOUT])
def test_a_council_without_a_rating_cannot_be_checked(reader, council):
    assert graded(f"CQC rated {council} Good.", reader) == [(Grade.UNCHECKABLE, "Good")]


def test_we_are_the_council_that_the_text_names(reader):
    assert graded(f"{GOOD} Council. CQC rated us Good.", reader) == [(Grade.HOLDS, "Good")]
    assert graded(f"{GOOD} and {IMPROVING}. CQC rated us Good.", reader) == []


def test_a_home_with_the_name_of_a_council_is_not_the_council(reader):
    for home in (f"{GOOD} House", f"The {GOOD} Hospital", f"The {GOOD} Council Home"):
        assert graded(f"{home} was rated Outstanding by CQC.", reader) == []


def test_without_the_commission_or_an_edition_nothing_is_said(reader):
    assert graded(f"{GOOD} Council was rated Outstanding.", reader) == []
    assert check_text(f"CQC rated {GOOD} Outstanding.") == []

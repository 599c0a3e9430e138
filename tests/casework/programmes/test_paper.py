"""The paper for the board: its order, what became of the outcomes, and what it says where there is nothing."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from tests.casework.programmes import records

from careplace.casework.programmes.models import THEMES, Estimate
from careplace.casework.programmes.paper import (
    AS_HOPED,
    NOT_CLEAR,
    NOT_OPENED,
    NOT_TESTED,
    OTHER_WAY,
    paper,
)
from careplace.casework.workflow.actions import changes

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def whole(evaluator):
    programme, outcome = records.locked(evaluator)
    estimate = Estimate(outcome=outcome, protocol_sha256=programme.sha256)
    with changes(evaluator) as at_once:
        asked = at_once.add(estimate, "ask")
        values = {
            "edition": "2026-11-01",
            "sentences": ["It shows no clear difference."],
            "picture": "<figure></figure>",
            "conclusion": "no clear difference",
        }
        at_once.change(Estimate, asked.pk, "finish", values, asked.version)
    records.wave(evaluator, programme, [10, 14, 20, 60, 43], date(2014, 11, 1))
    records.wave(evaluator, programme, [5, 9, 20, 70, 43], date(2015, 11, 1))
    records.item(evaluator, programme, "cost", 90, 100, 110)
    return programme


def test_sections_are_in_the_boards_order(whole):
    assert [section.title for section in paper(whole).sections] == list(THEMES.values())


def test_each_question_has_its_waves_for_one_picture(whole):
    (waves,) = paper(whole).questions.values()
    assert [wave.held_on.year for wave in waves] == [2014, 2015]
    assert list(paper(whole).questions) == [f"survey-{waves[0].pk}"]


def test_each_part_is_in_its_section(whole):
    discharge, rehabilitation, technology, experience, _ = paper(whole).sections
    assert discharge.outcomes[0].sentences == ("It shows no clear difference.",)
    assert discharge.outcomes[0].drawn.picture == "<figure></figure>"
    assert discharge.outcomes[0].registered
    assert rehabilitation.items == ("A cost: £100 a year, between £90 and £110 (The council's accounts).",)
    assert len(experience.survey) == 3
    assert [wave.held_on.year for wave in experience.waves] == [2014, 2015]
    assert technology.is_empty


def test_an_outcome_that_was_dropped_stays_on_paper(whole, evaluator):
    outcome = whole.outcomes.get()
    with changes(evaluator) as at_once:
        at_once.change(type(outcome), outcome.pk, "drop", {"reason": "It got worse."}, outcome.version)
    assert paper(whole).sections[0].outcomes[0].dropped == "It got worse."


@pytest.mark.parametrize(
    ("state", "says"),
    [("waiting", "It is being calculated."), ("refused", "It cannot be tested: too few periods.")],
)
def test_what_is_not_there_is_said(whole, state, says):
    Estimate.objects.update(state=state, reason="too few periods")
    assert paper(whole).sections[0].outcomes[0].sentences == (says,)


def test_a_programme_without_estimates_says_so(evaluator):
    programme = records.programme(evaluator)
    records.outcome(evaluator, programme)
    assert paper(programme).sections[0].outcomes[0].sentences == ("No estimate was asked for yet.",)
    assert paper(programme).balance == ()


@pytest.mark.parametrize(
    ("hoped", "state", "conclusion", "result"),
    [
        ("lower", "done", "lower than expected", AS_HOPED),
        ("higher", "done", "higher than expected", AS_HOPED),
        ("lower", "done", "higher than expected", OTHER_WAY),
        ("higher", "done", "lower than expected", OTHER_WAY),
        ("lower", "done", "no clear difference", NOT_CLEAR),
        ("lower", "done", "cannot be tested", NOT_TESTED),
        ("lower", "refused", "", NOT_TESTED),
        ("lower", "waiting", "", NOT_OPENED),
    ],
)
def test_a_result_is_what_was_hoped_for_or_not(whole, hoped, state, conclusion, result):
    Estimate.objects.update(state=state, conclusion=conclusion)
    whole.outcomes.update(hoped=hoped)
    assert paper(whole).outcomes[0].result == result


def test_the_summary_counts_registered_outcomes_that_are_followed(whole, evaluator):
    assert paper(whole).summary == "1 outcome registered before they were seen: 1 shows no clear difference."
    records.outcome(evaluator, whole, breakdown="responsible:nhs")
    assert paper(whole).summary.startswith("1 outcome registered")
    whole.outcomes.filter(breakdown="all").update(state="dropped", reason="It got worse.")
    assert paper(whole).summary == ""


def test_every_sentence_is_there_once_with_what_it_was_calculated_from(whole, evaluator):
    records.milestone(evaluator, whole)
    sentences = paper(whole).sentences()
    texts = [sentence.text for sentence in sentences]
    assert len(texts) == len(set(texts))
    basis = {sentence.text: sentence.basis for sentence in sentences}
    assert basis[whole.purpose] == basis["Both teams share one office"] == ""
    assert basis["It shows no clear difference."].startswith(
        "calculated by the protocol from edition 2026-11-01"
    )
    assert [b for t, b in basis.items() if t.startswith(f"“{records.QUESTION}")] == [
        "calculated from the answers of the survey waves"
    ] * 3


def test_more_parts_need_no_more_queries(whole, evaluator, django_connection):
    with CaptureQueriesContext(django_connection) as few:
        paper(whole)
    for n in range(3):
        records.item(evaluator, whole, "saving", 1, 2, 3, name=f"Saving {n}")
        records.outcome(evaluator, whole, breakdown=f"part:{n}")
    with CaptureQueriesContext(django_connection) as more:
        paper(whole)
    assert len(few) == len(more) == 5


@pytest.fixture
def django_connection():
    from django.db import connection

    return connection

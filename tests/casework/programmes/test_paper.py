"""The paper for the board: its order, what it says where there is nothing, and what the checker of claims finds."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from tests.casework.programmes import records

from careplace.casework.programmes.models import THEMES, Estimate
from careplace.casework.programmes.paper import faults, paper
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
        }
        at_once.change(Estimate, asked.pk, "finish", values, asked.version)
    records.wave(evaluator, programme, [10, 14, 20, 60, 43], date(2014, 11, 1))
    records.wave(evaluator, programme, [5, 9, 20, 70, 43], date(2015, 11, 1))
    records.item(evaluator, programme, "cost", 90, 100, 110)
    return programme


def test_sections_are_in_the_boards_order(whole):
    assert [section.title for section in paper(whole).sections] == list(THEMES.values())


def test_each_part_is_in_its_section(whole):
    discharge, rehabilitation, technology, experience, _ = paper(whole).sections
    assert discharge.outcomes[0].sentences == ("It shows no clear difference.",)
    assert discharge.outcomes[0].picture == "<figure></figure>"
    assert discharge.outcomes[0].registered
    assert rehabilitation.items == ("A cost: £100 a year, between £90 and £110 (The council's accounts).",)
    assert len(experience.survey) == 3
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


def test_its_own_sentences_pass_the_checker(whole):
    assert faults(paper(whole)) == []


def test_what_a_person_writes_wrongly_is_found(whole, evaluator):
    name = "12 of 40 people (45%) went home sooner"
    records.item(evaluator, whole, "activity", 1, 2, 3, name=name)
    assert any("45" in finding.quote for finding in faults(paper(whole)))


def test_more_parts_need_no_more_queries(whole, evaluator, django_connection):
    with CaptureQueriesContext(django_connection) as few:
        paper(whole)
    for n in range(3):
        records.item(evaluator, whole, "saving", 1, 2, 3, name=f"Saving {n}")
        records.outcome(evaluator, whole, breakdown=f"part:{n}")
    with CaptureQueriesContext(django_connection) as more:
        paper(whole)
    assert len(few) == len(more) == 4


@pytest.fixture
def django_connection():
    from django.db import connection

    return connection

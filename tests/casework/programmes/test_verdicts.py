"""What the checker of claims says of each sentence of a paper."""

from datetime import date

import pytest
from tests.casework.programmes import records

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.paper import paper
from careplace.casework.programmes.verdicts import CALCULATED, NO_NUMBER, own_figures, verdicts
from careplace.claims import check_text

pytestmark = pytest.mark.usefixtures("sqlite")
DAY = date(2014, 11, 1)


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def programme(evaluator):
    programme, _ = records.locked(evaluator)
    records.wave(evaluator, programme, [10, 14, 20, 60, 43], DAY)
    records.item(evaluator, programme, "cost", 90, 100, 110)
    return programme


def by_sentence(programme, home) -> dict[str, str]:
    return {verdict.sentence: verdict.grade for verdict in verdicts(paper(programme), home)}


def test_each_sentence_has_a_verdict_with_its_reason(programme, tmp_path):
    grades = by_sentence(programme, tmp_path)
    assert list(grades) == [sentence.text for sentence in paper(programme).sentences()]
    assert grades["Older people go home sooner."] == NO_NUMBER
    assert next(grade for text, grade in grades.items() if "103 of 147 agree" in text) == "holds"
    assert (
        next(grade for text, grade in grades.items() if text.startswith("Savings less costs")) == CALCULATED
    )
    assert (
        next(grade for text, grade in grades.items() if text.startswith("A cost: £100"))
        == "cannot be checked"
    )
    assert all(verdict.says or verdict.grade == NO_NUMBER for verdict in verdicts(paper(programme), tmp_path))


def test_what_a_person_writes_wrongly_is_a_fault_of_its_sentence_alone(programme, evaluator, tmp_path):
    name = "12 of 40 people (45%) went home sooner"
    records.item(evaluator, programme, "activity", 1, 2, 3, name=name)
    (fault,) = [verdict for verdict in verdicts(paper(programme), tmp_path) if verdict.is_fault]
    assert fault.sentence.startswith(name)
    assert "45" in fault.says[0]


def test_another_count_than_the_surveys_is_wrong(programme):
    (figure,) = own_figures(Wave.objects.filter(programme=programme))
    assert (figure.numerator, figure.denominator) == (103, 147)
    text = f"“{records.QUESTION}” (1 November 2014): 113 of 147 agree."
    (finding,) = [
        f for f in check_text(text, own=[figure]) if f.check == "a figure of the organisation's own records"
    ]
    assert finding.grade == "wrong"
    assert "103 of 147" in finding.says


def test_its_own_sentences_pass_with_an_edition_too(programme, demo_home):
    assert not any(verdict.is_fault for verdict in verdicts(paper(programme), demo_home))

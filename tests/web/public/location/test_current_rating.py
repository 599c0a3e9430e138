"""Whose rating it is: every published word, alone and with key questions."""

import pytest

from careplace.publish.wording import QUESTION_FIELDS
from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS, Kind, words
from careplace.web.public.location.current_rating import (
    INHERITED,
    LABELS,
    kind,
    questions,
    sentence,
)


def row(overall=None, question=None, inherited=False, services=""):
    return {
        "overall": overall,
        "inherited": inherited,
        "services_rated": services,
        **dict.fromkeys(QUESTION_FIELDS, question),
    }


@pytest.mark.parametrize("word", [None, *dict.fromkeys(standard for _published, standard, _kind in words())])
@pytest.mark.parametrize("question", [None, "Good", "Regulations met", "Regulations not met"])
@pytest.mark.parametrize("inherited", [False, True])
def test_every_word_has_a_sentence(word, question, inherited):
    assert sentence(row(word, question, inherited)) in {"", INHERITED, *LABELS.values()}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_has_a_sentence_only_where_it_is_inherited(level):
    assert sentence(row(level, "Regulations not met")) == ""
    assert sentence(row(level, inherited=True, services="Homecare: Good")) == INHERITED


def test_one_question_not_met_is_not_met():
    mixed = row("Not applicable", "Regulations met") | {"safe": "Regulations not met"}
    assert kind(mixed) == Kind.REGULATIONS_NOT_MET
    assert kind(row("Inspected but not rated", "Regulations met")) == Kind.REGULATIONS_MET
    assert kind(row(None)) == Kind.NOT_YET_RATED


def test_services_are_told_only_without_a_rating():
    assert "services one by one" in sentence(row(BY_SERVICE_GROUP, services="Homecare: Good"))
    assert "has not rated it" in sentence(row("Not rated"))
    assert sentence(row("Good", services="Homecare: Good")) == ""


def test_a_location_rated_by_service_group_is_never_one_not_yet_rated():
    assert kind(row(BY_SERVICE_GROUP)) == Kind.RATED_BY_SERVICE_GROUP
    assert "not rated it" not in sentence(row(BY_SERVICE_GROUP, question="Not rated"))


def test_questions_without_a_word_are_left_out():
    assert questions(row() | {"caring": "Good"}) == [("Caring", "Good")]

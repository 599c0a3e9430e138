"""The frameworks that are shipped, and a team's own with everything that can be wrong with it."""

from datetime import date

import pytest

from careplace.casework.data_file import parse
from careplace.casework.faults import Faulty
from careplace.casework.reviews.framework import SHIPPED, Framework, shipped

KIND = '[[{name}]]\nkey = "{key}"\ntitle = "T"\n'
LINES = (
    '[[themes]]\nkey = "a"\ntitle = "A"\n[[themes.lines]]\nkey = "one"\ntitle = "One"\nquestion = "Is it?"\n'
)
HEAD = 'id = "own"\nversion = 2\ntitle = "Ours"\nsource = "Us"\nillustrative = false\n'
OWN = (
    HEAD
    + KIND.format(name="populations", key="all")
    + KIND.format(name="organisations", key="council")
    + LINES
)


@pytest.mark.parametrize("id", SHIPPED)
def test_a_framework_that_is_shipped_says_that_its_words_are_partly_ours(id):
    framework = shipped(id)
    assert (framework.id, framework.illustrative) == (id, True)
    assert "Careplace" in framework.source or "unconfirmed" in framework.source
    assert all(line.question.endswith("?") for line in framework.lines.values())


def test_the_place_report_asks_what_cqc_asked_and_gives_no_level():
    questions = [line.question for line in shipped("place-report").lines.values()]
    assert "If I live here, what will my experience of health and care services be?" in questions
    assert "If I have multiple needs, are services joined up?" in questions
    assert shipped("place-report").levels == ()


def test_a_local_system_review_follows_a_person_under_four_key_questions_and_well_led():
    framework = shipped("local-system-review")
    assert [theme.key for theme in framework.themes] == ["staying-well", "crisis", "return", "well-led"]
    assert [len(theme.lines) for theme in framework.themes] == [4, 4, 4, 6]


def test_a_councils_assessment_has_four_themes_nine_statements_and_four_levels():
    framework = shipped("council-assessment")
    assert (len(framework.themes), len(framework.lines), len(framework.levels)) == (4, 9, 4)
    assert [level.title for level in framework.levels] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
    ]
    spoken = [statement for line in framework.lines.values() for statement in line.statements]
    assert spoken
    assert all(statement.startswith("I ") or " I " in statement for statement in spoken)


def test_there_is_no_other():
    with pytest.raises(KeyError, match="expected one of place-report"):
        shipped("ofsted")


def test_kinds_of_organisation_end_on_a_day():
    ended = OWN.replace('title = "T"\n[[themes]]', 'title = "T"\nuntil = 2027-03-31\n[[themes]]')
    framework = parse(Framework, ended, "own.toml")
    assert [kind.key for kind in framework.organisations_on(date(2027, 3, 31))] == ["council"]
    assert framework.organisations_on(date(2027, 4, 1)) == ()


@pytest.mark.parametrize(("text", "fault"), [
    (OWN.replace("version = 2", "version = 0"), "version"),
    (OWN.replace('question = "Is it?"\n', ""), "question"),
    (OWN + LINES.replace('key = "a"', 'key = "b"'), "lines: one is there more than once"),
    (OWN + LINES.replace('key = "one"', 'key = "two"'), "themes: a is there more than once"),
    (OWN + KIND.format(name="levels", key="good") * 2, "levels: good is there more than once"),
    (HEAD + LINES, "populations"),
    (OWN + "colour = 3\n", "colour"),
])  # fmt: skip
def test_every_fault_of_a_teams_own_is_named(text, fault):
    with pytest.raises(Faulty) as caught:
        parse(Framework, text, "own.toml")
    assert fault in str(caught.value)

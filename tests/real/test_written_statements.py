"""Statements of our own about real places, labelled before the checker read them; see docs/claims-accuracy.md."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from careplace.claims import FAULTS, Grade, check_text

pytestmark = pytest.mark.real

STATEMENTS = tomllib.loads(Path(__file__).with_name("statements.toml").read_text(encoding="utf-8"))[
    "statement"
]
LEAST_RIGHT = {"development": 15, "unseen": 10}


@pytest.fixture(scope="module")
def findings(reader):
    """findings(text): what the checker finds in a statement, each checked once."""
    return cache(lambda text: [one for one in check_text(text, reader) if one.grade is not Grade.HOLDS])


def is_expected(finding, expected: dict) -> bool:
    return finding.grade in expected["grades"] and any(
        words in finding.quote for words in expected["quote"].split("|")
    )


def test_half_of_each_set_is_sound():
    for name in LEAST_RIGHT:
        statements = [one for one in STATEMENTS if one["set"] == name]
        assert (len(statements), sum(not one["expect"] for one in statements)) == (30, 15)


def test_nothing_is_found_that_is_not_expected(findings):
    false = [
        (finding.quote, finding.says)
        for statement in STATEMENTS
        for finding in findings(statement["text"])
        if not any(is_expected(finding, expected) for expected in statement["expect"])
    ]
    assert false == []


@pytest.mark.parametrize("name", LEAST_RIGHT)
def test_as_many_faults_are_found_as_at_the_last_reading(findings, name):
    right = sum(
        any(is_expected(finding, expected) for finding in findings(statement["text"]))
        for statement in STATEMENTS
        if statement["set"] == name
        for expected in statement["expect"]
    )
    assert right >= LEAST_RIGHT[name]


def test_no_sound_statement_is_called_wrong(findings):
    sound = [one for one in STATEMENTS if not one["expect"]]
    assert [f.says for one in sound for f in findings(one["text"]) if f.grade in FAULTS] == []

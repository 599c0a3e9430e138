"""Statements that were scored before anything was changed for them; since then they guard what was gained."""

import tomllib
from pathlib import Path

import pytest

from careplace.claims import FAULTS, check_text

STATEMENTS = tomllib.loads(Path(__file__).with_name("unseen.toml").read_text(encoding="utf-8"))["statement"]
MISSED = ("Enquiries by outcome", "Waiting times have improved", "Since April we have recruited")


def quotes(statement: dict) -> list[str]:
    return [finding.quote for finding in check_text(statement["text"]) if finding.grade in FAULTS]


def test_about_half_of_them_are_sound():
    assert len(STATEMENTS) == 75
    assert 0.4 <= sum(not one["about"] for one in STATEMENTS) / len(STATEMENTS) <= 0.6


@pytest.mark.parametrize(
    "statement", [one for one in STATEMENTS if not one["about"]], ids=lambda one: one["text"][:40]
)
def test_sound_statements_have_no_fault(statement):
    assert quotes(statement) == []


@pytest.mark.parametrize(
    "statement",
    [one for one in STATEMENTS if one["about"] and not one["text"].strip().startswith(MISSED)],
    ids=lambda one: one["text"].strip()[:40],
)
def test_faults_are_found_and_nothing_else(statement):
    found = quotes(statement)
    assert found
    assert [quote for quote in found if not any(words in quote for words in statement["about"])] == []

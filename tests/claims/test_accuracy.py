"""Precision comes before recall, both are measured, and the page that tells of them is up to date."""

import pytest
from tests.claims.accuracy import PAGE, labelled, measure, page


@pytest.fixture(scope="module")
def tally():
    return measure(labelled())


def test_the_set_is_large_and_about_half_of_it_sound(tally):
    assert tally.statements >= 60
    assert 0.4 <= tally.sound / tally.statements <= 0.6


def test_no_sound_statement_is_called_wrong(tally):
    assert [(text, finding.says) for text, finding in tally.false] == []


def test_most_of_what_is_wrong_is_found(tally):
    assert tally.recall > 0.85


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.claims.accuracy"

"""Precision comes before recall: on the statements that the checker began with neither may fall."""

import pytest
from tests.claims.accuracy import labelled, measure


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

"""A count is no share, and beds are no homes."""

import pytest
from tests.claims.examples import faults, only_fault

from careplace.claims import Check


def test_a_share_that_is_a_count():
    finding = only_fault("The share of homes rated Good is 103.")
    assert (finding.check, finding.quote) == (Check.UNIT, "103")


@pytest.mark.parametrize(
    "text",
    [
        "The share of homes rated Good is 70%.",
        "The proportion rated Good is 103 of 147.",
        "The share fell to 4 percentage points below England.",
        "The gap narrowed from 12 percentage points to 7.",
        "The share of homes is 8 in 10.",
    ],
)
def test_shares_with_their_base(text):
    assert faults(text) == []


def test_beds_given_again_as_homes():
    finding = only_fault("There are 480 beds in 12 homes. Of the 480 care homes, most are good.")
    assert (finding.check, finding.quote) == (Check.UNIT, "480 care homes")
    assert faults("There are 480 beds in 12 homes, and 480 carers.") == []
    assert faults("There are 12 beds in each of 12 homes.") == []

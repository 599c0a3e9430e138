"""A person's band: with a reason and an end, and what the scheme gives stays shown."""

from dataclasses import replace
from datetime import date

import pytest
from tests.casework.assurance.priority.strategies import TODAY

from careplace.casework.assurance.priority.override import Override, decided
from careplace.casework.assurance.priority.scheme import default
from careplace.casework.assurance.priority.score import priority
from careplace.casework.assurance.priority.signals import Case

SCHEME = default()
PRIORITY = priority(SCHEME, Case(service="Rose House"), TODAY)
OVERRIDE = Override(
    "high", "New owner, whom nobody knows.", "Team manager", date(2026, 11, 1), date(2027, 1, 31)
)


def test_without_an_override_the_scheme_counts():
    decision = decided(SCHEME, PRIORITY, None)
    assert (decision.band.key, decision.overridden) == ("low", False)
    assert decision.sentence == "The scheme gives low (0 points)."


def test_an_override_counts_and_says_why_and_until_when():
    decision = decided(SCHEME, PRIORITY, OVERRIDE)
    assert (decision.band.key, decision.overridden) == ("high", True)
    assert decision.sentence == (
        "Team manager decided high until 31 January 2027: New owner, whom nobody knows. "
        "By itself the scheme gives low (0 points)."
    )


@pytest.mark.parametrize(
    ("since", "until", "overridden", "words"),
    [
        (TODAY, TODAY, True, "decided high"),
        (date(2026, 11, 1), date(2026, 11, 28), False, "ended on 28 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 28), False, "begins on 30 November 2026"),
    ],
)
def test_an_override_counts_from_its_first_day_to_its_last(since, until, overridden, words):
    decision = decided(SCHEME, PRIORITY, replace(OVERRIDE, since=since, until=until))
    assert decision.overridden is overridden
    assert words in decision.sentence
    assert decision.band.key == ("high" if overridden else "low")


def test_everything_wrong_with_an_override_is_reported_at_once():
    wrong = Override("urgent", " ", "", date(2026, 11, 1), date(2027, 11, 2))
    with pytest.raises(ValueError, match="band: 'urgent' is none of high, medium, low") as refused:
        decided(SCHEME, PRIORITY, wrong)
    for part in (
        "reason: write why",
        "by: write who decided",
        "it must end between 1 November 2026 and 1 November 2027",
    ):
        assert part in str(refused.value)


def test_an_override_does_not_end_before_it_begins():
    assert replace(OVERRIDE, until=date(2026, 10, 31)).problems(SCHEME) != []

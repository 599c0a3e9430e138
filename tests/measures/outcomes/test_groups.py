"""A group's own figure: as published, else summed over every council that it then had, else missing and why."""

from datetime import date

import pytest
from tests.measures.outcomes.fictional_outcomes import COUNCILS, ENGLAND, MEASURES, NORTH, SOUTH, figures
from tests.measures.outcomes.test_limits import Z95, byar, wilson

from careplace.figures import Status
from careplace.measures.outcomes.groups import group_value, members


def value(reader, measure, key, period="2024-25"):
    return group_value(reader, MEASURES[measure], key, period, "all")


def parts(measure, councils, period="2024-25"):
    return [f for f in figures() if f.measure == measure and f.place in councils and f.period == period]


def test_what_is_published_is_taken_as_it_is(reader):
    assert value(reader, "content", NORTH) == next(
        f for f in figures() if f.id == f"content/{NORTH}/2024-25/all"
    )


@pytest.mark.parametrize("key", ["ours=Y01,Y03", SOUTH])
def test_a_sum_of_shares_is_reckoned_as_a_councils_is(reader, key):
    found = value(reader, "helped", key)
    councils = {"ours=Y01,Y03": ("Y01", "Y03"), SOUTH: COUNCILS[6:]}[key]
    hits, people = (
        sum(getattr(f, name) for f in parts("helped", councils)) for name in ("numerator", "denominator")
    )
    assert (found.place, found.numerator, found.denominator, found.value) == (
        key,
        hits,
        people,
        hits / people,
    )
    assert (found.lower95, found.upper95) == pytest.approx(wilson(hits, people, Z95))
    assert (found.method, found.version, found.reason) == (
        "Wilson; definition of new",
        "new",
        f"summed over all {len(councils)} councils of the group",
    )


def test_a_sum_of_rates_is_a_rate(reader):
    found = value(reader, "admitted", ENGLAND)
    events = sum(f.numerator for f in parts("admitted", COUNCILS))
    assert found.value == pytest.approx(events / 600_000 * 100_000)
    assert (found.lower95, found.upper95) == pytest.approx(tuple(x / 6 for x in byar(events, Z95)))


def test_one_missing_council_makes_it_missing_and_says_how_many_there_are(reader):
    found = value(reader, "helped", NORTH)
    assert (found.value, found.status) == (None, Status.MISSING)
    assert found.reason == "no figure of the group is published, and 5 of its 6 councils have the numbers"
    assert value(reader, "helped", NORTH, "2023-24").value is not None


def test_what_does_not_add_up_is_missing(reader):
    assert "do not add up" in value(reader, "turnover", NORTH).reason
    assert "no such group" in value(reader, "helped", "ours=Y10", "2015-16").reason


@pytest.mark.parametrize(
    ("key", "day", "codes"),
    [
        (SOUTH, date(2025, 1, 1), COUNCILS[6:]),
        (SOUTH, date(2022, 1, 1), ["Y07", "Y08", "Y09", "Y00", "Y90"]),
        ("neighbours-of-Y01", date(2022, 1, 1), ["Y02", "Y03", "Y00"]),
        ("ours=Y12,Y01", date(2022, 1, 1), ["Y00", "Y01"]),
        ("Y05", date(2022, 1, 1), ["Y05"]),
        ("nowhere", date(2022, 1, 1), []),
    ],
)
def test_a_group_is_taken_as_it_was_on_the_day(reader, key, day, codes):
    assert set(members(reader, key, day)) == set(codes)

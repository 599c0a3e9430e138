"""The published figures nearest to released ones: each entry is of measures that there are; few may be compared."""

from dataclasses import replace

import pytest

from careplace.figures import Figure, Status
from careplace.journeys.definitions import measures as shipped_measures
from careplace.measures import dictionary
from careplace.measures.dictionary import Measure
from careplace.measures.national import OTHERWISE, may_compare, nearest
from careplace.measures.released import FICTIONAL, SECTION

HOME = "journeys-at-home-84-days"
PUBLISHED = "ascof-2d1-still-in-community"
COUNTED = shipped_measures()["at_home_84_days"].counted
MINE = Figure(HOME, "E08000001", "2024-25", "all", 0.8)
THEIRS = Figure(PUBLISHED, "E92000001", "2024-25", "all", 0.6, version="2024-25", status=Status.PROVISIONAL)


def measure(id=HOME, numerator=COUNTED, method="counted in records, and released by Exampleshire"):
    return Measure(id, "T", "What?", SECTION, "share", numerator, method)


@pytest.mark.parametrize("entry", nearest().values(), ids=lambda entry: entry.released)
def test_an_entry_is_of_a_measure_that_careplace_releases_and_of_published_ones(entry):
    released = [id.replace("_", "-") for id in shipped_measures()]
    assert any(entry.released.startswith(f"{SECTION}-{id}") for id in released)
    assert set(entry.published) <= set(dictionary.measures())
    assert entry.differences.endswith(".")
    assert bool(entry.counted) == bool(entry.versions)


def test_every_measure_with_a_published_neighbour_says_how_it_differs():
    near = {entry.removeprefix(f"{SECTION}-").replace("-", "_") for entry in nearest()}
    for id, shipped in shipped_measures().items():
        if shipped.national:
            assert any(each.startswith(id) for each in near), id


def test_what_may_be_compared_counts_what_careplace_counts():
    """A release that counts anything else, such as one of an earlier version, is not compared."""
    entry = nearest()[HOME]
    assert entry.counted == COUNTED
    assert may_compare(measure(), MINE, THEIRS) == ""


@pytest.mark.parametrize(
    ("measure", "mine", "theirs", "why"),
    [
        (measure(numerator="neither back in hospital, nor dead"), MINE, THEIRS, OTHERWISE),
        (measure("journeys-delayed-days"), MINE, THEIRS, OTHERWISE),
        (measure("journeys-nothing"), MINE, THEIRS, OTHERWISE),
        (measure(), MINE, replace(THEIRS, version="2014-15"), "counted by another definition"),
        (measure(), MINE, replace(THEIRS, status=Status.NOT_COMPARABLE), "counted by another definition"),
        (measure(method=f"counted in records {FICTIONAL}"), MINE, THEIRS, "fictional people"),
        (measure(), replace(MINE, value=None), THEIRS, "no value"),
        (measure(), MINE, replace(THEIRS, value=None), "no value"),
        (measure(), replace(MINE, period="2025-26"), THEIRS, "different periods"),
    ],
)
def test_what_may_not_be_compared_says_why(measure, mine, theirs, why):
    assert why in may_compare(measure, mine, theirs)


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("council", "weekend-discharges-here"),
        ("integrated care board", "weekend-discharges"),
        ("trust", "weekend-discharges"),
        ("district", None),
    ],
)
def test_the_published_measure_is_one_of_this_kind_of_place(kind, id):
    published = nearest()["journeys-weekend-discharge-month"].published_for(kind)
    assert (published and published.id) == id

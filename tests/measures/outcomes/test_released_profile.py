"""A released measure of a place: no councils that happened to release are its comparison, but England's published figure is,
where the definitions allow it."""

from dataclasses import replace

import pytest
from tests.measures.outcomes.fictional_outcomes import ENGLAND, MEASURES, NORTH, SECTIONS

from careplace.measures import dictionary, national
from careplace.measures.national import NO_DIFFERENCE, Nearest
from careplace.measures.outcomes import nearest
from careplace.measures.outcomes import profile as profile_module
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.released import NOT_ADDED_UP, TABLE

RELEASED, PUBLISHED = replace(MEASURES["turnover"], table=TABLE), "content"
PLACE = "Y01"


def entry(reader, **more):
    """An entry that allows the comparison with the published measure, but for `more`."""
    england = outcomes(reader, reader.gazetteer.areas[ENGLAND]).measure(PUBLISHED).latest
    fields = {"counted": RELEASED.numerator, "versions": (england.version,)} | more
    return Nearest(RELEASED.id, (PUBLISHED,), "They differ a little.", **fields)


@pytest.fixture
def profile(reader, monkeypatch):
    """profile(entry, place): the released measure of a place."""
    monkeypatch.setattr(dictionary, "measures", lambda: MEASURES | {RELEASED.id: RELEASED})
    monkeypatch.setattr(dictionary, "sections", lambda: SECTIONS)

    def of(pair, place=PLACE):
        for module in (national, nearest):
            monkeypatch.setattr(module, "nearest", lambda: {RELEASED.id: pair})
        return outcomes(reader, reader.gazetteer.areas[place]).measure(RELEASED.id)

    return of


def of_england(data):
    return next(group for group in data.groups if group.key == ENGLAND)


def test_where_definitions_allow_it_the_group_has_englands_figure_and_no_difference(reader, profile):
    data = profile(entry(reader))
    assert data.nearest.why_not == ""
    group = of_england(data)
    assert (group.figure.measure, group.figure.place) == (PUBLISHED, ENGLAND)
    assert group.figure.period == data.latest.period
    assert (group.difference.value, group.difference.label) == (None, NO_DIFFERENCE)
    assert group.figure in set(data.figures())


def test_where_they_do_not_the_figure_is_next_to_it_and_in_no_group(reader, profile):
    data = profile(entry(reader, counted="", versions=()))
    assert data.nearest.england.measure == PUBLISHED
    assert data.nearest.here.place == PLACE
    group = of_england(data)
    assert (group.figure.value, group.figure.reason) == (None, NOT_ADDED_UP)


def test_councils_that_released_are_no_comparison(reader, profile):
    data = profile(entry(reader))
    assert (data.quartiles, data.worst, data.best, data.everyone) == (None, None, None, ())
    assert {group.middle for group in data.groups} | {group.quartiles for group in data.groups} == {None}


def test_a_region_says_that_released_places_are_not_added_up(reader, profile, monkeypatch):
    pair = entry(reader)
    monkeypatch.setattr(profile_module, "_own", lambda *_asked: {})
    assert profile(pair, NORTH).reason == NOT_ADDED_UP
    assert "no public table" in profile(pair, "Y05").reason

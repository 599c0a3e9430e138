"""The profile of a place: what is newest, what it is held against, and what is said where nothing is known."""

from datetime import date

import pytest
from tests.measures.outcomes.fictional_outcomes import COUNCILS, ENGLAND, MEASURES, NORTH, YEARS, figures

from careplace.figures import Status
from careplace.measures.outcomes.queries import of_place
from careplace.places.area import UnknownPlace

LAST = "2024-25"


def test_every_measure_has_its_place_in_the_order_of_sections(told):
    sections = told().sections
    assert [section.key for section in sections] == ["experience", "flow"]
    assert [one.measure.id for section in sections for one in section.measures] == sorted(
        MEASURES, key=lambda id: MEASURES[id].section != "experience"
    )


def test_the_newest_and_the_one_before_are_of_one_definition(told):
    helped = told().measure("helped")
    assert (helped.latest.period, helped.previous.period) == (LAST, "2023-24")
    assert [{f.version for f in run} for run in helped.segments] == [{"old"}, {"new"}]
    first = told(as_at=date(2019, 3, 31)).measure("helped")
    assert (first.latest.period, first.previous) == ("2018-19", None)


@pytest.mark.parametrize("year", range(2016, 2026))
def test_nothing_after_the_day_is_told(told, year):
    data = told(as_at=date(year, 3, 31))
    assert data.measure("helped").latest.period == YEARS[year - 2016]
    periods = {
        f.period
        for one in data.figures.values()
        for f in [one]
        if ".." not in f.period and len(f.period) == 7
    }
    assert max(period for period in periods if period in YEARS) == YEARS[year - 2016]
    assert told(as_at=date(2015, 4, 1)).measure("helped").latest is None


def test_a_code_that_changed_is_one_series_and_a_split_council_is_none(told, reader):
    assert [f.place for f in told("Y12").measure("helped").segments[-1]] == ["Y00"] * 5 + ["Y12"] * 2
    assert {f.place for f in of_place(reader, reader.gazetteer.areas["Y00"])} == {"Y00", "Y12"}
    assert len([f for run in told("Y10").measure("helped").segments for f in run]) == 2
    assert told("Y90").measure("helped").latest.period == "2022-23"


def test_groups_have_their_published_values_at_the_periods_of_the_place(told):
    one = told().measure("content")
    own = [f.period for run in one.segments for f in run]
    published = [(f.place, f.period) for f in one.beside]
    assert sorted(published) == sorted((place, period) for place in (ENGLAND, NORTH) for period in own)
    assert {f.id for f in one.beside} <= set(told().figures)
    assert all(f.period <= "2018-19" for f in told(as_at=date(2019, 3, 31)).measure("content").beside)


def test_a_suppressed_newest_point_is_said_and_the_last_value_is_used(told):
    helped = told("Y02").measure("helped")
    assert (helped.latest.period, helped.reason) == ("2023-24", f"{LAST}: suppressed (under 5)")
    assert helped.segments[-1][-1].status == Status.SUPPRESSED
    assert helped.stale == f"the newest figure of this place is for 2023-24; other places have one for {LAST}"
    assert helped.trend.period == "2019-20..2023-24"


def test_a_measure_that_nobody_publishes_says_so(told):
    untold = told().measure("untold")
    assert (untold.latest, untold.reason, untold.groups[0].figure) == (None, "Nobody publishes it.", None)
    assert told(NORTH).measure("waited").reason == "it is told of a council, not of a region"
    assert told("Y05").measure("waited").reason == "no public table of this edition gives it for this place"
    assert told().measure("by-age").reason == "published in parts only"


def test_the_default_comparators_are_those_that_a_place_has(told):
    assert [group.key for group in told().comparators] == [ENGLAND, NORTH]
    assert [group.key for group in told(NORTH).comparators] == [ENGLAND]
    assert told(ENGLAND).comparators == ()
    england, north = told().comparators
    assert [one["code"] for one in england.members] == COUNCILS
    assert (england.spoken, north.spoken) == ("Fictional England", "the North")


def test_a_comparator_that_nobody_knows_is_an_error_and_one_that_it_has_not_is_said(told):
    with pytest.raises(UnknownPlace, match="There is no group"):
        told(against=["nowhere"])
    data = told("Y05", against=["neighbours"])
    assert "has no statistical neighbours" in data.comparators[0].missing
    assert data.measure("helped").groups[0].difference is None


def test_every_council_at_the_newest_period_is_there(told):
    helped = told().measure("helped")
    assert [f.place for f in helped.everyone] == [code for code in COUNCILS if code != "Y02"]
    assert helped.latest in helped.everyone


def test_a_target_holds_at_the_end_of_the_period(told):
    assert told().measure("helped").target.words == "half"
    assert told(as_at=date(2019, 3, 31)).measure("helped").target is None


def test_all_that_is_said_is_a_figure_under_its_id(told):
    data = told(against=["england", "north", "neighbours", "Ours=Y01,Y02,Y05"])
    assert all(id == figure.id for id, figure in data.figures.items())
    for section in data.sections:
        for one in section.measures:
            assert {figure.id for figure in one.figures()} <= set(data.figures)
    kinds = {figure.measure for figure in data.figures.values()}
    assert kinds == {"outcome-" + kind for kind in KINDS} | set(MEASURES) - {"untold"}


KINDS = ("difference", "quartile", "worst-quarter", "best-quarter", "trend", "control", "gap")


def test_the_own_figures_are_all_that_is_stored(told):
    stored = {f.id: f for f in figures() if f.place == "Y01" and MEASURES[f.measure].breakdowns == ()}
    assert {id: data for id, data in told().figures.items() if id in stored} == stored


def test_an_edition_without_outcomes_has_every_measure_without_a_figure(known, tmp_path):
    from tests.measures.outcomes.fictional_outcomes import reader as opened

    from careplace.engine import Engine
    from careplace.measures.outcomes.profile import outcomes

    with Engine() as engine:
        empty = opened(tmp_path, engine)
        data = outcomes(empty, empty.gazetteer.areas["Y01"])
    assert data.figures == {}
    assert [one.latest for section in data.sections for one in section.measures] == [None] * len(MEASURES)


def test_the_same_store_reads_what_all_share_once(told, reader, monkeypatch):
    first = told("Y03")
    asked = []
    real = reader.engine.sql
    monkeypatch.setattr(reader.engine, "sql", lambda query, *more: asked.append(query) or real(query, *more))
    assert told("Y04").comparators == first.comparators
    assert [query for query in asked if "from cell_figure" in query] == []


def test_a_measure_that_ended_long_ago_says_so(told, monkeypatch):
    from careplace.measures.outcomes import profile

    assert told().measure("waited").stale == ""
    monkeypatch.setattr(profile, "newest_day", lambda reader, as_at: date(2030, 3, 31))
    assert (
        told().measure("waited").stale
        == "this edition holds nothing newer than 2024-12; other measures reach 2030"
    )

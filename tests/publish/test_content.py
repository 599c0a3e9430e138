"""Figures are found by name, and locations fall to their chapters."""

from dataclasses import replace
from datetime import date

import pytest
from tests.publish import fictional_outcomes as f
from tests.publish.fictional import PLACE, report

from careplace.measures.outcomes.groups import OutcomeComparator
from careplace.publish.content import Comparator, Content


@pytest.fixture(scope="module")
def content():
    return Content(report())


def test_a_figure_by_its_words(content):
    care = content.sectors[0]
    figure = care.figure("rating-count", "overall", "locations", "good")
    assert figure.id == f"rating-count/{PLACE['code']}/2021-02-01/adult-social-care/overall/locations/good"
    assert care.figure("rating-count", "overall", "locations", "splendid") is None


def test_change_is_of_the_span(content):
    assert content.sectors[0].change("rating-change", "left").period == "2020-02-01..2021-02-01"
    assert Content(report(change_from=None)).sectors[0].change("rating-change", "left") is None


def test_shares_come_in_order_or_not_at_all(content):
    care, dentists = content.sectors[0], content.sectors[-1]
    assert [f.breakdown.rpartition("/")[2] for f in care.shares()] == [
        *("outstanding", "good", "requires-improvement", "inadequate")
    ]
    assert dentists.shares() == []


def test_a_comparators_share_is_its_own_and_never_the_places(content):
    care = content.sectors[0]
    assert [share and share.place for share in map(care.of, content.comparators)] == [
        "X92000001",
        "X12000001",
        None,
    ]
    assert care.shares(place="") == []
    assert care.figure("locations", place="") is None


def test_neighbours_are_spoken_of_as_such():
    data = report()
    data.comparators[1] = replace(
        data.comparators[1], kind="neighbours", name="Statistical neighbours of Marrowdale"
    )
    assert [c.spoken for c in Content(data).comparators[:2]] == [
        "Albion",
        "the statistical neighbours of Marrowdale",
    ]


@pytest.mark.parametrize(
    ("registered", "old"),
    [("2021-02-01", True), ("2024-08-29", True), ("2024-08-30", False), ("2025-08-31", False)],
)
def test_a_register_is_old_when_newer_figures_are_over_a_year_newer(registered, old):
    data = f.whole(as_at=date.fromisoformat(registered))
    assert Content(data).register_old == old


def test_parts_of_a_measure_keep_their_order(content):
    assert [band for band, _f in content.sectors[0].parts("size-band-count")] == [
        *("1-to-9-beds", "10-to-39-beds", "40-to-89-beds")
    ]


def test_chapters_hold_their_sectors(content):
    assert [sector.key for sector in content.chapters] == [
        "adult-social-care",
        "gp-practices",
        "hospitals",
        "dentists",
    ]
    assert [sector.key for sector in content.within(content.chapters[0])] == ["residential-care", "home-care"]
    assert content.inner("home-care")
    assert not content.inner("dentists")


def test_a_sector_whose_chapter_is_absent_stands_by_itself():
    data = report()
    data = replace(data, sectors=data.sectors[1:])
    assert [sector.key for sector in Content(data).chapters][:2] == ["residential-care", "home-care"]


def test_a_location_of_two_chapters_is_listed_in_the_first():
    data = report()
    data = replace(
        data, locations=[data.locations[0] | {"sectors": ["hospitals", "home-care", "adult-social-care"]}]
    )
    content = Content(data)
    assert len(content.listed(content.chapters[0])) == 1
    assert content.listed(content.chapters[2]) == []
    assert content.unlisted == []


def test_every_location_is_listed_once_by_name(content):
    lists = [content.listed(chapter) for chapter in content.chapters] + [content.unlisted]
    assert sum(map(len, lists)) == len(content.locations)
    names = [row["name"].casefold() for row in lists[0]]
    assert names == sorted(names)


def test_words_are_those_of_the_data(content):
    assert {"Marrowdale", "Care Quality Commission", "Share of ratings", "Seven Towns"} <= content.words
    assert "Quality of care in Marrowdale: data report" in content.words


def test_the_words_of_a_measure_may_stand():
    measure = replace(report().dictionary[0], title="Share of 3 things")
    assert "Share of 3 things" in Content(report(dictionary=[measure])).words


def test_an_example_of_each_measure(content):
    measures = [figure.measure for _title, figure in content.examples]
    assert len(measures) == len(set(measures)) == len({f.measure for f in content.figures.values()})
    assert {f.measure: title for title, f in content.examples}["rating-share"] == "Share of ratings"


def test_how_many_members(content):
    seven = content.comparators[2]
    assert (seven.number("members"), seven.number("members_covered")) == ("7", "2")
    seven.members_covered = None
    assert seven.number("members_covered") == "not available"


@pytest.mark.parametrize(
    ("kinds", "shown"),
    [
        (("nation", "neighbours", "region"), "region"),
        (("nation", "combined authority", "region"), "combined authority"),
        (("nation", "neighbours"), "neighbours"),
        (("nation",), "nation"),
        ((), None),
    ],
)
def test_a_map_shows_the_comparator_whose_councils_adjoin(kinds, shown):
    content = Content(f.whole())
    content.against = [Comparator(OutcomeComparator(kind, kind, kind, (), kind)) for kind in kinds]
    assert (content.map_group and content.map_group.kind) == shown

"""What a report is made from: sectors, every location with what became of it, comparators and notes."""

from datetime import date

import pytest
from tests.measures.conftest import EARLY, LATE
from tests.measures.fictional import LAST

from careplace.measures.providers.profile import profile
from careplace.measures.providers.report import report_data

EDITION = {"id": "2024-03-01-0123456789", "made_from": []}


def report_of(reader, place, **asked):
    found = profile(reader, reader.gazetteer.resolve(place, asked.get("as_at")), **asked)
    return report_data(reader, found, EDITION)


@pytest.fixture(scope="module")
def report(reader):
    return report_of(reader, "Ash", as_at=LATE)


def test_a_report_names_its_place_edition_and_dates(report):
    assert report.place == {"code": "X1", "name": "Ash", "kind": "council"}
    assert (report.as_at, report.change_from, report.edition) == (LATE, EARLY, EDITION)


def test_every_sector_of_the_place_has_its_figures(report, edition):
    stored = [f for f in edition.stored() if f.place == "X1" and f.period.endswith(str(LATE))]
    assert len({s.key for s in report.sectors}) == len(report.sectors)
    for sector in report.sectors:
        ids = {f.id for f in sector.figures}
        assert {f.id for f in stored if f.breakdown.split("/")[0] == sector.key} <= ids
        assert (sector.title, sector.who) != ("", "")


def test_every_location_of_the_place_is_listed_once_and_in_order(report, edition):
    here = [r for r in edition.rows("register") if (r["council"], r["snapshot"]) == ("X1", LATE)]
    assert sorted(r["location_id"] for r in report.locations) == sorted(r["location_id"] for r in here)
    names = [(r["name"].lower(), r["location_id"]) for r in report.locations]
    assert names == sorted(names)


def test_the_list_of_locations_counts_as_the_figures_do(report, edition):
    for sector in report.sectors:
        listed = [row for row in report.locations if sector.key in row["sectors"]]
        assert len(listed) == edition.value(f"locations/X1/{LATE}/{sector.key}")


def test_every_location_that_stayed_is_better_the_same_or_worse_as_counted(report, edition):
    period = f"{EARLY}..{LATE}"
    care = [row for row in report.locations if "adult-social-care" in row["sectors"]]
    for kind in ("better", "same", "worse", "joined"):
        counted = edition.value(f"rating-change/X1/{period}/adult-social-care/{kind}")
        assert sum(row["change"] == kind for row in care) == counted, kind


def test_locations_that_left_are_those_that_no_sector_still_has(report, edition):
    here = {row["location_id"] for row in report.locations if not row["dormant"]}
    followed = {row["followed_from"] for row in report.locations}
    assert report.left
    assert not {row["location_id"] for row in report.left} & (here | followed)


def test_a_home_that_became_home_care_has_not_left(make):
    care = {"category": "Community based adult social care services", "care_home": False}
    made = make(
        [
            {"snapshot": EARLY, "location_id": "L1"},
            {"snapshot": EARLY, "location_id": "L2", **care},
            {"snapshot": LATE, "location_id": "L1", **care},
            {"snapshot": LATE, "location_id": "L3"},
        ]
    )
    report = report_of(made.reader, "Ash")
    assert [row["location_id"] for row in report.left] == ["L2"]
    assert {row["location_id"]: row["change"] for row in report.locations} == {"L1": "same", "L3": "joined"}


def test_a_sector_that_one_publication_cannot_tell_makes_nobody_join(make):
    made = make(
        [{"snapshot": EARLY, "location_id": "L1"}, {"snapshot": LATE, "location_id": "L1"}],
        [{"snapshot": LATE, "location_id": "L1"}],
    )
    (row,) = report_of(made.reader, "Ash").locations
    assert (row["change"], row["sectors"]) == (
        "same",
        ["adult-social-care", "care-homes-without-nursing", "residential-care"],
    )


def test_what_a_publication_leaves_out_is_said(reader):
    early = report_of(reader, "Ash", as_at=EARLY)
    said = " ".join(early.notes)
    assert all(words in said for words in ("never rated", "beds", "services", "key questions"))
    assert early.notes[-1] == "No earlier snapshot in this edition covers the place: no change is shown."
    assert (early.change_from, early.left) == (None, ())
    assert report_of(reader, "Ash", as_at=LATE).notes == (
        "The earlier publication lists rated locations only: some of those counted as joined were there, without a rating.",
    )
    assert report_of(reader, "Ash").notes == ()


def test_a_later_publication_of_rated_locations_only_cannot_tell_who_left(make):
    rows = [{"snapshot": day, "location_id": "L1"} for day in (EARLY, LATE)]
    report = report_of(make(rows, rows[:1]).reader, "Ash")
    assert report.notes[-1].startswith(
        "The later publication lists rated locations only: some of those counted as left"
    )


def test_a_report_without_change_after_one_with_change_has_none(reader):
    assert any(row["change"] for row in report_of(reader, "Ash", as_at=LATE).locations)
    assert not any(row["change"] for row in report_of(reader, "Ash", as_at=EARLY).locations)
    assert any(row["change"] for row in report_of(reader, "Ash", as_at=LATE).locations)


def test_comparators_are_told_with_their_members_even_where_they_are_not_covered(reader):
    report = report_of(reader, "Ash", against=("region", "neighbours"))
    assert report.as_at == LAST
    region, near = report.comparators
    assert [m["name"] for m in region.members] == ["Ash", "Birch"]
    assert (region.covered, region.members_covered) == (False, 1)
    assert region.reason == "this snapshot covers 1 of the group's 2 councils"
    assert (near.key, near.kind) == ("neighbours-of-X1", "neighbours")


def test_a_place_whose_council_was_put_under_a_new_code_is_matched_with_the_old_one(reader):
    report = report_of(reader, "New Moor")
    assert (report.place["code"], report.change_from) == ("X4", EARLY)
    assert any(row["change"] == "same" for row in report.locations)


def test_a_region_has_the_locations_of_all_its_councils(reader, edition):
    report = report_of(reader, "North", as_at=date(2024, 12, 31), against=("england",))
    councils = {"X1", "X2"}
    here = [r for r in edition.rows("register") if r["council"] in councils and r["snapshot"] == LATE]
    assert len(report.locations) == len(here)
    assert report.change_from == EARLY

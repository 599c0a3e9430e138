from collections import defaultdict
from datetime import date

import pyarrow.compute as pc
import pytest
from tests.demo.conftest import LAST

from careplace.demo.rated import provider_ratings, ratings
from careplace.demo.snapshot import DOMAINS, WORDS, locations
from careplace.ratings.scale import standard

KEY = ("location_id", "service_group", "domain", "published_on", "inherited")


@pytest.fixture(scope="module")
def rated(rolled):
    return ratings(rolled, LAST)


def test_every_word_is_one_that_the_regulator_publishes():
    for word in WORDS:
        assert standard(word)


def test_a_rating_is_listed_once(rated):
    assert rated.group_by(KEY).aggregate([([], "count_all")]).num_rows == len(rated)


def test_overall_agrees_with_the_active_locations(rolled, rated):
    rows = rated.filter((pc.field("domain") == "Overall") & (pc.field("service_group") == "Overall"))
    newest = defaultdict(lambda: (date.min, ""))
    for row in rows.to_pylist():
        if row["rating"] != "Not applicable":
            found = (row["published_on"] or date.min, row["rating"])
            newest[row["location_id"]] = max(newest[row["location_id"]], found)
    active = locations(rolled, LAST).to_pylist()
    assert {row["location_id"]: row["overall_rating"] for row in active if row["overall_rating"]} == {
        location: word for location, (_when, word) in newest.items()
    }


def test_each_group_has_all_six_domains(rated):
    counted = rated.group_by(["service_group", "domain"]).aggregate([([], "count_all")]).to_pylist()
    by_group = defaultdict(dict)
    for row in counted:
        by_group[row["service_group"]][row["domain"]] = row["count_all"]
    for counts in by_group.values():
        assert set(counts) == set(DOMAINS)
        assert len(set(counts.values())) == 1


def test_the_newer_framework_rates_services(rated):
    groups = set(rated["service_group"].to_pylist())
    assert {"Care Homes", "Homecare", "Supported Living", "General Practice"} <= groups
    homes = rated.filter(pc.equal(rated["service_group"], "Care Homes"))
    assert pc.min(homes["published_on"]).as_py() >= date(2023, 11, 21)


def test_where_the_whole_is_not_rated_a_service_is(rated):
    rows = rated.to_pylist()
    alone = {r["location_id"] for r in rows if r["rating"] == "Not Rated"}
    served = {r["location_id"] for r in rows if r["service_group"] != "Overall" and r["rating"] in WORDS[:4]}
    assert alone
    assert alone <= served


def test_general_practices_have_their_population_groups(rated):
    practice = rated.filter(pc.equal(rated["category"], "GP Practices"))
    groups = set(practice["service_group"].to_pylist())
    assert len(groups - {"Overall", "General Practice"}) == 6


def test_hospitals_are_rated_for_several_services(rated):
    hospital = rated.filter(pc.equal(rated["category"], "Acute hospital - NHS non-specialist"))
    assert len(set(hospital["service_group"].to_pylist())) == 9
    assert "Insufficient evidence to rate" in hospital["rating"].to_pylist()


def test_dentists_meet_regulations_and_are_not_rated(rated):
    dentists = rated.filter(pc.equal(rated["category"], "Dentists")).to_pylist()
    assert {r["rating"] for r in dentists if r["domain"] == "Overall"} == {"Not applicable"}
    said = {r["rating"] for r in dentists if r["domain"] != "Overall"}
    assert said <= {"Regulations met", "Regulations not met"}
    assert "Regulations met" in said


def test_dentists_were_not_listed_in_2021(rolled):
    then = ratings(rolled, date(2021, 2, 1), ("Overall",))
    assert "Dentists" not in then["category"].to_pylist()
    assert set(then["domain"].to_pylist()) == {"Overall"}


def test_an_inherited_rating_is_older_than_its_registration(rated):
    rows = rated.filter(rated["inherited"])
    assert len(rows)
    assert pc.all(pc.less(rows["published_on"], rows["registered_on"])).as_py()


def test_nothing_is_published_tomorrow(rated):
    assert pc.max(rated["published_on"]).as_py() <= LAST


def test_providers_are_rated_once_for_each_domain(rolled):
    table = provider_ratings(rolled, LAST)
    assert len(table) == 6 * pc.count_distinct(table["provider_id"]).as_py() > 0
    assert set(table["report_type"].to_pylist()) == {"Provider"}

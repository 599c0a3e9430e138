"""Where services, towns and postcodes are, in the published files."""

from contextlib import closing

import pytest

from careplace.editions.home import Home
from careplace.editions.opening import open_edition

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def rows(real_home):
    with closing(open_edition(Home(real_home).folder)) as edition:
        yield edition.engine.rows


def test_nearly_every_postcode_sector_is_in_one_council(rows):
    query = """
        select count(*) as sectors, count(*) filter (where councils = 1) as in_one
        from (select folded, count(*) as councils from locality where kind = 'postcode sector' group by folded)
    """
    assert rows(query) == [{"sectors": 6_781, "in_one": 6_529}]


def test_ng31_is_grantham_in_lincolnshire(rows):
    query = "select council, locations from locality where kind = 'postcode district' and folded = 'ng31'"
    assert rows(query) == [{"council": "E10000019", "locations": 45}]
    towns = "select council, locations from locality where kind = 'town' and folded = 'grantham' order by locations"
    assert rows(towns) == [
        {"council": "E10000018", "locations": 1},
        {"council": "E10000019", "locations": 52},
    ]


def test_all_but_five_locations_are_somewhere(rows):
    query = "select position_basis as basis, count(*) as locations from current_location group by all order by basis"
    assert {row["basis"]: row["locations"] for row in rows(query)} == {
        None: 5,
        "location": 31_830,
        "postcode": 60,
        "postcode sector": 195,
    }


def test_a_location_that_closed_after_its_register_is_marked_and_one_absent_from_a_later_register_is_not_there(
    rows,
):
    counts = rows("select count(*) as locations, count(ended_on) as ended from current_location")
    assert counts == [{"locations": 32_090, "ended": 1_801}]
    lincolnshire = "select distinct snapshot from current_location where council = 'E10000019'"
    assert [str(row["snapshot"]) for row in rows(lincolnshire)] == ["2026-05-29"]

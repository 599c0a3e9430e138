"""Services near a place: the page against a slow search through every location, its bounds, and its words."""

import html
import math
import re

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from tests.web import register_states as known
from tests.web.public.explore.test_filters import query

from careplace.measures.providers.since import months_before
from careplace.places.postcodes import postcode
from careplace.web.public.explore.filters import BEDS, NOT_RATED, RATINGS
from careplace.web.public.near import selection as rules
from careplace.web.public.near.filters import MILE, MILES, SIZE, YEARS, NearFilter, near_filter
from careplace.web.public.near.selection import latest_register, nearby
from careplace.web.public.parameters import WrongAsked

LEVELS = set(RATINGS.values()) - {RATINGS[NOT_RATED]}
SECTORS = ("", "residential-care", "adult-social-care", "gp-practices")


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two points in degrees, by the spherical law of cosines: another formula than the statement's."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return 6371 * math.acos(max(-1.0, min(1.0, cosine)))


def slowly(edition, filter: NearFilter, centre: tuple[float, float]) -> list[str]:
    """The identifiers of the services asked for, the nearest first, by looking at every location in turn."""
    as_at, matches = latest_register(edition), []
    for row in edition.rows("select * from current_location where latitude is not null"):
        far = kilometres(centre, (row["latitude"], row["longitude"]))
        level = row["overall"] if row["overall"] in LEVELS else RATINGS[NOT_RATED]
        least, most = BEDS.get(filter.beds, (0, 0))
        wanted = (
            far <= filter.within * MILE,
            row["ended_on"] is None and not row["dormant"] and row["counted"],
            not filter.sector or filter.sector in row["sectors"].split("|"),
            not filter.rating or level in {RATINGS[key] for key in filter.rating},
            not filter.rated
            or (
                level in LEVELS
                and row["published_on"] is not None
                and row["published_on"] >= months_before(as_at, 12 * filter.rated)
            ),
            not filter.beds
            or (row["care_home"] and row["beds"] is not None and least <= row["beds"] <= most),
            not filter.people or filter.people in (row["user_bands"] or "").split("|"),
        )
        if all(wanted):
            matches.append((far, row["location_id"]))
    return [id for _far, id in sorted(matches)]


@pytest.fixture
def town(edition) -> str:
    """A town of the demonstration with many services."""
    query = "select name from locality where kind = 'town' order by locations desc, name limit 1"
    return edition.rows(query)[0]["name"]


filters = st.builds(
    NearFilter,
    within=st.sampled_from(MILES),
    sector=st.sampled_from(SECTORS),
    rating=st.sets(st.sampled_from(list(RATINGS)), max_size=3).map(
        lambda keys: tuple(key for key in RATINGS if key in keys)
    ),
    rated=st.sampled_from((0, *YEARS)),
    beds=st.sampled_from(("", *BEDS)),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters)
def test_the_services_are_those_of_a_slow_search(edition, town, filter):
    asked = NearFilter(**{**vars(filter), "q": town})
    try:
        selection = nearby(edition, asked)
    except WrongAsked:
        reject()
    centre = selection.locality.middle
    expected = slowly(edition, asked, centre)
    assert selection.total == len(expected)
    assert [row["location_id"] for row in selection.rows] == expected[:SIZE]
    for row in selection.rows:
        at = kilometres(centre, (row["latitude"], row["longitude"]))
        assert row["kilometres"] == pytest.approx(at, abs=0.01)


def test_services_for_some_people_are_those_registered_for_them(states):
    assert "Inherited House" in page(states, "/near/?q=AA1+1AA&within=20&people=Dementia")


def test_what_no_register_there_records_is_refused_with_the_reason(edition):
    """Every register of the demonstration records both."""
    unrecorded = rules._unrecorded({"has_beds": False, "has_people": False})
    with pytest.raises(WrongAsked) as refused:
        rules._refuse(edition, NearFilter(q="X", people="Dementia", beds=next(iter(BEDS))), unrecorded)
    assert refused.value.problems == {
        "beds": "The registers of this area do not record beds. Leave this open.",
        "people": "The registers of this area do not record which people services are registered for. Leave this open.",
    }


def test_every_page_follows_the_last(edition, town):
    selection = nearby(edition, NearFilter(q=town, within=20))
    ids = []
    for page in range(1, selection.pages + 1):
        ids += [row["location_id"] for row in nearby(edition, NearFilter(q=town, within=20, page=page)).rows]
    centre = selection.locality.middle
    assert ids == slowly(edition, NearFilter(within=20), centre)


@given(
    filters,
    st.integers(1, 9),
    st.lists(st.from_regex(r"[0-9A-Z-]{2,24}", fullmatch=True), max_size=4, unique=True),
)
def test_an_address_is_read_back(filter, page, ids):
    written = NearFilter(**{**vars(filter), "q": "NG31", "page": page, "location": tuple(ids)})
    assert near_filter(query(written.written())) == written


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("q=zzzz", "No postcode or town of that name is known"),
        ("q=NG31+6A", "is not a postcode. Write a whole postcode"),
        ("q=" + "a" * 101, "Shorten the words"),
        ("q=a&q=b", "Choose one place"),
        ("within=4", "Choose 1, 3, 5, 10 or 20 miles"),
        ("sector=hotels", "There is no such kind of service"),
        ("rating=best", "There is no such rating"),
        ("rated=6", "as a whole number from 0 to 5"),
        ("beds=many", "There is no such size"),
        ("page=0", "Write the page as a whole number"),
        ("location=<script>", "is no identifier of a location"),
        ("&".join(f"location=1-{n}" for n in range(13)), "A list has room for 12 locations"),
    ],
)
def test_what_cannot_be_read_is_400_with_the_form_and_what_to_do(client, address, words):
    answer = client.get(f"/near/?{address}")
    text = html.unescape(answer.content.decode())
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    assert words in text
    assert "There is a problem" in text
    assert "<script>" not in text.replace("&lt;script&gt;", "") or "location=<script>" not in address


def test_a_page_beyond_the_last_is_400(client, town):
    assert client.get("/near/", {"q": town, "page": "9999"}).status_code == 400


def test_a_group_of_people_that_nobody_serves_is_400(states):
    answer = states.get("/near/", {"q": "AA1 1AA", "people": "Astronauts"})
    assert answer.status_code == 400
    assert b"There is no such group of people" in answer.content


def test_a_selection_has_one_address(client, town):
    answer = client.get("/near/", {"within": "5", "q": f" {town.upper()} ", "sector": ""})
    assert answer.status_code == 302
    assert answer["Location"] == f"/near/?q={town.replace(' ', '+')}"
    assert client.get(answer["Location"]).status_code == 200


def test_it_says_what_is_left_out_and_how_old_each_rating_is(states):
    text = page(states, "/near/?q=AA1+1AA&within=20")
    assert "Shut House" not in text
    assert "Dormant House" not in text
    assert re.search(r"Left out: \d+ closed and \d+ dormant", text)
    assert "Ages of ratings are at 1 September 2026" in text
    row = r"Inherited House RI Requires improvement \(inherited\) ?, 1 June 2019 ?: 7\.3 years old"
    assert re.search(row, text)


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_list_is_kept_in_the_links_and_the_form(states):
    address = f"/near/?q=AA1+1AA&location={known.OWN}"
    text = states.get(address).content.decode()
    assert f'href="/my-list/?location={known.OWN}"' in text
    assert f'name="location" value="{known.OWN}"' in text
    added = re.findall(r'href="(/near/[^"]+)"[^>]*>Add to my list', text)
    assert added
    assert all(f"location={known.OWN}&amp;location=" in link for link in added)
    (taken,) = re.findall(r'href="(/near/[^"]+)"[^>]*>Take off my list', text)
    assert "location" not in taken


def test_a_full_list_takes_no_more(states):
    ids = [known.OWN, *(f"1-{n}" for n in range(11))]
    text = states.get("/near/?q=AA1+1AA&" + "&".join(f"location={id}" for id in ids)).content.decode()
    assert "Your list is full" in text
    assert "Add to my list" not in text


def test_pins_and_list_have_the_same_numbers(client, town):
    text = client.get("/near/", {"q": town}).content.decode()
    pins = re.findall(r'<text class="cp-pins__number"[^>]*>(\d+)</text>', text)
    listed = re.findall(r'id="service-(\d+)"', text)
    assert pins == listed
    assert listed


def test_names_are_escaped(states):
    text = states.get("/near/?q=AA1+1AA").content.decode()
    assert "=cmd|" in text
    assert "<b>Sons" not in text


def test_without_a_place_it_asks_for_one(client):
    text = page(client, "/near/")
    assert "Write a postcode" in text
    assert "services." not in text


def test_a_town_of_two_councils_far_apart_is_asked(monkeypatch, client, edition):
    rows = edition.rows(
        "select * from locality where kind = 'town' and latitude is not null order by latitude"
    )
    from careplace.web.public.search import localities

    two = [rows[0] | {"name": "Twin"}, rows[-1] | {"name": "Twin"}]
    monkeypatch.setattr(localities, "_rows", lambda *_asked: two)
    monkeypatch.setattr(localities, "SAME_TOWN", 10.0)
    text = client.get("/near/?q=Twin").content.decode()
    assert "Which " in text
    links = re.findall(r'href="(/near/\?q=Twin&amp;council=[^"]+)"', text)
    assert len(links) == len({row["council"] for row in two})


def test_a_postcode_that_nobody_has_is_taken_for_its_sector(client, edition):
    query = "select name from locality where kind = 'postcode sector' and latitude is not null order by name"
    sector = edition.rows(query)[0]["name"]
    whole = f"{sector}ZZ"
    assert postcode(whole).kind == "postcode"
    assert client.get("/near/", {"q": whole})["Location"].startswith(f"/near/?q={sector.replace(' ', '+')}")


def test_a_location_whose_services_are_rated_is_not_without_a_rating(states):
    """The words of ratings are one list: here it had lacked the fifth."""
    page = "/near/?q=AA1+1AA&within=20&rating="
    assert "Services House" not in states.get(page + NOT_RATED).content.decode()
    by_service = next(key for key, word in RATINGS.items() if word == "Rated by service group")
    assert "Services House" in states.get(page + by_service).content.decode()

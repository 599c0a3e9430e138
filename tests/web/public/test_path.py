"""The page of a person's path, with a release of journeys and without: steps, charts, files, and never one person."""

import re

import pytest
from tests.journeys.walk import COUNCIL

STEPS = ["at-home", "crisis", "hospital", "leaving", "afterwards"]
NEVER = "This is no one person’s record."


@pytest.fixture
def released(site, journeys_walk):
    """A reader of an edition that has a release of journeys."""
    return site(home=journeys_walk / "home")


@pytest.fixture
def place(released) -> str:
    """The address of the council of the release, at its newest date."""
    return released.get(f"/places/{COUNCIL}/")["Location"]


@pytest.fixture
def page(released, place) -> str:
    return released.get(f"{place}path/").content.decode()


def row(page: str, words: str) -> list[str]:
    """The cells of the row of this name."""
    [cells] = re.findall(rf'<th scope="row">(?:<[^>]+>)*{words}.*?</th>(.*?)</tr>', page)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", cells, re.DOTALL)]


def test_steps_are_in_order_and_it_says_that_it_is_of_nobody_alone(page):
    assert re.findall(r'<h2 id="step-([a-z-]+)"', page) == STEPS
    assert NEVER in page
    assert "released by Exampleshire Council" in page


def test_a_released_measure_says_whether_it_may_be_compared_and_how_definitions_differ(page):
    period, here, published, compared = row(page, "Length of stay in hospital, typical days")
    assert (period, here, published) == ("2025-26", "4", "none in this edition")
    assert compared.startswith("No: no figure is published.")
    assert "a transfer to another hospital ends a stay" in compared


def test_what_is_withheld_is_named_and_has_no_number(page):
    assert "Not drawn, since their numbers are withheld and are not zero: home to death" in page
    assert "withheld" in row(page, "hospital to death")[0]


def test_its_charts_have_files(released, page):
    links = re.findall(r'href="([^"]+/charts/(?:path|moves|spine)-[^"]+[.](?:svg|csv))[^"]*"', page)
    assert {link.rpartition("/")[2].partition("-")[0] for link in links} >= {"path", "moves"}
    for link in links:
        assert released.get(link).status_code == 200, link


def test_the_page_of_the_place_links_to_it(released, place):
    assert f'href="{place}path/"' in released.get(place).content.decode()


def test_a_region_says_why_released_places_are_not_added_up(released, place):
    region = re.findall(r'href="(/places/[^"]+/)"', released.get(place).content.decode())[0]
    newest = released.get(region)["Location"]
    for address in (newest, f"{newest}path/", f"{newest}journeys/"):
        page = released.get(address).content.decode()
        assert "a sum would be too low" in page, address
        assert "(released places" not in re.sub(r"<[^>]+>", "", page), address


def test_without_a_release_each_step_has_what_is_published(client, council):
    page = client.get(f"{council}path/").content.decode()
    assert "No organisation here has released numbers" in page
    assert "from records" not in page
    assert re.findall(r'<h2 id="step-([a-z-]+)"', page) == STEPS
    assert 'id="spine-path"' in page
    assert client.get(f"{council}charts/spine-path.svg").status_code == 200


def test_england_has_charts_over_time(client):
    nation = client.get(client.get("/places/demonstration-england/")["Location"])
    page = client.get(f"{nation.request['PATH_INFO']}path/").content.decode()
    assert page.count("<figure") >= 3


def test_it_is_public_and_cached_as_other_pages_and_small(client, council):
    answer = client.get(f"{council}path/")
    assert answer["Cache-Control"] == client.get(council)["Cache-Control"]
    assert len(answer.content) < 150_000
    assert client.get(f"{council}path/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_day_between_two_dates_leads_to_the_one_before(client, council):
    day = council.split("/")[3]
    later = f"{int(day[:4]) + 1}{day[4:]}"
    answer = client.get(council.replace(day, later) + "path/?against=england")
    assert answer["Location"] == f"{council}path/?against=england"


def test_without_a_date_it_leads_to_the_newest(client, council):
    answer = client.get(f"/places/{council.split('/')[2]}/path/?against=england")
    assert answer["Location"] == f"{council}path/?against=england"


@pytest.mark.parametrize(("query", "status"), [("?against=nobody", 400), ("?against=england", 200)])
def test_comparators_are_those_of_the_address(client, council, query, status):
    assert client.get(f"{council}path/{query}").status_code == status


def test_the_api_says_of_a_released_figure_what_is_nearest(released):
    id = f"journeys-length-of-stay/{COUNCIL}/2025-26/all"
    near = released.get(f"/api/v1/figures/{id}").json()["nearest"]
    assert (near["measure"], near["may_be_compared"], near["england"]) == (None, False, None)
    assert "transfer to another hospital" in near["differences"]


def test_the_api_says_nothing_of_the_kind_of_a_published_figure(client, region):
    id = re.search(r'href="/figures/([^"]+)/"', client.get(region).content.decode())[1]
    assert client.get(f"/api/v1/figures/{id}").json()["nearest"] is None

"""Places: their addresses, and that every number on their pages is the figure that it claims to be."""

import re
from datetime import timedelta

import pytest

from careplace.publish.checking import disagreements
from careplace.web.public.editions import shelf
from careplace.web.public.place.addresses import place_called, slug_of, slugs
from careplace.web.public.place.queries import dates, place_page
from careplace.web.public.publications.catalogue import catalogue


@pytest.fixture
def reading(client):
    reading = shelf().read()
    yield reading
    reading.close()


def walked(client, reading, address: str, key: str = "") -> list[str]:
    """What the walk of reports finds wrong on a page; only what stands in its main part is held."""
    slug, day = address.split("/")[2:4]
    area = place_called(reading, slug)
    on = next(one for one in dates(reading, area) if one.isoformat() == day)
    page = place_page(reading, area, on, None, key)
    page.report.dates.update([*page.dates, *filter(None, (area.from_date, area.to_date))])
    page.report.dates.update(one.latest.description.published_on for one in catalogue().about(area.code))
    page.report.words.update((page.area.code, page.area.kind, page.area.name))
    page.report.words.update(before["name"] for before in page.made_of)
    html = client.get(f"{address}{key}/" if key else address).content.decode()
    return [str(one) for one in disagreements(re.search(r"<main.*</main>", html, re.DOTALL)[0], page.report)]


@pytest.mark.parametrize("key", ["", "adult-social-care", "gp-practices"])
def test_every_number_of_a_place_is_its_figure(client, reading, region, council, key):
    assert walked(client, reading, region, key) == []
    assert walked(client, reading, council, key) == []


def test_every_place_has_an_address_of_its_own(reading):
    made = slugs(reading)
    assert len(made) == len(set(made)) == len({area.code for area in made.values()})
    assert {area.code for area in made.values()} == set(reading.gazetteer.areas)
    for slug, area in made.items():
        assert re.fullmatch(r"[a-z0-9-]+", slug)
        assert place_called(reading, slug) is area
        assert slug_of(reading, area) == slug


def test_a_place_leads_to_its_newest_date_and_a_day_between_to_the_one_before(client, reading, council):
    slug = council.split("/")[2]
    known = dates(reading, place_called(reading, slug))
    assert client.get(f"/places/{slug}/")["Location"] == f"/places/{slug}/{known[0]}/"
    between = known[1] + timedelta(days=1)
    assert (
        client.get(f"/places/{slug}/{between}/?against=england")["Location"]
        == f"/places/{slug}/{known[1]}/?against=england"
    )
    assert client.get(f"/places/{slug}/{known[-1] - timedelta(days=1)}/").status_code == 404
    assert client.get(f"/places/{slug}/2021-02-30/").status_code == 404
    assert client.get(f"/places/{slug}/{known[0]}/no-such-part/").status_code == 404


def test_a_code_leads_to_the_place(client, reading, council):
    area = place_called(reading, council.split("/")[2])
    assert client.get(f"/places/{area.code}/")["Location"] == council


def test_search_goes_to_the_one_place_of_a_name_and_lists_what_is_like_another(client, reading, council):
    area = place_called(reading, council.split("/")[2])
    assert (
        client.get("/search", {"q": f"  {area.name.upper()} "})["Location"]
        == f"/places/{slug_of(reading, area)}/"
    )
    like = client.get("/search", {"q": area.name[:-1]})
    assert area.name in like.content.decode()
    assert "is not a postcode" in client.get("/search", {"q": "CV6 5L"}).content.decode()


def test_a_mistyped_place_is_met_with_those_that_are_like_it(client, council):
    slug = council.split("/")[2]
    answer = client.get(f"/places/{slug[:-1]}x/")
    assert answer.status_code == 404
    assert f'href="/places/{slug}/"' in answer.content.decode()
    assert "Did you mean" in client.get(f"/{slug}").content.decode()


def test_every_link_of_a_place_leads_somewhere(client, council, region):
    for page in (council, region, f"{region}adult-social-care/"):
        text = client.get(page).content.decode()
        for link in sorted(set(re.findall(r'href="(/[^"#]*)"', text))):
            if not link.startswith("/static/"):
                assert client.get(link.replace("&amp;", "&")).status_code in (200, 202, 302), link
        anchors = set(re.findall(r' id="([^"]+)"', text))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= anchors


def _cells(page: str) -> list[tuple[str, list[str], list[str]]]:
    """(cell, figures in it, addresses that it links to) of every number cell of the tables of a page with one value."""
    cells = re.findall(r'<td class="n">(.*?)</td>', page, re.DOTALL)
    known = [
        (cell, re.findall(r'data-figure="([^"]+)"', cell), re.findall(r'href="([^"]+)"', cell))
        for cell in cells
    ]
    return [
        (cell, figures, links)
        for cell, figures, links in known
        if figures and 'data-part="numerator"' not in cell
    ]


def test_every_number_of_the_tables_of_a_place_links_to_where_it_comes_from(client, council, region):
    for address in (council, region):
        cells = _cells(client.get(address).content.decode())
        assert len(cells) > 20
        for cell, figures, links in cells:
            if "median" not in cell:
                assert links == [f"/figures/{figures[0]}/"], cell
    assert client.get(links[0]).status_code == 200


def test_a_page_of_a_place_is_at_most_150_kilobytes(client, council, region):
    assert all(len(client.get(address).content) <= 150_000 for address in (council, region))

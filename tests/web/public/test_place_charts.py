"""The files of a place's charts: every link of its pages leads to one, with the headers of other public pages."""

import re

import pytest
from tests.publish.chart_files.charts import rows, size, stands_alone

LINK = re.compile(r'href="(/places/[^"]+/charts/([^"/]+)\.(svg|png|csv)[^"]*)"')
PARTS = ("", "adult-social-care/", "quality-of-life/", "flow/")


@pytest.fixture
def links(client, region, council) -> dict[tuple[str, str], str]:
    """{(page, the chart's name and kind): address} of the charts of a region and of a council."""
    pages = [address + part for address in (region, council) for part in PARTS]
    return {
        (page, f"{name}.{kind}"): link.replace("&amp;", "&")
        for page in pages
        for link, name, kind in LINK.findall(client.get(page).content.decode())
    }


def test_every_link_to_a_chart_has_its_file(client, links):
    kinds = {name.partition("-")[0] for _page, name in links}
    assert {"mix.svg", "spine", "trend", "adult"} <= kinds
    for (page, name), address in links.items():
        answer = client.get(address)
        assert answer.status_code == 200, (page, address)
        if name.endswith("svg"):
            root = stands_alone(answer.content.decode())
            assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
        elif name.endswith("csv"):
            assert all(row["series"] and row["id"] for row in rows(answer.content.decode()))
            assert answer["Content-Disposition"].startswith("attachment; filename=")
        elif name.startswith(("mix", "spine-place")):
            assert size(answer.content) == (1600, 2 * int(root.get("height")))


def test_every_chart_has_an_address_on_its_page(client, region):
    for part in PARTS:
        page = client.get(region + part).content.decode()
        for anchor in re.findall(r'<p class="cp-chart-files">.*?href="#([^"]+)"', page):
            assert f'id="{anchor}"' in page


def test_every_figure_of_a_page_can_be_downloaded(client, region, council):
    for page in (client.get(at + part).content.decode() for at in (region, council) for part in PARTS):
        assert page.count("<figure") <= page.count('class="cp-chart-files"')


def test_a_chart_is_cached_as_every_public_page_is(client, links):
    address = next(iter(links.values()))
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_chart_keeps_the_comparators_of_its_page(client, region):
    page = client.get(f"{region}?against=england").content.decode()
    address = LINK.search(page)[1]
    assert address.endswith("?against=england")
    assert client.get(address).status_code == 200


def test_what_is_no_chart_says_why(client, council):
    for name in ("trend-m-nothing", "nowhere-mix-chart", "pie", "spine-nowhere", "gp-practices-pie-chart"):
        answer = client.get(f"{council}charts/{name}.svg")
        assert answer.status_code == 404
        assert "No sector is called" in answer.content.decode() or "no chart" in answer.content.decode()
    assert client.get(f"{council}charts/mix.gif").status_code == 404
    answer = client.get(f"{council}charts/mix.svg?against=nobody")
    assert answer.status_code == 400
    assert "nobody" in answer.content.decode()


def test_another_name_or_day_redirects_to_the_chart(client, council):
    _empty, _places, slug, day, _end = council.split("/")
    answer = client.get(f"/places/{slug}/2099-01-01/charts/mix.svg?against=england")
    assert answer["Location"] == f"/places/{slug}/{day}/charts/mix.svg?against=england"
    assert client.get(f"/places/{slug}/1999-01-01/charts/mix.svg").status_code == 404
    assert client.get(f"/places/{slug}/2021-02-30/charts/mix.svg").status_code == 404
    assert client.get(f"/places/nowhere-at-all/{day}/charts/mix.svg").status_code == 404


def test_the_map_is_a_picture_with_its_finding_in_words(client, council):
    page = client.get(council).content.decode()
    [picture] = re.findall(r'<img class="cp-chart-image"[^>]+>', page)
    assert 'loading="lazy"' in picture
    assert re.search(r'alt="[^"]+ is in the (lowest|second|third|highest) quarter', picture)
    assert 'class="map"' not in page
    assert "quarter" in client.get(re.search(r'src="([^"]+)"', picture)[1]).content.decode()

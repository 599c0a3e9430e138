"""The page of downloads, and what every download bears."""

import re

import pytest

from careplace.web.public.api.origins import HEADERS as CORS
from careplace.web.shell.security import missing_headers

ADDRESSES = ["/downloads/tables/area.csv", "/downloads/tables/area.json", "/downloads/tables/area.parquet",
             "/downloads/tables/area.csv-metadata.json", "/downloads/dataset.jsonld"]  # fmt: skip


def test_the_page_links_every_file_in_every_form(client, files):
    page = client.get("/downloads/").content.decode()
    links = set(re.findall(r'href="(/downloads/[^"]+)"', page))
    wanted = {
        f"/downloads/{name}.{form}"
        for name in files
        for form in ("csv", "json", "parquet", "csv-metadata.json")
    }
    assert links == {*wanted, "/downloads/dataset.jsonld"}
    for address in sorted(links):
        assert client.head(address).status_code == 200


def test_the_page_names_every_publisher_and_licence(client, edition):
    page = client.get("/downloads/").content.decode()
    for one in edition.made_from:
        assert one["licence"].split(";")[0] in page
        assert one["publisher"].replace("'", "&#39;") in page
    assert page.count("<h1") == 1


def test_links_tell_apart_what_they_lead_to(client):
    page = client.get("/downloads/").content.decode()
    links = re.findall(r'href="(/downloads/[^"]+)">(.*?)</a>', page)
    words = [re.sub(r"<[^>]+>|\s+", " ", text).strip() for _address, text in links]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_download_bears_its_headers(client, address):
    got, head = client.get(address), client.head(address)
    assert got.status_code == head.status_code == 200
    assert head["ETag"] == got["ETag"]
    assert {name: got.get(name) for name in CORS} == CORS
    assert missing_headers(got.headers) == []
    assert got["Cache-Control"] == "public, max-age=60"
    assert not got.cookies
    again = client.get(address, headers={"if-none-match": got["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    got.close()


@pytest.mark.parametrize("address", ADDRESSES[:3])
def test_a_file_says_where_its_columns_are_told(client, address):
    answer = client.get(address)
    about = re.match(r'<([^>]+)>; rel="describedby"', answer["Link"])[1]
    assert client.get(about)["Content-Type"] == "application/csvm+json"
    answer.close()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_takes_any_other_method(client, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_head_of_what_is_sent_in_pieces_does_not_say_that_it_is_empty(client, ending):
    assert "Content-Length" not in client.head(f"/downloads/tables/area.{ending}")

"""As many answers read the edition while they are sent as settings allow; one more is told when to come back."""

import pytest

from careplace.web.public.downloads import views
from careplace.web.shell import streams

CSV = "/downloads/tables/area.csv"


@pytest.fixture(autouse=True)
def none_open():
    before = streams._open
    yield
    assert streams._open == before


@pytest.mark.parametrize("address", [CSV, "/downloads/tables/area.json", "/explore.csv"])
def test_one_too_many_gets_503_and_when_to_come_back(site, address):
    client = site(downloads=2)
    under_way = [client.get(CSV), client.get("/explore.csv")]
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "30", "no-store")
    assert "Too many downloads at once" in refused.content.decode()
    assert "Content-Disposition" not in refused
    under_way[0].close()
    answer = client.get(address)
    assert answer.status_code == 200
    for one in (answer, under_way[1]):
        one.close()


def test_pages_and_files_as_they_lie_are_not_counted(site):
    client = site(downloads=1)
    under_way = client.get(CSV)
    assert client.get("/").status_code == 200
    assert client.get(CSV.replace(".csv", ".parquet")).status_code == 200
    assert client.head(CSV).status_code == 200
    under_way.close()


def test_what_is_read_to_its_end_is_counted_no_more(site):
    client = site(downloads=1)
    for _ in range(3):
        answer = client.get(CSV)
        assert b"".join(answer.streaming_content)
        answer.close()
        answer.close()


def test_what_cannot_be_begun_is_counted_no_more(site, monkeypatch):
    client = site(downloads=1)
    client.raise_request_exception = False

    def fails(_edition, _file):
        raise ValueError("no")

    monkeypatch.setattr(views, "FORMS", {"csv": ("text/csv", fails)})
    assert [client.get(CSV).status_code for _ in range(3)] == 3 * [500]

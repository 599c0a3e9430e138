"""Kept pages: packed as the reader takes them, never mixed, within their memory; and pages for what went wrong."""

import gzip
import json
import threading
import time
from types import SimpleNamespace

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from careplace.web.shell import page_cache as pages
from careplace.web.shell.logs import Json
from careplace.web.shell.page_cache import Page, Pages, accepted

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("coding", UNPACK)
def test_a_packed_page_is_the_page(client, region, coding):
    plain = client.get(region)
    packed = client.get(region, headers={"accept-encoding": coding})
    assert packed["Content-Encoding"] == coding
    assert UNPACK[coding](packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"]
    assert client.get(region).content == plain.content
    assert len(packed.content) < 14 * 1024


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("", ""),
        ("zstd", ""),
        ("BR", "br"),
    ],
)
def test_the_best_coding_that_is_taken(header, coding):
    assert accepted(header) == coding


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000)), max_size=40), st.integers(0, 8000))
def test_kept_pages_never_take_more_than_their_memory(puts, most):
    pages = Pages(most)
    for key, size in puts:
        pages.put((key,), Page((), b"x" * size))
        assert pages.held == sum(page.size for page in pages._pages.values())
        assert pages.held <= most or not pages._pages


def test_a_page_too_large_to_share_pushes_no_other_out():
    pages = Pages(80_000)
    pages.put(("small",), Page((), b"x" * 1000))
    pages.put(("large",), Page((), b"x" * 70_000))
    assert pages.get(("small",)) is not None
    assert pages.get(("large",)) is None


def test_another_address_is_another_page(client, council, region):
    tags = {
        client.get(path)["ETag"] for path in (council, region, council + "?against=england", council + "?x=1")
    }
    assert len(tags) == 4


def test_a_place_compared_otherwise_says_otherwise(client, region):
    assert client.get(region + "?against=england").content != client.get(region).content


def test_maintenance_is_told_and_the_watch_goes_on(site):
    client = site(maintenance=True)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 200


def test_without_an_edition_pages_are_not_there_yet(site, tmp_path):
    client = site(home=tmp_path)
    assert client.get("/").status_code == 503
    assert str(tmp_path) not in client.get("/").content.decode()
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200


def test_what_is_counted_names_routes_and_no_place(site, council):
    client = site(metrics=True)
    client.get(council)
    text = client.get("/metrics").content.decode()
    assert 'route="places/<slug:slug>/<day:day>/"' in text
    assert council not in text


def test_the_log_says_nothing_of_who_asked_or_for_what(client, said):
    client.get("/search?q=secret-illness", REMOTE_ADDR="203.0.113.9", headers={"user-agent": "Browser/1"})
    line = json.loads(Json().format(next(record for record in said if record.getMessage() == "answered")))
    assert (line["path"], line["status"], line["route"]) == ("/search", 200, "search")
    told = json.dumps(line)
    assert "secret" not in told
    assert "203.0.113.9" not in told
    assert "Browser" not in told


def test_plain_http_is_sent_to_https_where_there_is_one(site):
    client = site(https=True)
    answer = client.get("/about/?x=1")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/about/?x=1")
    assert client.get("/health").status_code == 200


def test_pages_of_one_worker_are_made_one_after_the_other(client, monkeypatch):
    """Of two that are made at once the second begins when the first is done; it does not wait for one that never is."""
    cache, running, most = pages.PageCache(lambda _request: None), [], []
    monkeypatch.setattr(pages, "PATIENCE", 30)

    def made():
        with cache._alone():
            running.append(1)
            most.append(len(running))
            time.sleep(0.05)
            running.pop()

    threads = [threading.Thread(target=made) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == [1, 1, 1, 1]
    monkeypatch.setattr(pages, "PATIENCE", 0.01)
    with cache._alone():
        stuck = threading.Thread(target=made)
        stuck.start()
        stuck.join()
    assert most == [1, 1, 1, 1, 1]
    assert not cache._making.locked()


def answered(view, times: int = 2) -> tuple[list, list[int]]:
    """(the responses to the same request several times through the cache, which of them the view was called for)."""
    calls = []

    def counted(request):
        calls.append(len(calls))
        return view(request)

    cache = pages.PageCache(counted)
    request = RequestFactory().get("/reviews/draft/")
    request.edition = SimpleNamespace(id="2021-02-01", opening=1)
    return [cache(request) for _ in range(times)], calls


def test_a_page_that_is_not_declared_public_is_cached_nowhere(client):
    responses, calls = answered(lambda _request: HttpResponse("a draft"))
    assert [response["Cache-Control"] for response in responses] == ["private, no-store"] * 2
    assert [response.get("ETag") for response in responses] == [None, None]
    assert calls == [0, 1]


def test_a_page_that_is_declared_public_is_rendered_once(client):
    responses, calls = answered(pages.public(lambda _request: HttpResponse("a page")))
    assert [response["Cache-Control"] for response in responses] == ["public, max-age=60"] * 2
    assert calls == [0]


def test_a_public_view_may_still_say_that_an_answer_is_not_to_be_cached(client):
    headers = {"Cache-Control": "no-store"}
    responses, calls = answered(pages.public(lambda _request: HttpResponse("later", headers=headers)))
    assert [response["Cache-Control"] for response in responses] == ["no-store"] * 2
    assert calls == [0, 1]

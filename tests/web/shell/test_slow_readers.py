"""Slow readers of the running site, directly and through Caddy and nginx as deploy/ sets them up: pages come anyway."""

import re
import time
import urllib.request
from contextlib import nullcontext

import pytest
from tests.web.in_front import caddy, nginx, site
from tests.web.slow import SLOW, dribbling, holding

READERS, PAGES = 40, ("/", "/about/privacy/", "/health")


@pytest.fixture(scope="module")
def port(home, tmp_path_factory):
    with site(home, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module", params=["directly", "caddy", "nginx"])
def reached(request, port, tmp_path_factory):
    """The port that readers use: the site's own, or that of a server in front."""
    server = {"caddy": caddy, "nginx": nginx}.get(request.param, lambda port, _folder: nullcontext(port))
    with server(port, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="module")
def large(port) -> str:
    """The address of the largest file as CSV."""
    listed = got(port, "/downloads/").decode()
    return (
        max(re.findall(r'href="(/downloads/[^"]+)\.csv"', listed), key=lambda name: size(port, name)) + ".csv"
    )


def size(port: int, name: str) -> int:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{name}.parquet", method="HEAD")
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return int(answer.headers["Content-Length"])


def got(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read()


@pytest.mark.parametrize("kind", SLOW)
def test_pages_come_while_slow_readers_are_there(reached, large, kind):
    with holding(kind, reached, READERS, large):
        for path in PAGES:
            assert got(reached, f"{path}?beside={kind}")


def test_pages_come_while_requests_are_sent_byte_by_byte(reached):
    with dribbling(reached, READERS, every=0.1):
        time.sleep(0.5)
        for path in PAGES:
            assert got(reached, path)


def test_a_download_comes_whole_through_each(reached, port, large):
    for path in (large, large.replace(".csv", ".json"), large.replace(".csv", ".parquet")):
        assert got(reached, path) == got(port, path)

"""Editions exchanged while readers ask, over real HTTP: no error, and no answer that mixes two of them.

Before the exchanges each page is asked for while one edition serves in peace. Under load every answer must be, to the
letter, that of one edition or of the other: a page that took a number, a name or an id from each is neither. The page
cache is off, so that every answer is read from an edition. CAREPLACE_SWAPS_SECONDS=60 makes it a minute of them.
"""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from careplace.demo.generate import generate
from careplace.editions.build import build
from careplace.editions.home import Home

SECONDS = float(os.environ.get("CAREPLACE_SWAPS_SECONDS", 6))
READERS, EVERY = 4, 0.4
ID = re.compile(r"\b\d{4}-\d\d-\d\d-[0-9a-f]{10}\b")
CAREPLACE = Path(sys.executable).with_name("careplace")


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> tuple[Home, list[str]]:
    """A home with two editions of the same nation, of which one has a third more locations."""
    folder = tmp_path_factory.mktemp("swaps")
    ids = []
    for name, locations in (("few", 150), ("many", 200)):
        generate(folder / name, councils=16, locations=locations)
        ids.append(build(folder / name, folder / "home", accept="a nation of another size").id)
    return Home(folder / "home"), ids


@pytest.fixture
def address(two, tmp_path):
    """Where `careplace serve` answers, with two workers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = str(free.getsockname()[1])
    command = [CAREPLACE, "serve", "--home", two[0].folder, "--port", port, "--workers", "2"]
    # The limit of the API is for one client; these are many.
    # Other tests of the process may have set the site's settings for themselves.
    plain = {
        name: text for name, text in os.environ.items() if not name.startswith(("CAREPLACE_", "DJANGO_"))
    }
    environment = plain | {"CAREPLACE_API_RATE": "1000000", "CAREPLACE_PAGE_CACHE": "0"}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen([*map(str, command)], env=environment, stdout=log, stderr=log)
        try:
            yield _answering(f"http://127.0.0.1:{port}", process, tmp_path / "log")
        finally:
            process.terminate()
            process.wait(30)


def _answering(address: str, process: subprocess.Popen, log: Path) -> str:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/ready", timeout=10).close()
            return address
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def exchange(home: Home, id: str) -> None:
    with home.locked():
        home.serve(id, "test")


def asked(url: str) -> tuple[str, str]:
    """The text of an answer and its ETag.

    Raises:
        OSError: for anything but 200.
    """
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode(), answer.headers.get("ETag", "")


def paths(address: str) -> list[str]:
    """Addresses of pages and of the API that hold numbers of the register; both editions answer each."""
    code = json.loads(asked(f"{address}/api/v1/places?kind=council&limit=1")[0])["data"][0]
    with urllib.request.urlopen(f"{address}{code['page']}", timeout=30) as answer:
        page = answer.url.removeprefix(address)
    listed = [f"/api/v1/{name}?place={code['code']}" for name in ("locations", "figures")]
    return [
        "/",
        page,
        f"{page}adult-social-care/",
        "/downloads/",
        "/explore/",
        "/ready",
        "/api/v1/sources",
        *listed,
    ]


def in_peace(address: str, home: Home, id: str) -> dict[str, tuple[str, str]]:
    """{path: its answer} while an edition serves alone."""
    exchange(home, id)
    for _ in range(100):
        # Each worker sees the new edition with the first request that it is given.
        if all(id in asked(f"{address}/ready")[0] for _ in range(10)):
            break
    return {path: asked(address + path) for path in paths(address)}


def read(address: str, known: list[dict], stop: threading.Event, told: list) -> None:
    """Ask for every path until told to stop; notes which edition answered (0 or 1), or what was wrong."""
    while not stop.is_set():
        for path in known[0]:
            try:
                answer = asked(address + path)
                told.append(next((n for n, one in enumerate(known) if one[path] == answer), (path, answer)))
            except Exception as error:
                told.append((path, repr(error)))


@pytest.mark.faults
def test_no_error_and_no_mixed_page_while_editions_are_exchanged(address, two):
    home, ids = two
    known = [in_peace(address, home, id) for id in ids]
    assert known[0].keys() == known[1].keys()
    for path in known[0]:
        assert known[0][path] != known[1][path], f"{path} does not tell the editions apart"
        assert [set(ID.findall(one[path][0])) for one in known] == [{id} for id in ids], path
    stop, told = threading.Event(), []
    readers = [threading.Thread(target=read, args=(address, known, stop, told)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    until, turns = time.monotonic() + SECONDS, 0
    while time.monotonic() < until or turns < 4:
        exchange(home, ids[turns % 2])
        turns += 1
        time.sleep(EVERY)
    stop.set()
    for reader in readers:
        reader.join()
    assert [one for one in told if one not in (0, 1)] == []
    # Both editions were read, many times over: the readers did not wait for the exchanges to end.
    assert min(told.count(0), told.count(1)) >= 5

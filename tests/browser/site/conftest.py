"""The site, served on this machine, in Chromium."""

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern
from tests.browser.site.pages import BARE, FILES, OPENED, STATES
from tests.examples import before_release
from tests.web import register_states
from tests.web.addresses import addresses as every_address
from tests.web.addresses import places
from tests.web.environment import ENVIRONMENT

from careplace.editions.build import build

os.environ.update(ENVIRONMENT)

from careplace.web.public.urls import urlpatterns

NAMES = [one.name for one in urlpatterns if isinstance(one, URLPattern)]
PAGES = [name for name in NAMES if name not in FILES]
ROOT = Path(__file__).parents[3]


# A state is a page with other content: what its layout shares with the page is tried on the page, and on every state
# before a release.
ON_STATES = (
    "test_it_asks_nobody_else_says_nothing_and_sets_nothing",
    "test_one_heading_and_a_title_of_its_own",
    "test_letters_without_serifs",
    "test_axe_finds_no_barrier",
)
WITHOUT_A_BROWSER = ("test_it_answers_as_it_should", "test_the_html_is_valid")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if _is_of_the_release(item):
            item.add_marker(pytest.mark.release)


def _is_of_the_release(item) -> bool:
    params = item.callspec.params if hasattr(item, "callspec") else {}
    name, test = (
        params.get("name"),
        getattr(item, "originalname", ""),
    )  # files of casework are of another kind
    if name not in {*STATES, *BARE} or test in WITHOUT_A_BROWSER:
        return False
    return name not in OPENED or test not in ON_STATES or params.get("width") == 320


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_asked):
        return None


def ask(site: str, address: str) -> tuple[str, str]:
    """(text, where it leads) of an address."""
    try:
        with urllib.request.build_opener(_Stay).open(site + address, timeout=30) as answer:
            return answer.read().decode(), ""
    except urllib.error.HTTPError as answer:
        return answer.read().decode(), answer.headers.get("Location", "")


@contextmanager
def serving(home: Path):
    """The address of a server over a home, which ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(Path(__file__).with_name("running.py")), str(home), str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}) as server:
        try:
            site = f"http://127.0.0.1:{port}"
            _until_it_answers(site, server)
            yield site
        finally:
            server.terminate()


def _until_it_answers(site: str, server: subprocess.Popen) -> None:
    for _try in range(1800):
        if server.poll() is not None:
            pytest.fail(f"the site ended with {server.returncode} before it answered")
        try:
            ask(site, "/health")
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the site did not answer within three minutes")


@pytest.fixture(scope="session")
def site(demo_home, tmp_path_factory):
    """A site whose register holds a location of every state."""
    with serving(register_states.made(demo_home, tmp_path_factory.mktemp("states"))) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(real_home):
    """The site over the edition of all published files."""
    with serving(real_home) as address:
        yield address


@pytest.fixture(scope="session")
def bare(raw, tmp_path_factory):
    """A site that knows where the places are, and the ratings of one council."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("uk_local_authorities", "lookup_*", "population*"):
        for path in raw.glob(f"{name}.csv"):
            if "trusts" not in path.name:
                shutil.copy(path, folder)
    ratings = next(raw.glob("*2021_Latest_ratings.csv"))
    with ratings.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    council = max(
        {row["Location Local Authority"] for row in rows},
        key=lambda name: sum(row["Location Local Authority"] == name for row in rows),
    )
    with (folder / ratings.name).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["Location Local Authority"] == council)
    home = tmp_path_factory.mktemp("bare-home")
    build(folder, home)
    with serving(home) as address:
        yield address, council


@pytest.fixture(scope="session")
def known(site) -> dict[str, str]:
    """{name of a page or of a state: its address}, as far as the full site has it."""
    asked = lambda address: ask(site, address)  # noqa: E731
    council, region = places(asked)
    slugs = re.findall(r'href="/places/([^"/]+)/">', asked("/")[0])
    words = {
        "council": council,
        "region": region,
        "slug": council.split("/")[2],
        "other": slugs[-2],
        "wide": region.split("/")[2],
    }
    states = {name: address.format(**words) for name, (address, _status) in STATES.items()}
    return every_address(asked) | states


def _bare_address(bare, name: str) -> str:
    return BARE[name][0].format(**_bare_words(*bare))


@cache
def _bare_words(site: str, council: str) -> dict[str, str]:
    """What the addresses of BARE are filled with, which takes some seconds to find out."""
    slug = council.lower().replace(" ", "-").replace(",", "")
    slugs = re.findall(r'href="/places/([^"/]+)/">', ask(site, "/")[0])
    uncovered = next(one for one in reversed(slugs) if one != slug)
    return {
        "council": ask(site, f"/places/{slug}/")[1],
        "uncovered": ask(site, f"/places/{uncovered}/")[1] or f"/places/{uncovered}/",
    }


class Shown:
    """A page in the browser, with what happened while it was opened."""

    def __init__(self, page, messages: list[str], asked: list[str]):
        self.page, self.messages, self.asked = page, messages, asked

    def at(self, width: int):
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size({"width": width, "height": 900})
        return self.page


@pytest.fixture(scope="session")
def answers(site, bare, known) -> dict[str, tuple[int, str]]:
    """{name: (status, HTML)} of every page and state, as a reader without a browser gets them."""
    urls = {name: site + known[name] for name in (*PAGES, *STATES)}
    urls |= {name: bare[0] + _bare_address(bare, name) for name in BARE}
    return {name: _status_and_text(url) for name, url in urls.items()}


def _status_and_text(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


@pytest.fixture(scope="session")
def found_wrong(answers, validate, tmp_path_factory) -> dict[str, list[str]]:
    """{name: what vnu finds wrong with its HTML}; all pages at once, since Java takes a second to begin."""
    folder = tmp_path_factory.mktemp("html")
    for name, (_status, text) in answers.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    found: dict[str, list[str]] = {name: [] for name in answers}
    for line in validate(*sorted(folder.glob("*.html"))).splitlines():
        name, said = re.search(r"([^/]+)\.html\"?:(.*)", line).groups()
        found[name].append(said)
    return found


@pytest.fixture(scope="module", params=[*PAGES, *STATES, *BARE])
def name(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def url(request, name) -> str:
    if name in BARE:
        bare = request.getfixturevalue("bare")
        return bare[0] + _bare_address(bare, name)
    return request.getfixturevalue("site") + request.getfixturevalue("known")[name]


def opened(chromium, **options):
    """A context in which pages are opened one after the other: one for each takes a second."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, **options)
    yield context
    context.close()


@pytest.fixture(scope="module")
def scripted(chromium):
    yield from opened(chromium)


@pytest.fixture(scope="module")
def scriptless(chromium):
    """A page without script, which tests of all pages use in turn."""
    for context in opened(chromium, java_script_enabled=False):
        yield context.new_page()


@pytest.fixture(scope="module")
def state_page(scripted):
    """The page of all states, whose tests press no key: a page of its own costs 0.4 s of processor time more."""
    return scripted.new_page()


@pytest.fixture(scope="module")
def shown(scripted, state_page, name, url) -> Iterator[Shown]:
    # A page of its own: after some visits of one page, Chromium's focus no longer follows the Tab key.
    alone = name in PAGES or before_release()
    page = scripted.new_page() if alone else state_page
    with _collected(page) as (messages, asked):
        page.goto(url)
        # Waiting until nothing more is asked for takes half a second; a state has its page's scripts.
        page.wait_for_load_state("networkidle" if name in PAGES else "load")
        yield Shown(page, messages, asked)
    if alone:
        page.close()


@contextmanager
def _collected(page) -> Iterator[tuple[list[str], list[str]]]:
    """(what the page says on the console, what it asks for) in the block."""
    messages, asked = [], []
    listeners = {
        "console": lambda message: messages.append(message.text),
        "pageerror": lambda error: messages.append(str(error)),
        "request": lambda request: asked.append(request.url),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield messages, asked
    for event, listener in listeners.items():
        page.remove_listener(event, listener)

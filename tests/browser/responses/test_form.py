"""The site for responses in Chromium: no barriers, at every width, by keyboard and without script; a response arrives."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.consultations.questions import number
from tests.web.responses.conftest import ID, asked, publish

from careplace.consultations.inbox import Inbox, address

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
PATHS = (
    "/",
    f"/{ID}/",
    f"/{ID}/easy-read/",
    f"/{ID}/respond/",
    f"/{ID}/easy-read/respond/",
    f"/{ID}/thanks/",
)
WIDE = """[...document.querySelectorAll('body *:not(.cp-trap, .cp-trap *)')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length)
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
BARRIERS = """async () => (await axe.run(document, {resultTypes: ['violations']}))
    .violations.map(v => v.id + ': ' + v.nodes[0].html)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """(address, home) of the running site, with one open consultation."""
    home = tmp_path_factory.mktemp("responses")
    publish(home, asked())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    careplace = Path(sys.executable).with_name("careplace")
    command = [careplace, "consultation", "serve", "--home", home, "--port", str(port)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | {"CAREPLACE_HOME": str(home)}, stderr=log)
    yield _answering(f"http://127.0.0.1:{port}", server), home
    server.terminate()
    server.wait()


def _answering(url: str, server: subprocess.Popen) -> str:
    for _try in range(1200):
        assert server.poll() is None, "the site ended before it answered"
        try:
            urllib.request.urlopen(f"{url}/health", timeout=30).close()
        except OSError:
            time.sleep(0.1)
        else:
            return url
    pytest.fail("the site did not answer within two minutes")


@pytest.fixture
def browser_page(chromium, site):
    """`browser_page(width, **options)`: a page of a new browser session; `faults` is what the console says."""
    contexts = []

    def opened(width: int, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=site[0], **options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        return page

    yield opened
    for context in contexts:
        context.close()


def look(page, axe: str) -> None:
    page.add_script_tag(content=axe)
    for faults in (BARRIERS, WIDE):
        assert page.evaluate(faults) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_or_is_too_wide(browser_page, axe, width):
    page = browser_page(width, bypass_csp=True)
    for path in PATHS:
        assert page.goto(path).status == 200, path
        look(page, axe)
    page.goto(f"/{ID}/respond/")
    page.get_by_role("button", name="Check your answers").click()
    assert page.get_by_role("alert").get_by_role("link", name="Answer this question").count() == 1
    look(page, axe)
    page.get_by_label("Agree", exact=True).check()
    page.get_by_label("Question 2?").fill("Ring Mrs Smith on 024 7655 1234")
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Check your answers").click()
    assert page.get_by_text("seems to have: name, telephone number").is_visible()
    look(page, axe)


def test_a_response_is_sent_by_keyboard_and_without_script(browser_page, site):
    inbox = Inbox(address(site[1], ""))
    before = len(inbox.arrivals())
    page = browser_page(320, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("link", name="The future of the day centre").press("Enter")
    page.get_by_role("link", name="Easy read version").press("Enter")
    page.get_by_role("button", name="Answer the questions").press("Enter")
    page.get_by_label("Agree", exact=True).press("Space")
    page.get_by_label("Why?").fill("I like it")
    page.wait_for_timeout(4500)
    page.get_by_role("button", name="Check your answers").press("Enter")
    page.get_by_role("button", name="Send").press("Enter")
    assert page.get_by_text("We have your response.").is_visible()
    arrivals = inbox.arrivals()
    assert len(arrivals) == before + 1
    assert any(a.easy_read and a.answers.get(number(2)) == {"text": "I like it"} for a in arrivals)


def test_the_policy_stops_nothing_and_nobody_else_is_asked(browser_page, site):
    page = browser_page(1280)
    for path in PATHS:
        page.goto(path)
    assert page.faults == []
    assert {url.split("/")[2] for url in page.requests} == {site[0].split("/")[2]}
    # The box that people do not see is not seen, and is not reached by the tab key.
    page.goto(f"/{ID}/respond/")
    box = page.locator("#website").bounding_box()
    assert box["x"] < -1000
    assert page.locator("#website").get_attribute("tabindex") == "-1"

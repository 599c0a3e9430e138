"""Fixtures of the staff site in a browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.test import Client
from tests.casework.fixtures import *  # noqa: F403 - first: it sets Django up
from tests.casework.people import PASSWORD, PLACE, member
from tests.examples import before_release
from tests.web.casework.fixtures import with_second_factor
from tests.web.casework.test_sign_in import code_now

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.scope.actor import actor_at
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.actions import changes

ROOT = Path(__file__).parents[3]
ROLES = ("team_manager", "administrator", "auditor")
WIDTHS = (320, 375, 1280) if before_release() else (320, 1280)
WIDE = """[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length
        && !e.closest('[tabindex="0"]'))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
BARRIERS = """async colours => (await axe.run(document,
    {resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}}))
    .violations.map(v => v.id + ': ' + v.nodes[0].html)"""


@pytest.fixture
def person(sqlite):
    """A person with every role that the pages of a place need, a second factor, and one service on the list."""
    person = someone(ROLES[0])
    for role in ROLES[1:]:
        Membership.objects.create(user=person, place=PLACE, role=role)
    with changes(actor_at(person, PLACE)) as at_once:
        record = Service(name="Rose House", kind="care_home", contacts="Mrs Green", location_id="1-113017405")
        person.service = at_once.add(record)
        signal = {"kind": "staffing", "happened_on": "2026-01-05", "source": "a nurse", "text": "Few staff"}
        person.signal = at_once.add(Signal(service=record, **signal))
    return person


def someone(role: str, name: str = "Ann Smith"):
    """A person who can sign in to the served site."""
    person = member(role, name=name)
    person.secret = with_second_factor(person)
    return person


class Program:
    """The site's own program, which a test may stop and start again at the same address."""

    def __init__(self, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address, self.log = f"http://127.0.0.1:{self.port}", folder / "log"
        self.mails, self.database = folder / "mails", folder / "current.sqlite3"
        self.environment = os.environ | {
            "CAREPLACE_DATABASE_URL": f"sqlite:///{self.database}",
            "CAREPLACE_HOME": str(folder),
            "CAREPLACE_MAIL_URL": f"file:{self.mails}",
        }
        self.process = None

    def read(self, database: str) -> None:
        """Read another SQLite database from the next request on: a connection lasts one request."""
        self.database.unlink(missing_ok=True)
        self.database.symlink_to(database.removeprefix("sqlite:///"))

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.process and self.process.poll() is None:
            return
        command = [Path(sys.executable).with_name("careplace"), "casework", "serve", "--workers", "1"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], cwd=ROOT, env=self.environment, stderr=log
            )
        until_it_answers(f"{self.address}/health", self.process)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="session")
def one_program(tmp_path_factory):
    """The site's program, which takes seconds to start: one for all tests."""
    running = Program(tmp_path_factory.mktemp("site"))
    yield running
    if running.process:
        running.stop()


@pytest.fixture
def program(sqlite, person, one_program):
    """The running site, over the test's database."""
    one_program.read(sqlite)
    one_program.start()
    return one_program


@pytest.fixture
def served(program):
    """The address of the site."""
    return program.address


def until_it_answers(address: str, server: subprocess.Popen) -> None:
    for _try in range(1200):
        assert server.poll() is None, "the site ended before it answered"
        try:
            urllib.request.urlopen(address, timeout=30).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the site did not answer within two minutes")


@pytest.fixture
def browser_page(chromium, served):
    """`browser_page(width, host, **options)`: a page of a new browser session, whose `faults` are what the console says."""
    with pages_of(chromium, served) as opened:
        yield opened


@contextmanager
def pages_of(chromium, served: str):
    """`opened(width, host, **options)`: a page of a site in a browser session of its own, closed in the end."""
    contexts = []

    def opened(width: int = 1280, host: str = "127.0.0.1", **options):
        address = served.replace("127.0.0.1", host)
        context = chromium.new_context(viewport={"width": width, "height": 800}, base_url=address, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.site = [], served
        page.on(
            "console",
            lambda said: (
                page.faults.append(f"{said.location['url']}: {said.text}") if said.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def enter(page, person) -> None:
    """Give the page a session of the person, without the pages of signing in."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": page.site}])


def sign_in(page, person, later: int = 0) -> None:
    """As a person does: password, then the code of the app, which counts once: the next one so many half minutes later."""
    # Tests hash passwords in a faster way, which the served site does not know.
    password = make_password(PASSWORD, hasher=PBKDF2PasswordHasher())
    type(person).objects.filter(pk=person.pk).update(password=password)
    page.goto("/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Code").fill(code_now(person.secret, later))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**/places/{PLACE}/")


def look_for_barriers(page, address: str, axe: str, picture: Path) -> None:
    """At every width a page has no barrier that axe finds, and nothing sticks out of it.

    Before a release it is photographed at each width, to be looked at.
    """
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate(axe)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        # Colours are the same at every width, and take axe half of its time.
        barriers, wide = page.evaluate(BARRIERS, width == WIDTHS[-1]), page.evaluate(WIDE)
        assert (barriers, wide) == ([], []), f"{address} at {width} pixels"
        if before_release():
            page.screenshot(path=picture.with_name(f"casework-{width}-{picture.name}.png"), full_page=True)

"""The site over a demonstration edition of its own, by Django's test client: no server, no network.

    def test_my_page(client):                  # `client` is anonymous; the site has no other role
        answer = client.get("/my/page/")
        assert answer.status_code == 200

`addresses` (addresses.py) holds an address of every kind of page; `test_every_address.py` asks each with every method.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from tests.web import addresses as every
from tests.web import register_states
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.web.public import editions  # noqa: E402
from careplace.web.public.reports import process  # noqa: E402


@pytest.fixture(scope="session")
def home(demo_home) -> Iterator[Path]:
    """The home that the site reads: not to be changed."""
    yield demo_home
    editions.forget()


class ClosingClient(Client):
    """A client that lets go of answers in pieces, read or not, as a server does."""

    def __init__(self):
        super().__init__()
        self.in_pieces = []

    def request(self, **asked):
        answer = super().request(**asked)
        self.in_pieces += [answer] if answer.streaming else []
        return answer

    def close(self) -> None:
        for answer in self.in_pieces:
            answer.close()


@pytest.fixture
def reports_folder(tmp_path) -> Path:
    """Where the site writes reports."""
    return tmp_path / "reports"


@pytest.fixture(autouse=True)
def no_report_processes(request, monkeypatch):
    """No process makes a report, but in tests that ask for `report_processes`."""
    if "report_processes" not in request.fixturenames:
        monkeypatch.setattr(process, "_start", lambda *_task: None)


@pytest.fixture
def report_processes():
    """The processes that make reports; none outlives its test."""
    yield process._processes
    for started in process._processes:
        started.wait(120)
    process._processes.clear()


@pytest.fixture
def site(home, reports_folder):
    """`site(name=value)` changes the site's settings until the test ends; the site reads `home`."""
    clients = []
    with override_settings(
        CAREPLACE=settings.CAREPLACE.model_copy(update={"home": home, "reports": reports_folder})
    ):

        def change(**settings_of_site) -> Client:
            settings.CAREPLACE = settings.CAREPLACE.model_copy(update=settings_of_site)
            clients.append(ClosingClient())
            return clients[-1]

        yield change
    for one in clients:
        one.close()


@pytest.fixture
def client(site) -> Client:
    return site()


@pytest.fixture
def edition(client) -> Iterator[editions.EditionCursor]:
    """The edition as a request reads it."""
    reading = editions.shelf().read()
    yield reading
    reading.close()


@pytest.fixture(scope="session")
def states_home(home, tmp_path_factory) -> Path:
    """A home whose register holds a location of every state."""
    return register_states.made(home, tmp_path_factory.mktemp("states"))


@pytest.fixture
def states(site, states_home) -> Client:
    return site(home=states_home)


@pytest.fixture
def ask(client):
    """An address's text, and where it leads."""
    return _asker(client)


def _asker(client: Client):
    def asked(address: str) -> tuple[str, str]:
        answer = client.get(address)
        return answer.content.decode(), answer.get("Location", "")

    return asked


@pytest.fixture
def council(ask) -> str:
    """The address of a council's newest page."""
    return every.places(ask)[0]


@pytest.fixture
def region(ask) -> str:
    """The address of a region's newest page, where there is enough of everything."""
    return every.places(ask)[1]


@pytest.fixture
def said():
    """What the site logged, one record each."""
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    log = logging.getLogger("careplace.web")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield records
    log.removeHandler(handler)


@pytest.fixture(scope="session")
def addresses(home) -> dict[str, str]:
    """{name in the urlconf: an address of it that answers}."""
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": home})):
        return every.addresses(_asker(ClosingClient()))

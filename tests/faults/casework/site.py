"""The staff site in processes of its own, and officers who change its services over HTTP."""

import http.client
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.casework.people import PLACE, member
from tests.web.casework.fixtures import with_second_factor
from tests.web.environment import ENVIRONMENT

COMMAND = Path(sys.executable).with_name("careplace")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Site:
    """A running site: its port, its process, its database, its home and its log."""

    port: int
    process: subprocess.Popen
    url: str
    home: Path
    log: Path

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]


@contextmanager
def serving(url: str, home: Path, log: Path) -> Iterator[Site]:
    """`careplace casework serve` with two workers, once it answers; stopped at the end."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    command = [COMMAND, "casework", "serve", "--home", home, "--port", port, "--workers", 2]
    with log.open("w") as lines:
        process = subprocess.Popen([*map(str, command)], env=environment(url), stdout=lines, stderr=lines)
        try:
            _wait(process, port, log)
            yield Site(port, process, url, home, log)
        finally:
            process.terminate()
            process.wait(60)


def environment(url: str) -> dict[str, str]:
    """The settings of a process of the site."""
    return os.environ | ENVIRONMENT | {"CAREPLACE_DATABASE_URL": url}


def _wait(process: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/health")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@dataclass
class Officer:
    """A signed-in person's browser. `accepted` are the texts that the site said it has saved."""

    port: int
    cookie: str
    number: int
    statuses: Counter = field(default_factory=Counter)
    accepted: list[tuple[str, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and the text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.cookie}; {self._form_cookie}"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(connection):
            connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                if cookie.startswith(settings.CSRF_COOKIE_NAME):
                    self._form_cookie = cookie.partition(";")[0]
            text = answer.read().decode()
        self.statuses[answer.status] += 1
        return answer.status, text

    _form_cookie: str = ""

    def edit(self, id: str, text: str) -> None:
        """Open the form of a service, write the text, and save; after a colleague's change, compare and save again."""
        path = reverse("service-edit", args=[PLACE, id])
        status, page = self.ask("GET", path)
        for _attempt in range(5):
            fields = {name: unescape(value) for name, value in HIDDEN.findall(page)}
            if status >= 500 or not fields:
                self.failures.append(f"{status} {page[:300]}")
                return
            fields |= {"name": f"House {id[:4]}", "kind": "care_home", "contacts": text}
            status, page = self.ask("POST", path, fields)
            if status == 302:
                self.accepted.append((id, text))
            if status != 409:
                return


def officers(site: Site, number: int) -> list[Officer]:
    """So many people of the team, each with a session."""
    return [Officer(site.port, _session(n), n) for n in range(number)]


def _session(number: int) -> str:
    person = member("quality_officer", PLACE, f"Officer{number} X")
    with_second_factor(person)
    client = Client()
    client.force_login(person, BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def saves(team: list[Officer]) -> int:
    """How many changes the site said it has saved."""
    return sum(len(officer.accepted) for officer in team)


def work(team: list[Officer], ids: list[str], done: Callable[[], bool]) -> None:
    """All of them change services at random, at the same time, until it is done."""

    def officer_works(officer: Officer) -> None:
        choice, texts = random.Random(officer.number), 0
        while not done():
            texts += 1
            try:
                officer.edit(choice.choice(ids), f"officer {officer.number} text {texts}")
            except (OSError, http.client.HTTPException) as error:
                officer.failures.append(repr(error))
                time.sleep(0.1)

    with ThreadPoolExecutor(len(team)) as pool:
        list(pool.map(officer_works, team))

"""The running site by real HTTP: what deploy-check finds there, what systemd is told, and what the log does not hold."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from careplace.web.public.live_check import findings_at
from careplace.web.shell.security import DIRECTIVES, HEADERS

CAREPLACE = Path(sys.executable).with_name("careplace")
PERSONAL = {
    "User-Agent": "Browser-of-somebody/1.0",
    "Referer": "https://where-somebody-was.example/",
    "Cookie": "somebody=cookie-of-somebody",
    "Authorization": "Bearer token-of-somebody",
    "X-Forwarded-For": "203.0.113.77",
    "From": "somebody@example.org",
    "Accept-Language": "xx-somebody",
}


@dataclass
class Running:
    address: str
    log: Path
    notes: list[str]


@pytest.fixture(scope="module")
def running(home, tmp_path_factory) -> Iterator[Running]:
    """`careplace serve` as a unit of type notify starts it."""
    folder = tmp_path_factory.mktemp("run")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = str(free.getsockname()[1])
    command = [CAREPLACE, "serve", "--home", home, "--port", port, "--workers", "1"]
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith(("CAREPLACE", "DJANGO"))
    }
    environment |= {"NOTIFY_SOCKET": str(folder / "notify"), "CAREPLACE_METRICS": "1"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify, (folder / "log").open("w") as log:
        notify.bind(str(folder / "notify"))
        notify.settimeout(60)
        process = subprocess.Popen([*map(str, command)], env=environment, stdout=log, stderr=log)
        try:
            found = Running(f"http://127.0.0.1:{port}", folder / "log", [notify.recv(4096).decode()])
            _wait(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(30)


def _wait(found: Running, process: subprocess.Popen) -> None:
    for _ in range(600):
        try:
            httpx.get(f"{found.address}/ready", timeout=30)
            return
        except httpx.HTTPError:
            assert process.poll() is None, found.log.read_text()
            time.sleep(0.1)
    raise AssertionError(found.log.read_text())


def test_systemd_is_told_that_it_is_ready(running):
    assert "READY=1" in running.notes[0]


def test_the_log_of_the_process_holds_nothing_about_a_reader(running):
    secret = "illness-of-somebody"
    asked = [
        "/",
        f"/search?q={secret}",
        f"/nowhere/?q={secret}",
        f"/api/v1/places?q={secret}",
        "/api/v1/nothing",
    ]
    asked += [f"/explore/?q={secret}", f"/search?q=%00{secret}", "/ready"]
    for path in asked:
        httpx.get(running.address + path, headers=PERSONAL, timeout=30)
    httpx.post(f"{running.address}/search", data={"q": secret}, headers=PERSONAL, timeout=30)
    httpx.get(f"{running.address}/", headers=PERSONAL | {"Host": "evil-somebody.example"}, timeout=30)
    text = running.log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    answered = [one for one in lines if one["message"] == "answered"]
    assert len(answered) >= len(asked) + 2
    assert {one["status"] for one in answered} >= {200, 400, 404}
    for word in ("somebody", "203.0.113.77", "127.0.0.1:"):
        assert word not in "".join(line for line in text.splitlines() if line.startswith("{")), word


def test_only_the_start_is_told_in_other_words_than_json(running):
    other = [line for line in running.log.read_text().splitlines() if line and not line.startswith("{")]
    assert [line for line in other if not line.startswith("Careplace on http://")] == []


def test_a_site_without_https_in_front_is_told(running):
    found = {one.what: one.advice for one in findings_at(running.address)}
    assert found["the first page"] == found["its headers"] == ""
    assert "HTTPS" in found["plain HTTP"]
    assert "/metrics is open" in found["what is counted"]


def test_a_site_that_nobody_reaches_is_told():
    (only,) = findings_at("http://127.0.0.1:9/")
    assert "does not answer" in only.advice


def through(answer) -> dict[str, str]:
    """What is found where a server in front answers so."""
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return {one.what: one.advice for one in findings_at("https://careplace.example.org/", client)}


POLICY = "; ".join(f"{name} {' '.join(sources)}" for name, sources in DIRECTIVES.items())
RIGHT = HEADERS | {"Content-Security-Policy": POLICY}


def test_a_site_that_is_set_up_right_is_found_right():
    def answer(request):
        if request.url.scheme == "http":
            return httpx.Response(301, headers={"Location": "https://careplace.example.org/"})
        if request.url.path == "/metrics":
            return httpx.Response(404)
        return httpx.Response(200, headers=RIGHT | {"Strict-Transport-Security": "max-age=300"})

    assert set(through(answer).values()) == {""}


@pytest.mark.parametrize(
    ("status", "advice"), [(400, "CAREPLACE_ALLOWED_HOSTS"), (301, "CAREPLACE_PROXIES"), (502, "log")]
)
def test_what_the_first_page_says_leads_to_what_to_do(status, advice):
    assert advice in through(lambda _request: httpx.Response(status))["the first page"]


def test_headers_that_are_lost_cookies_and_plain_http_are_told():
    found = through(lambda _request: httpx.Response(200, headers={"X-Frame-Options": "SAMEORIGIN"}))
    assert "X-Frame-Options" in found["its headers"]
    assert "Content-Security-Policy" in found["its headers"]
    assert "Strict-Transport-Security" in found["its headers"]
    assert "not sent to HTTPS" in found["plain HTTP"]
    right = RIGHT | {"Strict-Transport-Security": "max-age=300", "Set-Cookie": "a=b"}
    assert "cookie" in through(lambda _request: httpx.Response(200, headers=right))["its headers"]

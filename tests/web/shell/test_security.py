"""The headers of every answer: their values in full, on pages, files, errors and refusals."""

import os
import subprocess
import sys

import pytest
from tests.web.environment import ENVIRONMENT

from careplace.web.shell.security import missing_headers

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        ("/about/", "testserver", 200),
        ("/static/0000000000/nothing.css", "testserver", 404),
        ("/nowhere", "testserver", 404),
        ("/search?q=%00", "testserver", 400),
        ("/", "evil.example", 400),
        ("/search?q=" + "a" * 3000, "testserver", 414),
        ("/api/v1/nowhere", "testserver", 404),
    ],
)
def test_every_kind_of_answer_has_these_headers(client, address, host, status):
    answer = client.get(address, headers={"host": host})
    assert answer.status_code == status
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert "Strict-Transport-Security" not in answer
    assert missing_headers(answer.headers) == []


def test_a_redirect_to_https_and_what_is_refused_before_it_have_them(site):
    client = site(https=True)
    answers = [
        client.get("/about/"),
        client.get("/", headers={"host": "evil.example"}),
        client.get("/health"),
    ]
    assert [answer.status_code for answer in answers] == [301, 400, 200]
    assert [missing_headers(answer.headers) for answer in answers] == [[], [], []]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Frame-Options", "SAMEORIGIN"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "; ".join([*sorted(POLICY), "object-src *"])),
    ],
)
def test_a_header_of_another_value_is_missing(client, name, value):
    headers = dict(client.get("/about/").headers) | {name: value}
    assert missing_headers(headers) == [name]


def test_browsers_are_bound_to_https_for_as_long_as_the_settings_say(home):
    code = (
        "from careplace.web.public.wsgi import application; from django.test import Client; c = Client()\n"
        "for secure in (True, False): print(c.get('/health', secure=secure).get('Strict-Transport-Security'))"
    )
    settings = {"CAREPLACE_HOME": str(home), "CAREPLACE_HTTPS": "1", "CAREPLACE_HSTS_SECONDS": "300"}
    environment = os.environ | ENVIRONMENT | settings
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["max-age=300; includeSubDomains", "None"]

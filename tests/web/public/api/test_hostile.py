"""Injection, poisoning, odd and oversized values, through each parameter of each operation."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kinds import pairs

from careplace.web.public.api.openapi import _described

ODD = [
    "' or 1=1 --", "'; drop table figure; --", "\" union select * from read_csv('/etc/passwd') --", "{{ 7*7 }}",
    "{% x %}", "$place",
    "<script>alert(1)</script>", "../../etc/passwd", "%00", "\u202e", "ﷺ" * 5, "🏥", "a\u0300", "İ", "ß", " ", "-", "NULL",
    "0x1", "1e9", "-1", "9" * 40, "true", "[]", "{}", "nan", "\r\nSet-Cookie: a=b",
]  # fmt: skip
ASKED = [
    (path, one["name"], one["in"])
    for path, methods in _described()["paths"].items()
    for one in methods["get"]["parameters"]
]


def address(path: str, name: str, where: str, text: str) -> str:
    if where == "path":
        return path.replace(f"{{{name}}}", quote(text))
    for inside in ("place", "id"):
        path = path.replace(f"{{{inside}}}", "E92000001")
    return f"{path}?{name}={quote(text)}"


@pytest.mark.parametrize(("asked", "text"), pairs(ASKED, ODD))
def test_any_text_in_any_parameter_is_answered_below_500_and_as_text_alone(client, asked, text):
    answer = client.get(address(*asked, text))
    assert answer.status_code in (200, 400, 404)
    assert answer["Content-Type"] in ("application/json", "application/problem+json")
    assert b"root:" not in answer.content
    assert "Set-Cookie" not in answer
    assert "Traceback" not in answer.content.decode()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.sampled_from(ASKED),
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
)
def test_no_text_is_a_fault_of_ours(client, asked, text):
    assert client.get(address(*asked, text)).status_code < 500


def test_headers_of_the_request_change_nothing_that_is_kept(client):
    names = (
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-for",
        "x-original-url",
        "forwarded",
        "origin",
        "referer",
    )
    more = ("accept", "accept-language", "user-agent", "cookie", "authorization", "x-http-method-override")
    poison = dict.fromkeys((*names, *more), "https://evil.example/evil")
    pages = ("/api/", "/downloads/", "/downloads/dataset.jsonld")
    for path in ("/api/v1/places?limit=3", "/api/v1/openapi.json", "/api/v1/figures?limit=1", *pages):
        first = client.get(path, headers=poison)
        assert b"evil" not in first.content
        assert "evil" not in str(first.headers)
        second = client.get(path)
        assert second.content == first.content
        assert second["ETag"] == first["ETag"]


def test_faults_are_kept_for_nobody(client):
    assert client.get("/api/v1/places?x=evil")["Cache-Control"] == "no-store"
    assert b"evil" not in client.get("/api/v1/places").content


def test_a_query_at_its_bounds_is_answered_and_beyond_them_refused(client):
    longest = "&".join(
        ["q=" + quote("🏥" * 100), "kind=integrated+care+board", "standing=false", "limit=500"]
    )
    assert client.get(f"/api/v1/places?{longest}").status_code == 200
    assert client.get(f"/api/v1/places?{longest}&cursor={'a' * 2000}").status_code == 414
    assert client.get(f"/api/v1/places?q={'a' * 101}").status_code == 400

"""What every address of the API does alike: methods, parameters, faults, ETags, origins, limits."""

import jsonschema
import pytest
from tests.web.public.api.shape import shape

from careplace.web.public.api.openapi import _described
from careplace.web.public.api.origins import HEADERS as CORS
from careplace.web.shell.security import missing_headers

ADDRESSES = ["/api/v1/places", "/api/v1/figures", "/api/v1/measures", "/api/v1/sources", "/api/v1/editions",
             "/api/v1/locations", "/api/v1/openapi.json", "/api/v1/measures/rating-share"]  # fmt: skip


def is_problem(answer) -> dict:
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    problem = answer.json()
    jsonschema.validate(problem, shape(_described(), "Problem"))
    assert problem["status"] == answer.status_code
    assert problem["request"] == answer["X-Request-ID"]
    return problem


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "options"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_takes_any_other_method(client, address, method):
    answer = getattr(client, method)(address)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    is_problem(answer)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(client, address):
    got, head = client.get(address), client.head(address)
    assert (got.status_code, head.status_code, head.content) == (200, 200, b"")
    assert head["ETag"] == got["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_the_reader_has_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/api/v1/nowhere", "/api/v1/places?x=1", "/api/v1/places/Nowhere"]
)
def test_pages_of_any_origin_may_read_and_no_cookie_is_set(client, address):
    answer = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert {name: answer.get(name) for name in CORS} == CORS
    assert "Access-Control-Allow-Credentials" not in answer
    assert missing_headers(answer.headers) == []
    assert not answer.cookies


def test_other_pages_are_open_to_no_origin(client):
    assert "Access-Control-Allow-Origin" not in client.get("/about/")


@pytest.mark.parametrize("query", ["x=1", "Limit=1", "limit=1&limit=2", "=", "limit[]=1", "_=1"])
@pytest.mark.parametrize("address", ["/api/v1/places", "/api/v1/sources"])
def test_a_parameter_unknown_or_given_twice_is_refused(client, address, query):
    problem = is_problem(client.get(f"{address}?{query}"))
    assert problem["status"] == 400
    assert problem["errors"]


def test_addresses_that_are_not_there_are_problems(client):
    assert is_problem(client.get("/api/v1/nowhere"))["status"] == 404
    assert is_problem(client.get("/api/nowhere"))["status"] == 404
    assert is_problem(client.get("/api/v1/places?q=%00"))["status"] == 400
    assert is_problem(client.get("/api/v1/places?q=" + "a" * 3000))["status"] == 414


def test_who_asks_too_often_is_told_when_to_ask_again(site):
    client = site(api_rate=6)
    answers = [client.get("/api/v1/editions") for _ in range(3)]
    limited = answers[-1]
    assert limited.status_code == 429
    assert int(limited["Retry-After"]) >= 1
    assert limited["Access-Control-Allow-Origin"] == "*"
    is_problem(limited)


def test_a_fault_of_ours_is_a_problem_without_how_it_came_about(client, monkeypatch):
    from careplace.web.public.api import measures

    def fail(_edition):
        raise RuntimeError("the inner workings")

    monkeypatch.setattr(measures, "dictionary", fail)
    client.raise_request_exception = False
    answer = client.get("/api/v1/measures?section=fresh")
    assert is_problem(answer)["status"] == 500
    assert b"inner workings" not in answer.content


def test_without_an_edition_it_is_503(site, tmp_path):
    answer = site(home=tmp_path, api_rate=1_000_000).get("/api/v1/places")
    assert is_problem(answer)["status"] == 503
    assert answer["Retry-After"]

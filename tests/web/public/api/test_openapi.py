"""The OpenAPI document: complete, and true of every answer, whatever is asked."""

import re

import jsonschema
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.generation.modes import GenerationMode
from tests.examples import examples
from tests.web.public.api.shape import shape

from careplace.web.public.api.openapi import FAULTS, _described, parameters
from careplace.web.public.api.urls import urlpatterns as patterns

PATHS = list(_described()["paths"])
ASKED = [
    (path, mode)
    for path in PATHS
    for mode in GenerationMode
    if mode.is_positive or _described()["paths"][path]["get"]["parameters"]
]
PLAIN = {"Accept-Encoding": "identity"}
FEW = settings(
    max_examples=examples(25),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def application(site):
    site(api_rate=1_000_000)
    return get_wsgi_application()


@pytest.fixture
def schema(application):
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def in_turn() -> list:
    """For a change each path is asked in one way, right and wrong in turn; before a release in both."""
    ways = {path: [pair for pair in ASKED if pair[0] == path] for path in PATHS}
    tried = [pairs[n % len(pairs)] for n, pairs in enumerate(ways.values())]
    return [pytest.param(*pair, marks=() if pair in tried else pytest.mark.release) for pair in ASKED]


@pytest.mark.parametrize(("path", "mode"), in_turn())
def test_whatever_is_asked_gets_a_documented_answer_and_never_500(schema, path, mode):
    asked = []

    @FEW
    @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        if mode.is_positive and case.query:
            # A cursor is right where this API gave it, which no pattern can say; test_paging.py holds the others.
            case.query.pop("cursor", None)
        answer = case.call(headers=PLAIN)
        # What is wrong and too long besides is told that it is too long: schemathesis knows 414 for no refusal. An object
        # without fields is written into an address as nothing at all, which is right where a text may be empty.
        lost = any(value == {} for value in (case.query or {}).values())
        without = [CHECKS.get_one("negative_data_rejection")] if answer.status_code == 414 or lost else []
        case.validate_response(answer, excluded_checks=without)
        asked.append(answer.status_code)

    ask()
    assert asked
    assert set(asked) <= {200, 400, 404, 405, 414}


def test_the_document_is_sound_openapi_and_names_every_address(client):
    whole = client.get("/api/v1/openapi.json").json()
    assert whole["openapi"].startswith("3.1")
    named = {
        str(one.pattern) for one in patterns if str(one.pattern).startswith("v1/") and one.name != "openapi"
    }
    known = {path.removeprefix("/api/").replace("{", "<").replace("}", ">") for path in whole["paths"]}
    assert {re.sub(r"<\w+:", "<", one) for one in named} == known


@pytest.mark.parametrize("path", PATHS)
def test_every_operation_tells_every_answer_bound_and_example(client, path):
    whole = client.get("/api/v1/openapi.json").json()
    operation = whole["paths"][path]["get"]
    assert set(operation["responses"]) == {"200", "304", *map(str, FAULTS)}
    assert operation["summary"]
    assert operation["description"]
    for status in FAULTS:
        told = operation["responses"][str(status)]["content"]["application/problem+json"]
        jsonschema.validate(told["example"], shape(whole, "Problem"))
    for one in operation["parameters"]:
        assert one["description"] or one["in"] == "path"
        assert _bounded(one["schema"]), one


def _bounded(schema: dict) -> bool:
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    return all(
        "enum" in one
        or "maxLength" in one
        or "maximum" in one
        or one.get("format") == "date"
        or one["type"] == "boolean"
        for one in kinds
    )


def test_operations_refuse_what_the_document_does_not_name():
    assert parameters("editions") == frozenset()
    assert parameters("sources") == {"limit", "cursor"}
    assert "from" in parameters("figures")

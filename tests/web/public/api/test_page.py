"""The documentation: every example is asked again, and its answer has the shape that the document tells."""

import json
import re
from html import unescape

import jsonschema
import pytest
from tests.web.public.api.shape import shape_of_answer

from careplace.web.public.api.openapi import FAULTS, _described
from careplace.web.public.api.page import LONGEST_EXAMPLE, _bounds, _shortened, address

PATHS = _described()["paths"]


@pytest.fixture
def page(client) -> str:
    return client.get("/api/").content.decode()


def curls(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'<pre[^>]*>curl "\$SITE([^"]*)"</pre>', page)]


def test_there_is_an_example_of_every_operation(page):
    assert len(curls(page)) == len(PATHS)
    assert len(set(curls(page))) == len(PATHS)


@pytest.mark.parametrize("number", range(len(PATHS)))
def test_every_example_is_answered_in_the_shape_that_is_told(client, page, number):
    example, path = curls(page)[number], list(PATHS)[number]
    answer = client.get(example)
    assert answer.status_code == 200
    jsonschema.validate(answer.json(), shape_of_answer(client.get("/api/v1/openapi.json").json(), path))
    assert answer.json()["data"], "an example that finds nothing shows nothing"


def test_the_answers_shown_are_the_answers_given(client, page):
    shown = [unescape(one) for one in re.findall(r"<pre[^>]*>(\{.*?)</pre>", page, re.DOTALL)]
    assert len(shown) == len(PATHS)
    for example, text in zip(curls(page), shown, strict=True):
        whole = json.dumps(client.get(example).json(), ensure_ascii=False, indent=1)
        assert whole.startswith(text.removesuffix("\n …"))


def test_every_parameter_field_and_fault_is_told(client, page):
    whole = client.get("/api/v1/openapi.json").json()
    for path in whole["paths"].values():
        for one in path["get"]["parameters"]:
            assert f"<code>{one['name']}</code>" in page.replace("<span data-verbatim>", "").replace(
                "</span>", ""
            )
    for status in FAULTS:
        assert f'id="problem-{status}"' in page


def test_the_page_has_one_heading_and_names_no_host(client, page):
    assert page.count("<h1") == 1
    assert "testserver" not in page
    assert "http://" not in page.split("<main")[1].split("</main>")[0]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_an_address_is_made_of_the_examples():
    told = [
        {"name": "id", "in": "path", "example": "a/b c"},
        {"name": "q", "in": "query", "example": "x&y"},
        {"name": "limit", "in": "query"},
    ]
    assert address("/v1/{id}", told) == "/v1/a/b%20c?q=x%26y"
    assert address("/v1/{id}", told[:1]) == "/v1/a/b%20c"


def test_bounds_are_said_in_words():
    assert list(_bounds({"minimum": 1, "maximum": 9})) == ["at least 1", "at most 9"]
    assert list(_bounds({"anyOf": [{"enum": ["a", "b"]}, {"type": "null"}]})) == ["a, b"]
    assert list(_bounds({"maxLength": 3, "default": ""})) == ["at most 3 characters"]


def test_a_long_answer_is_cut_at_a_line():
    cut = _shortened({"data": ["x" * 50] * 100})
    assert len(cut) <= LONGEST_EXAMPLE + 3
    assert cut.endswith("\n …")
    assert _shortened({}) == "{}"

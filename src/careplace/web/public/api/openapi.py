"""The OpenAPI document: what the code says of itself, and what it cannot: every fault, every header, true examples."""

from copy import deepcopy
from functools import cache

from careplace.measures.cache import cached
from careplace.web.public.api.schemas import Problem
from careplace.web.public.api.service import api
from careplace.web.public.editions import EditionCursor
from careplace.web.shell.errors import PROBLEM

STEM = "api/v1/"
FAULTS = {
    400: ("A parameter cannot be read", "These parameters cannot be read"),
    404: ("There is nothing of that name", "Page not found"),
    405: ("Only GET and HEAD are answered", "Method not allowed"),
    414: ("The address is too long", "This address is too long"),
    429: ("Too many requests: ask again after Retry-After seconds", "Too many requests"),
    500: ("A fault of ours", "Sorry, there is a problem with this service"),
    503: ("No edition can be read just now", "The data are not there yet"),
}
_BY_NAME = {
    "place": "code, slug or name of a place",
    "groups": "code, slug or name of a place",
    "figure": "measure/place/period/breakdown",
    "measure": "id of the measure",
    "location": "CQC's identifier of the location",
    "edition": "id of the edition",
}
"""What stands in the address: what types say of it does not come into ninja's document."""
_TEXT = {"type": "string"}
_HEADERS = {
    "ETag": {
        "description": "names the answer: send it as If-None-Match, and get 304 while it holds",
        "schema": _TEXT,
    },
    "Cache-Control": {"description": "for how long the answer may be kept", "schema": _TEXT},
    "X-Request-ID": {"description": "number of the request", "schema": _TEXT},
}
_RETRY = {"description": "seconds until the next request is answered", "schema": {"type": "integer"}}


@cached()
def document(edition: EditionCursor) -> dict:
    """The OpenAPI 3.1 document, with examples that the edition answers."""
    return _exemplified(deepcopy(_described()), examples(edition))


@cache
def _described() -> dict:
    whole = dict(deepcopy(api.get_openapi_schema(path_prefix=STEM)))
    whole["info"]["license"] = {
        "name": "Open Government Licence v3.0, where a source does not say otherwise",
        "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    }
    whole["components"]["schemas"]["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    whole["components"]["schemas"] |= whole["components"]["schemas"]["Problem"].pop("$defs")
    for path in whole["paths"].values():
        _complete(path["get"])
    return whole


def _complete(operation: dict) -> None:
    for parameter in operation["parameters"]:
        parameter.setdefault("description", _BY_NAME.get(operation["operationId"], ""))
    good = operation["responses"].pop(200)
    answers = {
        "200": good | {"description": "The answer", "headers": _HEADERS},
        "304": {"description": "You have this answer already", "headers": _HEADERS},
        **{str(status): _fault(status) for status in FAULTS},
    }
    operation["responses"] = answers


def _fault(status: int) -> dict:
    words, title = FAULTS[status]
    example = {
        "type": f"/api/#problem-{status}",
        "title": title,
        "status": status,
        "detail": f"{words}.",
        "instance": "/api/v1/figures",
        "request": "0123456789abcdef",
        "errors": [],
    }
    body = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    retry = {"Retry-After": _RETRY} if status in (429, 503) else {}
    return {
        "description": words,
        "content": {PROBLEM: body},
        "headers": {"X-Request-ID": _HEADERS["X-Request-ID"], **retry},
    }


def examples(edition: EditionCursor) -> dict[str, dict[str, str]]:
    """{operation: {parameter: a value of the edition}}, which the examples are made of."""
    (figure,) = edition.rows(
        "select measure, place, period, breakdown from figure where measure = 'rating-share' "
        "and breakdown = 'adult-social-care/overall/locations/good' order by period desc, place limit 1"
    )
    (location,) = edition.rows("select location_id from register order by snapshot desc, location_id limit 1")
    place = figure["place"]
    return {
        "places": {"kind": "region", "limit": "2"},
        "place": {"place": place},
        "groups": {"place": place},
        "figures": {
            "place": place,
            "measure": "rating-share",
            "breakdown": "adult-social-care/overall",
            "limit": "2",
        },
        "figure": {"id": "/".join(figure.values())},
        "measures": {"chapter": "providers", "limit": "1"},
        "measure": {"id": "rating-share"},
        "locations": {"place": place, "sector": "adult-social-care", "rating": "good", "limit": "1"},
        "location": {"id": location["location_id"]},
        "editions": {},
        "edition": {"id": edition.id},
        "sources": {"limit": "1"},
    }


def _exemplified(whole: dict, examples: dict) -> dict:
    for path in whole["paths"].values():
        operation = path["get"]
        for parameter in operation["parameters"]:
            value = examples[operation["operationId"]].get(parameter["name"])
            if value is not None:
                parameter["example"] = int(value) if parameter["schema"].get("type") == "integer" else value
    return whole


def parameters(operation_id: str) -> frozenset[str]:
    """The names of an operation's parameters in the query."""
    return _parameters()[operation_id]


@cache
def _parameters() -> dict[str, frozenset[str]]:
    return {
        (operation := path["get"])["operationId"]: frozenset(
            parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "query"
        )
        for path in _described()["paths"].values()
    }

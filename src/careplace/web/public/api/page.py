"""/api/, the documentation, written from the OpenAPI document; and that document."""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.views.decorators.http import require_safe

from careplace.web.public.api import openapi
from careplace.web.public.api.paging import LIMIT, MOST
from careplace.web.public.api.responses import json_response

LONGEST_EXAMPLE = 1400
"""Characters of an example's answer that are shown."""


@dataclass(frozen=True)
class Operation:
    """What the documentation says of one address. `fields` are those of a row of its answer."""

    id: str
    path: str
    title: str
    words: str
    parameters: list[dict]
    fields: list[dict]
    example: str
    answer: str


@require_safe
def documentation(request):
    """/api/."""
    whole = openapi.document(request.edition)
    context = {
        "operations": list(operations(request, whole)),
        "faults": openapi.FAULTS,
        "info": whole["info"],
        "limit": LIMIT,
        "most": MOST,
    }
    return render(request, "api/api.html", context)


def openapi_json(request):
    """/api/v1/openapi.json."""
    return json_response(openapi.document(request.edition))


def operations(request, whole: dict) -> Iterator[Operation]:
    """Every operation of the document, with an example and what the API answers it."""
    for path, methods in whole["paths"].items():
        operation = methods["get"]
        example = address(path, operation["parameters"])
        yield Operation(
            operation["operationId"],
            path,
            operation["summary"],
            operation.get("description", ""),
            [_parameter(parameter) for parameter in operation["parameters"]],
            _fields(whole, operation),
            example,
            _shortened(answered(request, example)),
        )


def address(path: str, parameters: list[dict]) -> str:
    """The address of an operation with the examples of its parameters."""
    examples = {parameter["name"]: parameter["example"] for parameter in parameters if "example" in parameter}
    inside = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
    for name in inside:
        path = path.replace(f"{{{name}}}", quote(str(examples[name]), safe="/"))
    query = urlencode(
        {name: value for name, value in examples.items() if name not in inside}, quote_via=quote, safe="/"
    )
    return f"{path}?{query}" if query else path


def answered(request, example: str) -> dict:
    """What the API answers to an address, in this edition."""
    path, _, query = example.partition("?")
    example_request = copy(request)
    example_request.method, example_request.path, example_request.path_info, example_request.GET = (
        "GET",
        path,
        path,
        QueryDict(query),
    )
    view, args, kwargs = resolve(path)
    return json.loads(view(example_request, *args, **kwargs).content)


def _shortened(answer: dict) -> str:
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE].rsplit(chr(10), 1)[0]}\n …"


def _parameter(parameter: dict) -> dict:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "required": parameter["required"],
        "words": parameter.get("description", ""),
        "bounds": "; ".join(_bounds(parameter["schema"])),
    }


_WORDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "format": "a {}",
    "default": "{} where it is not given",
}


def _bounds(schema: dict) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", ())):
        if "enum" in part:
            yield ", ".join(str(value) for value in part["enum"])
        for name, words in _WORDS.items():
            if part.get(name) not in (None, ""):
                yield words.format(part[name])


def _fields(whole: dict, operation: dict) -> list[dict]:
    """The fields of what an operation answers under `data`."""
    shapes = whole["components"]["schemas"]
    data = operation["responses"]["200"]["content"]["application/json"]["schema"]
    data = _schema_of(shapes, data)["properties"]["data"]
    row = _schema_of(shapes, data.get("items", data))
    return [
        {"name": name, "kind": _kind(field), "words": field.get("description", "")}
        for name, field in row["properties"].items()
    ]


def _schema_of(shapes: dict, schema: dict) -> dict:
    reference = schema.get("$ref") or next(
        (part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part), ""
    )
    return shapes[reference.rsplit("/", 1)[1]] if reference else schema


def _kind(schema: dict) -> str:
    kinds = [kind.get("format") or kind.get("type") or "object" for kind in schema.get("anyOf", [schema])]
    return " or ".join(kinds)

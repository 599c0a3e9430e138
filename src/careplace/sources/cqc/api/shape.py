"""The shape of a payload: the fields that are read (`shape.json`), and the query for payloads of another shape.

Names of managers, contacts and nominated individuals stand in fields that the shape does not have, so that they are
never read.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from careplace.engine import quoted


@cache
def structure() -> str:
    """The shape as DuckDB's json_transform takes it."""
    return json.dumps(_shape())


@cache
def query() -> str:
    """SQL for the parts of payloads that are neither absent nor of the shape: source_row, field, actual, expected.

    One pass over the view `raw_payload` (source_row, json): the nested fields are taken out once, since each path
    into a whole payload costs as much as reading it.
    """
    nested = [name for name, part in _shape().items() if not isinstance(part, str)]
    tops = ", ".join(quoted(f"$.{name}") for name in nested)
    faults = ", ".join(
        _fault(position, field, path, expected)
        for position, field in enumerate(nested, 1)
        for path, expected in _below("$", _shape()[field])
    )
    return (
        "select source_row, fault.field, fault.actual, fault.expected from ("
        f"select source_row, unnest(flatten([[{_whole()}], {faults}])) as fault from ("
        f"select source_row, json, json_extract(json, [{tops}]) as part from raw_payload)) "
        "where fault.actual is not null and fault.actual not in (fault.expected, 'NULL')"
    )


def _shape() -> dict:
    return json.loads(files(__package__).joinpath("shape.json").read_text(encoding="utf-8"))


def _whole() -> str:
    # A payload that is null is no payload; a field that is null is one that is absent.
    kind = "case when json_type(json) = 'NULL' then 'nothing' else json_type(json) end"
    return f"{{'field': 'payload', 'actual': {kind}, 'expected': 'OBJECT'}}"


def _below(path: str, part: dict | list | str) -> Iterator[tuple[str, str]]:
    """(path, type that JSON must have there) of a nested part and of everything nested in it."""
    if isinstance(part, list):
        yield path, "ARRAY"
        yield from _below(f"{path}[*]", part[0])
    elif isinstance(part, dict):
        yield path, "OBJECT"
        for name, inner in part.items():
            yield from _below(f"{path}.{name}", inner)


def _fault(position: int, field: str, path: str, expected: str) -> str:
    """SQL for the list of types that JSON has at one path, each as a struct."""
    types = f"json_type(part[{position}], {quoted(path)})"
    types = f"list_distinct({types})" if "[*]" in path else f"[{types}]"
    name = quoted(field + path.removeprefix("$"))
    return f"list_transform({types}, lambda actual: {{'field': {name}, 'actual': actual, 'expected': {quoted(expected)}}})"

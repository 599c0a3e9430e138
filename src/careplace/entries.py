"""Entries of a TOML file as dataclasses, checked strictly by pydantic: no field unknown, none missing, each of its kind.

Every fault is reported at once, with file, entry, field, what was found and what is expected. What is expected comes
from the JSON schema that pydantic makes of the dataclass: the description of a field, or its type in an analyst's words.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources.abc import Traversable
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Strict, TypeAdapter, ValidationError, WrapValidator
from pydantic_core import ErrorDetails, core_schema

ENTRY = ConfigDict(extra="forbid")
"""For `with_config`: the dataclass of an entry takes no other fields. Only `parse` checks; code may make any instance."""
# What an analyst may write for each type of JSON schema, in words.
WORDS = {
    "string": "words in quotes",
    "date": "a date, e.g. 2025-04-01 without quotes",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table of fields",
}
T = TypeVar("T")


def _as_written(value: Any, check: Callable[[Any], float]) -> Any:
    check(value)
    return value


# Pydantic reads "1", 1.0 and true as numbers and moments as dates, unless it is strict; an analyst means none of them so.
Whole = Annotated[int, Strict()]
Truth = Annotated[bool, Strict()]
Day = Annotated[date, Strict()]
Number = Annotated[float, Strict(), WrapValidator(_as_written)]
"""A whole number stays one: 100000 is not printed as 100000.0."""


class OneOf:
    """Marks a field's type, as in Annotated[str, OneOf(WORDS)]: one of some words."""

    def __init__(self, words: Iterable[str]):
        self.words = tuple(words)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.words))


@dataclass(frozen=True)
class Wrong:
    """One thing wrong with a field of an entry of a file."""

    file: str
    entry: str
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(
            part for part in (self.file, self.entry, self.field and f"field {self.field!r}") if part
        )
        return f"{where}: found {self.found}; expected {self.expected}"


class DictionaryError(ValueError):
    """Entries that cannot be used; `problems` has everything that is wrong with them."""

    def __init__(self, problems: list[Wrong]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def content(path: Traversable, allowed: tuple[str, ...]) -> dict:
    """What a TOML file says under the headings `allowed`.

    Raises:
        DictionaryError: the file is no TOML, or has another heading.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DictionaryError([Wrong(path.name, "", "", f"no TOML: {error}", "a TOML file")]) from None
    unknown = [
        Wrong(path.name, "", name, "a heading that nobody reads", " or ".join(allowed))
        for name in document
        if name not in allowed
    ]
    if unknown:
        raise DictionaryError(unknown)
    return document


def parse(kind: type[T], entry: object, file: str, name: str) -> T:
    """`entry` as a `kind`, a dataclass; lists become tuples, and tables in lists their dataclass.

    Raises:
        DictionaryError: with every field that is unknown, missing or of another kind.
    """
    # mypy takes the __hash__ of an instance for that of its class.
    adapter = _adapter(kind)  # type: ignore[arg-type]
    try:
        return adapter.validate_python(entry)
    except ValidationError as error:
        schema = adapter.json_schema()
        raise DictionaryError([_wrong(fault, schema, file, name) for fault in error.errors()]) from None


def numbered(name: str, entries: Iterable[object]) -> list[tuple[str, object]]:
    """Entries with what a message calls them: "`name` 1", "`name` 2" …"""
    return [(f"{name} {n}", entry) for n, entry in enumerate(entries, 1)]


@cache
def _adapter(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def parse_all(kind: type[T], entries: Iterable[tuple[str, object]], file: str) -> tuple[T, ...]:
    """Each of `entries`, a name for messages and an entry, as a `kind`.

    Raises:
        DictionaryError: with every fault of every entry.
    """
    parsed: list[T] = []
    problems: list[Wrong] = []
    for name, entry in entries:
        try:
            parsed.append(parse(kind, entry, file, name))
        except DictionaryError as error:
            problems += error.problems
    if problems:
        raise DictionaryError(problems)
    return tuple(parsed)


def _wrong(fault: ErrorDetails, schema: dict, file: str, name: str) -> Wrong:
    """A fault of pydantic's; an entry is named down to the innermost table of fields, and the field from there."""
    node, entry, field = _resolved(schema, schema), name, ""
    for part in fault["loc"]:
        known, parent = node.get("properties"), node
        node = _resolved(_child(node, part), schema)
        field += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if field else part
        if "properties" in node:
            entry, field = f"{entry}, {field}", ""
        if known is not None and part not in known:
            return Wrong(
                file, entry, field, "a field that nobody reads", f"one of {', '.join(parent['properties'])}"
            )
    found = "nothing" if fault["type"] == "missing" else repr(fault["input"])
    return Wrong(file, entry, field, found, _words(node, schema))


def _child(node: dict, part: int | str) -> dict:
    if isinstance(part, int):
        return node["items"]
    return node.get("properties", {}).get(part) or node.get("additionalProperties") or {}


def _resolved(node: dict, schema: dict) -> dict:
    """The node itself, where it refers to another or may be null as well."""
    if "anyOf" in node:
        node = {**node["anyOf"][0], **node}
    return {**schema["$defs"][node["$ref"].rpartition("/")[2]], **node} if "$ref" in node else node


def _words(node: dict, schema: dict) -> str:
    """What a node of a JSON schema expects."""
    if "description" in node and "properties" not in node:
        return node["description"]
    if words := node.get("enum") or ([node["const"]] if "const" in node else []):
        return f"one of {', '.join(words)}"
    if node.get("type") == "array":
        return f"a list of {_words(_resolved(node['items'], schema), schema)}"
    return WORDS[node.get("format") or node.get("type", "object")]

"""Entries of a TOML file as dataclasses, read strictly: no field unknown, none missing, each of its kind."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from importlib.resources.abc import Traversable
from types import NoneType
from typing import get_args, get_type_hints

# What an analyst may write for each Python type, in words; an integer is a number too.
WORDS = {
    str: "words in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date, e.g. 2025-04-01 without quotes",
    dict: "a table of lists, e.g. {ascof = ['2C']}",
}
# `from` is a word of Python; the TOML says it all the same.
SPELT = {"from_date": "from", "to_date": "to"}


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
    """The dictionary cannot be used; `problems` says everything that is wrong with it."""

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


def parse(kind: type, entry: object, file: str, name: str):
    """`entry` as a `kind`; lists become tuples, and tables in lists their dataclass.

    Raises:
        DictionaryError: with every field that is unknown, missing or of another kind.
    """
    if not isinstance(entry, Mapping):
        raise DictionaryError([Wrong(file, name, "", repr(entry), "a table of fields")])
    hints = get_type_hints(kind)
    spelt = {SPELT.get(f.name, f.name): f for f in fields(kind)}
    wrong = [
        Wrong(file, name, key, "a field that nobody reads", f"one of {', '.join(spelt)}")
        for key in entry
        if key not in spelt
    ]
    needed = [key for key, f in spelt.items() if f.default is MISSING and f.default_factory is MISSING]
    wrong += [
        Wrong(file, name, key, "nothing", _words(hints[spelt[key].name]))
        for key in needed
        if key not in entry
    ]
    values = {}
    for key in (key for key in entry if key in spelt):
        try:
            values[spelt[key].name] = _value(hints[spelt[key].name], entry[key], file, name, key)
        except DictionaryError as error:
            wrong += error.problems
    if wrong:
        raise DictionaryError(wrong)
    return kind(**values)


def _value(hint, value, file: str, name: str, key: str):
    """A value as its field's type."""
    parts = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if getattr(hint, "__origin__", None) is tuple:
        if not isinstance(value, list):
            raise DictionaryError([Wrong(file, name, key, repr(value), f"a list of {_words(parts[0])}")])
        return tuple(_value(parts[0], item, file, name, f"{key}[{n}]") for n, item in enumerate(value, 1))
    kind = parts[0] if parts else hint
    if is_dataclass(kind):
        return parse(kind, value, file, f"{name}, {key}")
    if not _is(kind, value):
        raise DictionaryError([Wrong(file, name, key, repr(value), _words(kind))])
    return value


def _is(kind: type, value) -> bool:
    # To Python true is an int and a moment is a date; to an analyst neither is.
    if isinstance(value, bool) or kind is bool:
        return kind is bool and isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, int | float if kind is float else kind)


def _words(hint) -> str:
    parts = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if getattr(hint, "__origin__", None) is tuple:
        return f"a list of {_words(parts[0])}"
    kind = parts[0] if parts and hint is not dict else hint
    return WORDS.get(kind, "a table of fields")

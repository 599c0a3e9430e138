"""Calls of the functions of `paper.typ`, as text: Typst's own syntax, in which published words are never code."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

SPACE = "[ ]"
"""A space that Typst drops where a line begins or ends, and joins with its neighbours."""
_WHITE = re.compile(r"[ \t\r\n\f]+")


@cache
def template() -> str:
    """The functions that elements are written with."""
    return files("careplace.publish.paper").joinpath("paper.typ").read_text(encoding="utf-8")


@cache
def functions() -> frozenset[str]:
    """The names of the functions that `paper.typ` defines."""
    return frozenset(re.findall(r"^#let ([a-z0-9-]+)\(", template(), re.MULTILINE))


def string(text: str) -> str:
    """Words as a literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def call(name: str, parts: Iterable[str] = (), **options: str | None) -> str:
    """`name(option: value, part, part)`, without the options that are None.

    Raises:
        KeyError: where `paper.typ` has no such function.
    """
    if name.partition(".")[0] not in functions():
        raise KeyError(name)
    given = [f"{option.replace('_', '-')}: {value}" for option, value in options.items() if value is not None]
    return f"{name}({', '.join([*given, *parts])})"


def sequence(parts: Iterable[str]) -> str:
    """Several parts as one."""
    return call("seq", parts)


def array(parts: Iterable[str]) -> str:
    """Several parts, which stay apart."""
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def words(text: str | None) -> list[str]:
    """Text of a page: runs of white space are one space, and a space at an end may be dropped."""
    if not text:
        return []
    joined = _WHITE.sub(" ", text)
    inner = joined.strip(" ")
    if not inner:
        return [SPACE]
    ends = [SPACE if joined[0] == " " else "", string(inner), SPACE if joined[-1] == " " else ""]
    return [part for part in ends if part]

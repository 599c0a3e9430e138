"""What a file of JSON begins with: enough to recognise it, without reading the whole."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

LOOKED_AT = 8 << 20
LOOKED_THROUGH = 20
SEPARATOR = re.compile(r"[\s,]*")
GZIP = b"\x1f\x8b"


def compression(path: Path) -> str:
    """ "gzip" or "none", from the bytes: the raw store keeps files by their hash, without an ending."""
    with path.open("rb") as file:
        return "gzip" if file.read(2) == GZIP else "none"


def first_object(path: Path) -> dict:
    """The first object of a JSON list or of JSON lines; empty when the file does not begin with one."""
    first = next(_values(path), None)
    return first if isinstance(first, dict) else {}


def first_objects(path: Path) -> list[dict]:
    """The objects among the first LOOKED_THROUGH values of a JSON list or of JSON lines."""
    return [value for value in islice(_values(path), LOOKED_THROUGH) if isinstance(value, dict)]


def _values(path: Path) -> Iterator[object]:
    """The values that a file begins with, until one is not whole within LOOKED_AT."""
    text, at = _head(path).removeprefix("[").lstrip(), 0
    while text[at : at + 1] not in ("", "]"):
        try:
            value, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        separator = SEPARATOR.match(text, end)
        at = separator.end() if separator else end


def _head(path: Path) -> str:
    opened = gzip.open if compression(path) == "gzip" else open
    try:
        with opened(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except (OSError, EOFError, zlib.error):
        return ""
    return head.decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n")


def holds(path: Path, word: bytes, mark: re.Pattern[bytes]) -> bool:
    """Whether the first object has `word` near its beginning and `mark` before LOOKED_AT.

    For one large object, which first_object would parse for nothing.
    """
    opened = gzip.open if compression(path) == "gzip" else open
    try:
        with opened(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except (OSError, EOFError, zlib.error):
        return False
    return word in head[: 1 << 16] and mark.search(head) is not None

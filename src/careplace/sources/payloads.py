"""What a file of JSON begins with: enough to recognise it, without reading the whole."""

import gzip
import json
import re
from pathlib import Path

LOOKED_AT = 8 << 20
GZIP = b"\x1f\x8b"


def compression(path: Path) -> str:
    """ "gzip" or "none", from the bytes: the raw store keeps files by their hash, without an ending."""
    with path.open("rb") as file:
        return "gzip" if file.read(2) == GZIP else "none"


def first_object(path: Path) -> dict:
    """The first object of a JSON list or of JSON lines; empty when the file does not begin with one."""
    opened = gzip.open if compression(path) == "gzip" else open
    try:
        with opened(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except (OSError, EOFError):
        return {}
    text = head.decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n").removeprefix("[").lstrip()
    try:
        found, _end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def holds(path: Path, word: bytes, mark: re.Pattern[bytes]) -> bool:
    """Whether the first object has `word` near its beginning and `mark` before LOOKED_AT.

    For one large object, which first_object would parse for nothing.
    """
    opened = gzip.open if compression(path) == "gzip" else open
    try:
        with opened(path, "rb") as file:
            head = file.read(LOOKED_AT)
    except (OSError, EOFError):
        return False
    return word in head[: 1 << 16] and mark.search(head) is not None

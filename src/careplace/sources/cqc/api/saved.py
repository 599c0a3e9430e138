"""What a saved file of payloads is, and the date that it describes."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

from careplace.engine import sql_text

LOOKED_AT = 8 << 20
GZIP = b"\x1f\x8b"


def sql(name: str) -> str:
    return sql_text("careplace.sources.cqc.api", name)


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


def dated(name: str, newest: date | None) -> tuple[date, str]:
    """The date that a file describes and what says so: its name's full date, else its newest date.

    A name with a month only ("2025-03") is dated by the newest date when that lies in the month, else by the
    month's first day.
    """
    for year, month, day in re.findall(r"(?<!\d)(20\d\d)-(\d\d)(?:-(\d\d))?(?!\d)", name):
        try:
            named = date(int(year), int(month), int(day or 1))
        except ValueError:  # the 31st of February, or digits that are no date
            continue
        if day or not newest or (newest.year, newest.month) != (named.year, named.month):
            return named, "file name"
        break
    if not newest:
        raise ValueError("no date, neither in the file's name nor in the payloads")
    return newest, "newest publication date"

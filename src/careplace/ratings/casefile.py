"""A case to be rated, as a file of TOML or JSON holds it: each key once, and no deeper than a case can be."""

import json
import tomllib
from pathlib import Path

from careplace.ratings.problems import Problem, RatingError

LARGEST = 1_000_000
"""Bytes of a case; a trust with 500 locations takes under 200,000."""

DEEPEST = 20
"""Tables in tables; a provider with locations, services and questions takes 7."""


def read(path: Path) -> dict:
    """The document in a TOML or JSON file.

    Raises:
        RatingError: when it is neither, with the line that is wrong; when a key is given twice in one object, so that
            nobody can tell which is meant; when it is too large or too deep.
    """
    if (size := path.stat().st_size) > LARGEST:
        raise _problem(path, f"{size:,} bytes", f"at most {LARGEST:,}")
    as_json = path.suffix.lower() == ".json"
    expected = "JSON" if as_json else "TOML (or JSON, in a file that ends with .json)"
    try:
        text = path.read_text(encoding="utf-8-sig")
        document = (
            json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
            if as_json
            else tomllib.loads(text)
        )
    except _Twice as error:
        raise _problem(
            path, f"{str(error)!r} given twice", "each key once, since nothing says which is meant"
        ) from None
    except RecursionError:
        raise _problem(
            path, "tables in tables without end", f"at most {DEEPEST} inside one another"
        ) from None
    except ValueError as error:
        raise _problem(path, str(error), expected) from None
    _bounded(path, document)
    return document


class _Twice(Exception):
    """A key that an object of JSON has more than once."""


def _once(pairs: list[tuple[str, object]]) -> dict:
    document = {}
    for key, value in pairs:
        if key in document:
            raise _Twice(key)
        document[key] = value
    return document


def _no_number(name: str) -> None:
    raise ValueError(f"{name}, which is no number")


def _bounded(path: Path, document: object) -> None:
    """Refuse a document too deep for people who read it part by part."""
    level = [document]
    for _depth in range(DEEPEST):
        level = [
            part
            for item in level
            if isinstance(item, dict | list)
            for part in (item.values() if isinstance(item, dict) else item)
        ]
    if any(isinstance(item, dict | list) for item in level):
        raise _problem(path, f"more than {DEEPEST} tables inside one another", f"at most {DEEPEST}")


def _problem(path: Path, found: str, expected: str) -> RatingError:
    return RatingError([Problem(path.name, found[:300], expected)])

"""Pages of a list by cursor: where the last row stood in the list's order, so that nothing is told twice or left out."""

import base64
import binascii
import json
from urllib.parse import urlencode

LIMIT, MOST = 100, 500
LONGEST = 400
"""Characters of a cursor; the longest id of a figure takes 250 of them."""


class BadCursor(ValueError):
    """A cursor that this API did not give."""

    def __init__(self):
        super().__init__("This is no cursor of this list: follow `next`, or begin again without one.")


def cursor(*where: str) -> str:
    """The cursor of a place in an order."""
    text = json.dumps(where, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def after(text: str, parts: int) -> tuple[str, ...]:
    """The place that a cursor holds; `parts` empty texts, before everything, for "".

    Raises:
        BadCursor: for a text that is no cursor of as many parts.
    """
    if not text:
        return ("",) * parts
    try:
        where = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        sound = (
            isinstance(where, list) and len(where) == parts and all(isinstance(part, str) for part in where)
        )
        # Another spelling of the same bytes would be another address of the same page; half a character has none.
        sound = sound and cursor(*where) == text
    except (binascii.Error, ValueError, RecursionError):
        raise BadCursor from None
    if not sound:
        raise BadCursor
    return tuple(where)


def page_response(request, rows: list[dict], limit: int, key, **more) -> dict:
    """A page of a list: `rows` has one row more than `limit` where there is a next page; `key` gives a row's place."""
    page = rows[:limit]
    following = _next(request, cursor(*key(page[-1]))) if len(rows) > limit else None
    return {"edition": request.edition.id, **more, "data": page, "next": following}


def _next(request, cursor: str) -> str:
    query = {name: value for name, value in request.GET.items() if name != "cursor"}
    return f"{request.path}?{urlencode(query | {'cursor': cursor})}"


def part_of(rows: list[dict], name: str, text: str, limit: int) -> list[dict]:
    """The rows of a whole list that come after a cursor, one more than `limit`.

    Raises:
        BadCursor: when no row stands where the cursor says.
    """
    (where,) = after(text, 1)
    places = [row[name] for row in rows]
    if where and where not in places:
        raise BadCursor
    begin = places.index(where) + 1 if where else 0
    return rows[begin : begin + limit + 1]

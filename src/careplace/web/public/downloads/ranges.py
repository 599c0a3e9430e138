"""A file of the edition as it lies on disk, whole or the part of it that a reader of Parquet asks for.

Source: RFC 9110, section 14: one range of bytes; any other Range is answered with the whole.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

PIECE = 1 << 18
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range that the header asks for; None for no such; (1, 0) for one past the end."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        return (max(0, size - int(match[2])), size - 1) if int(match[2]) else (1, 0)
    first, last = int(match[1]), int(match[2] or size - 1)
    if match[2] and last < first:
        return None
    return (first, min(last, size - 1)) if first < size else (1, 0)


def sent(request, path: Path, size: int, etag: str) -> HttpResponse:
    """200, 206 or 416."""
    condition = request.headers.get("If-Range", etag)
    requested = asked_range(request.headers.get("Range", ""), size) if condition == etag else None
    if requested is None:
        return FileResponse(path.open("rb"))
    first, last = requested
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_piecewise(path, first, last), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def _piecewise(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while first <= last and (piece := file.read(min(PIECE, last - first + 1))):
            first += len(piece)
            yield piece

"""Whether a file ends as a whole one does: the only proof where a server did not say how long it is."""

import gzip
import json
import zipfile
import zlib
from pathlib import Path

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"


def ends_whole(path: Path) -> bool:
    """Whether the file at `path` ends as files of its kind do.

    A zip file (ODS, XLSX) has its directory and every checksum, a gzip file its end; JSON, or each of its lines, can be
    parsed, and other text ends with a line's end: of one that does not, no one can tell whether its last number is cut.
    """
    with path.open("rb") as file:
        start = file.read(1024)
        file.seek(max(0, path.stat().st_size - 1024))
        end = file.read()
    if start.startswith(ZIP):
        return _zip_is_whole(path)
    if start.startswith(GZIP):
        return _gzip_is_whole(path)
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if opening in (b"{", b"["):
        return _json_is_whole(path)
    return end.rstrip(b"\0").endswith(b"\n")


def _json_is_whole(path: Path) -> bool:
    text = path.read_bytes()
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        try:
            return all(map(json.loads, text.splitlines()))
        except (ValueError, RecursionError):
            return False
    return True


def _zip_is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError):
        return False


def _gzip_is_whole(path: Path) -> bool:
    try:
        with gzip.open(path) as file:
            while file.read(1 << 20):
                pass
    except (EOFError, OSError, zlib.error):
        return False
    return True

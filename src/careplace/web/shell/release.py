"""Which code and which files make the pages: part of every page's ETag, and of the address of every static file."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import careplace

PACKAGE = Path(careplace.__file__).parent
STATIC = PACKAGE / "web" / "shell" / "static"
_CODE = {".py", ".html", ".sql", ".toml", ".css", ".js"}


@cache
def release() -> str:
    """16 hex digits that change with anything that a page is made by. Asked once a process."""
    return _digest(
        path for path in PACKAGE.rglob("*") if path.suffix in _CODE and "node_modules" not in path.parts
    )


@cache
def static_address() -> str:
    """The address below which static files stand: /static/<digest of them all>/."""
    return f"/static/{_digest(STATIC.rglob('*'))[:10]}/"


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        whole.update(
            str(path.relative_to(PACKAGE)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
        )
    return whole.hexdigest()[:16]

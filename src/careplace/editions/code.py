"""Which code makes editions: part of an edition's identity, since other code may give other figures."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import careplace

# These read editions or invent raw files; no byte of an edition comes from them.
NOT_COUNTED = {"cli", "publish", "claims", "web", "demo", "__main__.py", "__pycache__"}
# Another version of these may read a cell or write a page of Parquet otherwise.
LIBRARIES = ("duckdb", "fastexcel", "numpy", "pyarrow", "scipy")


@cache
def code() -> dict:
    """`version` of careplace, `sha256` of the files that make editions, and the `libraries` they stand on.

    Asked once a process: what runs is what was loaded, even if a file is changed meanwhile.
    """
    return {
        "version": careplace.__version__,
        "sha256": _digest(Path(careplace.__file__).parent),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _digest(package: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.is_file() and not NOT_COUNTED & set(inside.parts):
            whole.update(f"{inside.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()

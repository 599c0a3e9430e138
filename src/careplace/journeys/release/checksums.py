"""Whether a release is whole: `release.json` has the SHA-256 of every other file of its folder."""

import json
from pathlib import Path

from careplace.checksum import file_sha256

MANIFEST = "release.json"
AGAIN = "copy the whole folder of the release again, or ask whoever released it"


def checksums(folder: Path) -> dict[str, str]:
    """{file of a release: SHA-256}, without `release.json` itself."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: file_sha256(path) for path in paths}


def faults(folder: Path, needed: tuple[str, ...]) -> list[tuple[str, str]]:
    """(file, what is wrong with it) of a release; empty where each file is as it was released.

    Args:
        needed: the files that every release has.
    """
    if not (folder / MANIFEST).is_file():
        return [(MANIFEST, "no such file")]
    expected = _expected(folder / MANIFEST)
    if expected is None:
        return [(MANIFEST, "not the record of a release with the checksums of its files")]
    unlisted = [(name, f"no checksum of it in {MANIFEST}") for name in needed if name not in expected]
    return unlisted + [
        (name, fault)
        for name, checksum in sorted(expected.items())
        if (fault := _fault(folder / name, checksum))
    ]


def _expected(manifest: Path) -> dict[str, str] | None:
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    except (ValueError, TypeError, KeyError):
        return None
    named = isinstance(files, dict) and all(Path(name).name == name for name in files)
    return files if named else None


def _fault(path: Path, checksum: str) -> str:
    if not path.is_file():
        return "no such file"
    return "" if file_sha256(path) == checksum else "other bytes than were released"

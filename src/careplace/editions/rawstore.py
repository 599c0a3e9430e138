"""Keeps the bytes as published, by their SHA-256, with what is known of where they came from."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from careplace.checksum import file_sha256
from careplace.durable import put_in_place, sync
from careplace.editions.home import Home, now
from careplace.sources.publication import RawFile


class RawStore:
    """The raw files of one HOME.

    Files are copied, never linked: a link would change with the file that it came from.
    """

    def __init__(self, home: Home):
        self._home = home

    def path(self, sha256: str) -> Path:
        return self._home.raw / sha256[:2] / sha256

    def put(self, path: Path, sha256: str = "") -> RawFile:
        """Keep the bytes of `path`, once however often they come. Only while HOME is locked.

        What `careplace fetch` noted beside the file (address, publisher, licence, had_at) is kept with it. `sha256`
        is that of the bytes where it is known already.
        """
        sha256 = sha256 or file_sha256(path)
        if not self.path(sha256).exists():
            sha256 = self._copy(path)
        if not self._note_path(sha256).exists():
            self._note(sha256, {**_noted(path, sha256), "name": path.name, "first_kept": now()})
        return RawFile(self.path(sha256), path.name, sha256)

    def about(self, sha256: str) -> dict:
        """What is known of a raw file: name, first_kept; where known address, publisher, licence, had_at."""
        return json.loads(self._note_path(sha256).read_text(encoding="utf-8"))

    def hashes(self) -> Iterator[str]:
        """The SHA-256 of every raw file, in order."""
        yield from sorted(path.name for path in self._home.raw.glob("??/*") if not path.suffix)

    def remove(self, sha256: str) -> None:
        """Forget a raw file. Only while HOME is locked."""
        self._home.discard(self.path(sha256))
        self._note_path(sha256).unlink(missing_ok=True)

    def _note_path(self, sha256: str) -> Path:
        return self.path(sha256).with_suffix(".json")

    def _copy(self, path: Path) -> str:
        with self._home.workshop() as folder:
            copy = folder / "raw"
            shutil.copyfile(path, copy)
            # Hashed once more: the file may have been changed while it was copied.
            sha256 = file_sha256(copy)
            self._settle(copy, self.path(sha256))
        return sha256

    def _note(self, sha256: str, details: dict) -> None:
        with self._home.workshop() as folder:
            note = folder / "note"
            note.write_text(
                json.dumps(details, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8"
            )
            self._settle(note, self._note_path(sha256))

    @staticmethod
    def _settle(source: Path, target: Path) -> None:
        source.chmod(0o444)
        sync(source)
        put_in_place(source, target)


def _noted(path: Path, sha256: str) -> dict:
    try:
        note = json.loads(path.with_name(f".{path.name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    # A note about other bytes is about a file that has been replaced since.
    return note if isinstance(note, dict) and note.get("sha256") == sha256 else {}

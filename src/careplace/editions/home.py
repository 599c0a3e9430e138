"""The folder that holds everything: raw files, editions, which one serves, and what is being built.

HOME/raw/ab/abcdef…      bytes as published, by SHA-256, each with a .json that says what is known of it
HOME/editions/<id>/      editions, never changed once they stand here
HOME/current             symbolic link to the edition that serves (a copy may have made a file or folder of it)
HOME/building/           unfinished work; whatever a killed build left is swept by the next one
HOME/journal.jsonl       which edition began to serve, when and why, and what was found against the one before
HOME/lock                held while something changes
"""

import contextlib
import fcntl
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from careplace import spill
from careplace.durable import append_line, lines, put_in_place

ID = re.compile(r"(?:\d{4}-\d{2}-\d{2}|undated)-[0-9a-f]{10}")


class EditionError(Exception):
    """Something about editions that a person must know or decide; the message says what to do."""


class Home:
    """Where things lie in HOME, and the only hand that changes which edition serves."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.raw = self.folder / "raw"
        self.editions = self.folder / "editions"
        self.building = self.folder / "building"
        self.journal = self.folder / "journal.jsonl"
        self._current = self.folder / "current"

    def ids(self) -> list[str]:
        """Every edition, the one made last at the end."""
        folders = (
            [p for p in self.editions.glob("*") if ID.fullmatch(p.name)] if self.editions.exists() else []
        )
        return [p.name for p in sorted(folders, key=lambda p: (made_at(p), p.name))]

    def current(self) -> str | None:
        """The edition that serves."""
        try:
            id = self._current.readlink().name
        except FileNotFoundError:
            return None
        except OSError:
            id = self._copied()
        return id if (self.editions / id).is_dir() else None

    def _copied(self) -> str:
        """The edition that `current` means where a copy of HOME made a file or a folder of the link.

        Raises:
            EditionError: where it means none.
        """
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            if self._current.is_dir():
                id = json.loads((self._current / "manifest.json").read_bytes())["edition"]
            else:
                id = Path(self._current.read_text(encoding="utf-8").strip()).name
            if ID.fullmatch(id):
                return id
        raise EditionError(
            f"{self._current} is no link to an edition: move it away, then choose the edition that serves with "
            "`careplace editions use ID`, or build one"
        )

    def edition(self, id: str | None = None) -> Path:
        """The folder of the edition whose id uniquely begins or ends with `id`; of the current one if None.

        Raises:
            EditionError: when there is no such edition, or several.
        """
        if id is None:
            id = self.current()
            if id is None:
                raise EditionError(f"{self.folder} holds no edition: run `careplace build --raw DIR` first")
            return self.editions / id
        matches = [known for known in self.ids() if known.startswith(id) or known.endswith(id)]
        if id in matches or len(matches) == 1:
            return self.editions / (id if id in matches else matches[0])
        which = (
            f"several editions: {', '.join(matches)}"
            if matches
            else "no edition; `careplace editions` lists them"
        )
        raise EditionError(f"{id!r} names {which}")

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold HOME against every other change. The kernel lets go when the process ends, however it ends.

        Raises:
            EditionError: when another process is changing HOME.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise EditionError(
                    f"another careplace is changing {self.folder}: try again when it is done"
                ) from None
            self._sweep()
            yield

    def _sweep(self) -> None:
        if self.building.exists():
            shutil.rmtree(self.building)
        self.building.mkdir()
        spill.sweep()

    @contextlib.contextmanager
    def workshop(self) -> Iterator[Path]:
        """An empty folder on HOME's own disk, gone afterwards with what is still in it. Only while locked."""
        folder = Path(tempfile.mkdtemp(dir=self.building))
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def serve(self, id: str, why: str, **about) -> None:
        """Let `id` serve from now on, in one step, and note it in the journal. Only while locked."""
        link, before = self.building / "current", self.current()
        link.unlink(missing_ok=True)
        link.symlink_to(Path("editions") / id)
        if self._current.is_dir() and not self._current.is_symlink():
            self.discard(self._current)
        put_in_place(link, self._current)
        # The edition serves already: a disk without room for one more line must not make that a failure.
        with contextlib.suppress(OSError):
            append_line(self.journal, {"at": now(), "edition": id, "before": before, "why": why, **about})

    def served(self) -> list[str]:
        """The editions that served one after another and still stand, the current one last.

        A rollback takes back the step before it. The link decides; the journal may have missed a step.
        """
        steps: list[str] = []
        for line in lines(self.journal):
            _step(steps, line.get("before"))
            if line.get("why") == "rollback":
                del steps[-1:]
            _step(steps, line.get("edition"))
        _step(steps, self.current())
        standing = set(self.ids())
        return [id for id in steps if id in standing]

    def discard(self, folder: Path) -> None:
        """Take an edition or a raw file out of its place in one step, then delete it. Only while locked."""
        discarded = Path(tempfile.mkdtemp(dir=self.building))
        folder.replace(discarded / folder.name)
        shutil.rmtree(discarded)


def _step(steps: list[str], id: str | None) -> None:
    if id and steps[-1:] != [id]:
        steps.append(id)


def made_at(folder: Path) -> float:
    """When the edition in `folder` was sealed, in seconds since 1970: the file system's word, not its own."""
    try:
        return (folder / "manifest.json").stat().st_mtime
    except FileNotFoundError:
        return 0.0


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

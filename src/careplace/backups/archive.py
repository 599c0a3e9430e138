"""The archive: a tar file whose last member lists every other with its SHA-256, so that a file cut short is refused."""

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from careplace.backups.errors import BackupError
from careplace.durable import put_in_place, sync
from careplace.publications.sealed import sealed, unsealed

MANIFEST = "backup.json"
BLOCK = 1 << 20
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many files are done, and of how many (0 where that is not known)."""


class Writer:
    """An archive in the making, next to its name; it gets its name only when it is whole."""

    def __init__(self, target: Path):
        if target.exists():
            raise BackupError(f"{target} is there already: name another file")
        self.target, self.partial = target, target.with_name(f".{target.name}.partial")
        self.files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> "Writer":
        # What people wrote is in it: for its owner alone.
        handle = os.open(self.partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(handle, "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        self._tar.close()
        self._file.close()
        if kind is None:
            sync(self.partial)
            put_in_place(self.partial, self.target)
        else:
            self.partial.unlink(missing_ok=True)

    def add(self, path: Path, name: str) -> None:
        """Add a file under a name; its checksum is that of the bytes as they went into the archive."""
        with path.open("rb") as file:
            member = self._tar.gettarinfo(arcname=name, fileobj=file)
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            hashed = _Hashed(file)
            self._tar.addfile(member, hashed)
        self.files[name] = {"sha256": hashed.digest.hexdigest(), "bytes": member.size}

    def finish(self, about: dict[str, Any]) -> None:
        """Add the manifest, last of all."""
        content = sealed({**about, "files": self.files})
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(content), 0o444
        self._tar.addfile(member, io.BytesIO(content))


def unpack(archive: Path, to: Path, allowed: Callable[[str], bool], progress: Progress) -> dict[str, Any]:
    """Unpack a whole archive into an empty folder and compare every byte; gives the manifest.

    Args:
        allowed: whether a file may have a name.

    Raises:
        BackupError: where anything is missing, changed, added or has a name or kind that no backup has.
    """
    try:
        files, content = _extracted(archive, to, allowed, progress)
        manifest = unsealed(content)
        expected = manifest["files"]
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as error:
        raise _damaged(archive, str(error)) from error
    if files != expected:
        wrong = sorted(
            name for name in files.keys() | expected.keys() if files.get(name) != expected.get(name)
        )
        raise _damaged(archive, f"{wrong[0]} is not as it was backed up, and {len(wrong) - 1} other files")
    return manifest


class _Hashed:
    """A file that hashes what is read of it."""

    def __init__(self, file: IO[bytes]):
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def _extracted(
    archive: Path, to: Path, allowed: Callable[[str], bool], progress: Progress
) -> tuple[dict[str, dict[str, Any]], bytes]:
    files: dict[str, dict[str, Any]] = {}
    with tarfile.open(archive, mode="r:") as tar:
        for member in tar:
            source = tar.extractfile(member) if member.isreg() else None
            if source is None:
                raise ValueError(f"{member.name} is no plain file")
            if member.name == MANIFEST:
                return files, source.read()
            if not allowed(member.name) or member.name in files:
                raise ValueError(f"{member.name} is no file of a backup")
            files[member.name] = _written(member, source, to / member.name)
            progress("Unpacking", len(files), 0)
    raise ValueError("it ends before its list of files")


def _written(member: tarfile.TarInfo, source: IO[bytes], target: Path) -> dict[str, Any]:
    target.parent.mkdir(parents=True, exist_ok=True)
    hashed = _Hashed(source)
    with target.open("xb") as file:
        shutil.copyfileobj(hashed, file, BLOCK)
        file.flush()
        os.fsync(file.fileno())
    # The order of editions is that of their times.
    os.utime(target, (member.mtime, member.mtime))
    target.chmod(member.mode & 0o777)
    return {"sha256": hashed.digest.hexdigest(), "bytes": target.stat().st_size}


def _damaged(archive: Path, why: str) -> BackupError:
    return BackupError(f"{archive} cannot be restored: {why}. Nothing was restored; take another backup")

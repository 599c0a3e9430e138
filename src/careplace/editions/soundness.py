"""Whether the files that an edition serves from are those that were sealed.

Of 300 single flipped bits in Parquet files, 162 were read as other values without a word: their checksums alone tell. So
they are hashed before an edition serves, and again when the file system says that one was touched.
"""

import stat
import threading
import time
from pathlib import Path

from careplace.checksum import file_sha256
from careplace.editions import manifest
from careplace.editions.home import EditionError
from careplace.editions.manifest import NAME, SEAL, Fault

ROOMS = ("tables", "figures")
HASHED_AGAIN = 6 * 3600.0
"""Seconds after which files are hashed though nothing touched them: a disk may lose bits by itself."""
MOST_FAULTS = 3

Stamp = tuple[int, int, int, int]


class Sealed:
    """The files of one edition that serve, as its manifest lists them.

    Raises:
        EditionError: the manifest is missing, cannot be read or does not match its own checksum.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self._entries: dict[str, dict] = {}
        self._stamps: dict[str, Stamp] = {}
        self._hashed = 0.0
        self._lock = threading.Lock()
        self._read_manifest()

    def touched(self) -> bool:
        """Whether a file was written, exchanged or taken away since `verify`, or it is time to hash them all again."""
        if time.monotonic() - self._hashed > HASHED_AGAIN:
            return True
        return any(
            _stamp(self.folder / name) != self._stamps.get(name) for name in (NAME, SEAL, *self._entries)
        )

    def verify(self) -> None:
        """Hash what was touched, or everything when that is long ago.

        Raises:
            EditionError: with the files that are missing, changed, added or cannot be read.
        """
        with self._lock:
            if time.monotonic() - self._hashed > HASHED_AGAIN:
                self._stamps = {}
            began = time.monotonic()
            self._verify_manifest()
            wrong = [*self._added(), *(fault for name in self._entries if (fault := self._fault(name)))]
            if wrong:
                faults_in_words = "; ".join(map(str, wrong[:MOST_FAULTS])) + (
                    f"; {len(wrong) - MOST_FAULTS} more" if wrong[MOST_FAULTS:] else ""
                )
                raise EditionError(
                    f"edition {self.folder.name} is damaged: {faults_in_words}; restore it, or build it again"
                )
            self._hashed = began

    def _read_manifest(self) -> None:
        stamps = {name: _stamp(self.folder / name) for name in (NAME, SEAL)}
        try:
            files = manifest.read(self.folder)["files"]
        except (OSError, ValueError, KeyError) as error:
            raise EditionError(
                f"edition {self.folder.name} is damaged: {NAME} cannot be read: {error}"
            ) from error
        self._entries = {name: entry for name, entry in files.items() if name.split("/")[0] in ROOMS}
        self._stamps |= {name: stamp for name, stamp in stamps.items() if stamp}

    def _verify_manifest(self) -> None:
        if any(_stamp(self.folder / name) != self._stamps.get(name) for name in (NAME, SEAL)):
            self._read_manifest()

    def _added(self) -> list[Fault]:
        """Files that would be read as part of the edition though it was sealed without them."""
        stand = (
            path.relative_to(self.folder).as_posix()
            for room in ROOMS
            for path in (self.folder / room).rglob("*.parquet")
        )
        return [Fault(name, "added") for name in sorted(stand) if name not in self._entries]

    def _fault(self, name: str) -> Fault | None:
        path, sealed = self.folder / name, self._entries[name]
        # Before it is hashed: what changes meanwhile has another stamp, and is hashed again.
        stamp = _stamp(path)
        if stamp is None:
            return Fault(name, "missing")
        if stamp == self._stamps.get(name):
            return None
        try:
            if stamp[1] != sealed["bytes"] or file_sha256(path) != sealed["sha256"]:
                return Fault(name, "changed")
        except OSError as error:
            return Fault(name, f"cannot be read ({error.strerror})")
        self._stamps[name] = stamp
        return None


def _stamp(path: Path) -> Stamp | None:
    """What changes whenever a file is written, exchanged or made unreadable; None where no plain file can be seen."""
    try:
        seen = path.lstat()
    except OSError:
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    # The time of change, unlike that of modification, is set by the system alone.
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns

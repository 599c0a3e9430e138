"""What stands in the store of publications of one HOME. Reading needs no lock: a version is there whole, or not there."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from careplace.publications import files
from careplace.publications.errors import DamagedPublication, NoSuchPublication
from careplace.publications.names import ID, MANIFEST, TOMBSTONE, VERSION, checked_id
from careplace.publications.records import Release, Tombstone, release_of, tombstone_of
from careplace.publications.sealed import unsealed

FOLDER = "publications"


@dataclass(frozen=True)
class Damaged:
    """A version whose manifest or tombstone cannot be used."""

    id: str
    version: int
    why: str


Version = Release | Tombstone | Damaged


class Store:
    """The publications of HOME."""

    def __init__(self, home: Path):
        self.folder = Path(home) / FOLDER

    def ids(self) -> list[str]:
        """Every publication that has a version, in order."""
        return [name for name in self._names() if ID.fullmatch(name) and self.numbers(name)]

    def numbers(self, id: str) -> list[int]:
        """The numbers of the versions of a publication, standing or withdrawn; none where there is no such publication."""
        matches = (VERSION.fullmatch(name) or TOMBSTONE.fullmatch(name) for name in self._names(id))
        return sorted({int(match[1]) for match in matches if match})

    def versions(self, id: str) -> list[Version]:
        """Every version of a publication, the first at the front.

        Raises:
            NoSuchPublication: where there is none.
        """
        numbers = self.numbers(checked_id(id))
        if not numbers:
            raise NoSuchPublication(f"there is no publication {id!r}")
        return [self._version(id, number) for number in numbers]

    def content(self, release: Release, name: str) -> bytes:
        """The bytes of a file of a release, as they were released.

        Raises:
            NoSuchPublication: where the release has no such file.
            DamagedPublication: where the file is not as it was released.
        """
        file, which = release.file(name), f"{release.id} v{release.version}"
        if file is None:
            raise NoSuchPublication(f"{which} has no file {name!r}")
        try:
            content = files.contents(self.folder, release.id, f"v{release.version}", name)
        except OSError as error:
            raise DamagedPublication(f"{which}: {name} cannot be read: {error.strerror or error}") from error
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise DamagedPublication(f"{which}: {name} is not as it was released")
        return content

    def is_buried(self, id: str, version: int) -> bool:
        """Whether a version has a tombstone."""
        return f"v{version}.withdrawn.json" in self._names(id)

    def _names(self, *parts: str) -> list[str]:
        try:
            return files.names(self.folder, *parts)
        except OSError:
            # A link or a file where a publication's folder should be: nothing that was released.
            return []

    def _version(self, id: str, version: int) -> Version:
        try:
            # A tombstone comes first: a crash may have left the files of what was withdrawn.
            record = (
                self._tombstone(id, version) if self.is_buried(id, version) else self._release(id, version)
            )
            if (record.id, record.version) != (id, version):
                raise ValueError(f"it is of {record.id} v{record.version}")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            return Damaged(id, version, f"{id} v{version} cannot be read: {error}")
        return record

    def _tombstone(self, id: str, version: int) -> Tombstone:
        return tombstone_of(unsealed(files.contents(self.folder, id, f"v{version}.withdrawn.json")))

    def _release(self, id: str, version: int) -> Release:
        return release_of(unsealed(files.contents(self.folder, id, f"v{version}", MANIFEST)))

"""Takes in raw files: keeps their bytes, opens each once, and tells which publication each is of."""

from dataclasses import dataclass, field
from pathlib import Path

from careplace.checksum import file_sha256
from careplace.editions.leftaside import LeftAside, attempt, has_data_ending
from careplace.editions.rawfolder import unreachable
from careplace.editions.rawstore import RawStore
from careplace.places.gazetteer import Gazetteer
from careplace.sources.opened import Opened, Reader
from careplace.sources.publication import Publication, RawFile, Reading


@dataclass(frozen=True)
class Recognised:
    """One raw file, the publication that it is of, and its cells, set aside on disk until its turn comes."""

    file: RawFile
    publication: Publication
    _opened: Opened
    _reader: Reader

    def read(self, gazetteer: Gazetteer | None) -> Reading:
        """What the publication reads from the file. Raises SourceError where it cannot be read."""
        return self._reader.read(self._opened, gazetteer)

    def forget(self) -> None:
        """Delete the cells that were set aside."""
        self._opened.forget()


@dataclass
class Intake:
    """What raw folders held: the files that are of a publication, and those that are left aside."""

    recognised: list[Recognised] = field(default_factory=list)
    left_aside: list[LeftAside] = field(default_factory=list)


def take_in(paths: list[Path], store: RawStore, reader: Reader, aside: Path, progress) -> Intake:
    """Keep, open and recognise each file once; the same bytes under a second name are the same file."""
    intake, seen = Intake(), set()
    aside.mkdir()
    for done, path in enumerate(paths):
        progress(f"Reading {path.name}", done, len(paths))
        file = _stored(path, store)
        if isinstance(file, LeftAside):
            intake.left_aside.append(file)
        elif file.sha256 not in seen:
            seen.add(file.sha256)
            _take(intake, file, reader, aside)
    return intake


def _stored(path: Path, store: RawStore) -> RawFile | LeftAside:
    """The file in the raw store, or why its bytes cannot be read."""
    try:
        sha256 = file_sha256(path)
    except OSError as error:
        return LeftAside(path.name, problems=(unreachable(path.name, path, error),))
    return store.put(path, sha256)


def _take(intake: Intake, file: RawFile, reader: Reader, aside: Path) -> None:
    opened = attempt(file, lambda: reader.open(file, aside))
    if isinstance(opened, LeftAside):
        intake.left_aside.append(
            opened if has_data_ending(file.name) or opened.fault else LeftAside(file.name, file.sha256)
        )
    elif opened.publication is None:
        intake.left_aside.append(LeftAside(file.name, file.sha256, opened.missing, says=opened.says))
    else:
        intake.recognised.append(Recognised(file, opened.publication, opened, reader))

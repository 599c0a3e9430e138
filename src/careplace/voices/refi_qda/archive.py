"""The packed file: its parts by name, none unpacked beyond a bound, and none taken from anywhere else."""

import zipfile
from io import BytesIO

from careplace.claims.texts import zip_part
from careplace.voices.refi_qda.project import ProjectError

PROJECT = "project.qde"
LARGEST_PROJECT = 50 * 2**20
LARGEST_TEXT = 20 * 2**20
LARGEST_IN_ALL = 500 * 2**20
MOST_PARTS = 20_000
INTERNAL = "internal://"


class Archive:
    """A .qdpx file.

    Raises:
        ProjectError: for bytes that are no packed file; for one with names that lead out of it, two parts of one name, too
            many parts, or that unpacks to too much.
    """

    def __init__(self, data: bytes):
        self._data = data
        try:
            with zipfile.ZipFile(BytesIO(data)) as package:
                parts = package.infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise ProjectError(
                [f"not a .qdpx file ({error}). Export the project again as REFI-QDA."]
            ) from error
        if problems := _problems(parts):
            raise ProjectError(problems)
        self._names = {part.filename.casefold(): part.filename for part in parts}

    def project(self) -> bytes:
        """The XML of the project. Raises ProjectError where there is none, or it is too large."""
        return self._part(PROJECT, LARGEST_PROJECT)

    def text(self, path: str) -> str:
        """A text by its path, `internal://` and a file's name.

        Raises:
            ProjectError: for a path that leads out of the file, a text that is not there, is too large, or is not UTF-8.
        """
        name = path.removeprefix(INTERNAL)
        if not path.startswith(INTERNAL) or set(name) & set("/\\") or ".." in name or not name:
            raise ProjectError(
                [f"a text at {path!r}: texts are read only from the file itself ({INTERNAL}name)."]
            )
        try:
            return self._part(f"sources/{name}", LARGEST_TEXT).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ProjectError(
                [f"Sources/{name} is not UTF-8 text. Export the project again as REFI-QDA."]
            ) from None

    def _part(self, name: str, largest: int) -> bytes:
        try:
            return zip_part.part(self._data, self._names.get(name.casefold(), name), ".qdpx", largest)
        except ValueError as error:
            raise ProjectError([str(error)]) from error


def _problems(parts: list[zipfile.ZipInfo]) -> list[str]:
    names = [part.filename.casefold() for part in parts]
    outside = sorted(
        {name for name in names if name.startswith("/") or ".." in name or "\\" in name or ":" in name}
    )
    total = sum(part.file_size for part in parts)
    checks = {
        f"it has {len(parts):,} parts; at most {MOST_PARTS:,} are read.": len(parts) > MOST_PARTS,
        f"it unpacks to {total:,} bytes; at most {LARGEST_IN_ALL:,} are read.": total > LARGEST_IN_ALL,
        "it has two parts of one name.": len(set(names)) < len(names),
        f"it has parts whose names lead out of it: {', '.join(outside[:5])}.": bool(outside),
    }
    return [problem for problem, wrong in checks.items() if wrong]

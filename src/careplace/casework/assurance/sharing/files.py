"""Files that providers send, checked before they are kept. The site never opens one: it keeps it and gives it back.

A file is a PDF, a picture or a document of Office without macros. What it says it is, its first bytes have to say too.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError

from careplace.casework.table_file import MOST_BYTES, MOST_UNPACKED

LONGEST_NAME = 150
OVERHEAD = 1024
"""Bytes by which a part of an honest archive may grow when it is packed."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its name without a folder, its content, and the SHA-256 of that."""

    name: str
    content: bytes
    digest: str


def checked(name: str, content: bytes) -> CheckedFile:
    """The file, if it may be kept.

    Raises:
        ValidationError: for one that is empty, too large, of another kind than its name says, or that could do harm.
    """
    if not content:
        raise ValidationError("The file is empty.")
    if len(content) > MOST_BYTES:
        raise ValidationError(f"The file has more than {MOST_BYTES >> 20} MB. Send a smaller one.")
    plain = "".join(letter for letter in PurePosixPath(name.replace("\\", "/")).name if letter.isprintable())
    ending = PurePosixPath(plain).suffix.lower()
    if ending not in KINDS or not KINDS[ending](content):
        raise ValidationError(
            f"Send one of these: {', '.join(KINDS)}. The file has to be what its name says."
        )
    name = f"{PurePosixPath(plain).stem[: LONGEST_NAME - len(ending)]}{ending}"
    return CheckedFile(name, content, hashlib.sha256(content).hexdigest())


def _starts(start: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(start)


def _office(part: str) -> Callable[[bytes], bool]:
    return lambda content: _is_sound(content, part)


def _is_sound(content: bytes, part: str) -> bool:
    """Whether an archive has the part that makes it such a document, and nothing that could do harm."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            return part in archive.namelist() and not any(map(_harmful, parts)) and _unpacks(archive)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError):
        return False


def _harmful(part: zipfile.ZipInfo) -> bool:
    """A macro, a path out of the archive's folder, or a part that states less than it unpacks to."""
    outside = part.filename.startswith(("/", "\\")) or ".." in part.filename
    return outside or "vba" in part.filename.lower() or part.compress_size > part.file_size + OVERHEAD


def _unpacks(archive: zipfile.ZipFile) -> bool:
    """Whether all parts are as large as they say, not too large, and declare no entities."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return False
    return all(b"<!DOCTYPE" not in archive.read(part) for part in parts)


KINDS: dict[str, Callable[[bytes], bool]] = {
    ".pdf": _starts(b"%PDF-"),
    ".jpg": _starts(b"\xff\xd8\xff"),
    ".jpeg": _starts(b"\xff\xd8\xff"),
    ".png": _starts(b"\x89PNG\r\n\x1a\n"),
    ".docx": _office("word/document.xml"),
    ".xlsx": _office("xl/workbook.xml"),
}
"""{ending: whether a content is of that kind}"""

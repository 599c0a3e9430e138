"""What a file's bytes are, whatever the file is called, and those bytes unpacked within a bound.

A saved error page, a download that broke off and a password-protected workbook all arrive under the right
name. Each is distinguished here, before a parser can say something less useful about it.
"""

import gzip
import os
import re
import zipfile
import zlib
from io import BytesIO
from typing import NoReturn

from careplace.sources.contract import Problem, SourceError
from careplace.sources.publication import RawFile

LIMIT_SETTING = "CAREPLACE_MAX_UNPACKED"
# CQC's largest workbook of 2026 unpacks to about 0.5 GiB.
DEFAULT_LIMIT = 3 * 2**30
LAYERS = 2
CHUNK = 2**20
AGAIN = "download it again from the publisher's page"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A compound file is whole sectors: [MS-CFB] 2.1. Those of 4,096 bytes are whole ones of 512 too.
OLE_SECTOR = 512
# The streams of Excel 97 to 2003, and of Excel 5 and 95.
OLD_WORKBOOK = ("Workbook", "Book")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What zipfile raises on bytes that were changed or lost on the way, found by changing and losing some.
DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)
LOOKED_THROUGH = re.compile(r"^content\.xml$|worksheets/.*\.xml$")
# Nothing that we know of packs better than 60 to 1; zeros do 1,000 to 1.
RATIO, RATIO_FROM = 250, 2**26
PAGE_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def unpacked(file: RawFile) -> tuple[str, bytes]:
    """(kind, bytes) of a file with its packing taken off; kind is "ods", "xlsx", "xls", "json" or "text".

    A gzip file and a zip of one file are unpacked; the unpacked size is bounded by the environment's
    CAREPLACE_MAX_UNPACKED (bytes; 3 GiB unless set).

    Raises:
        SourceError: for bytes that no reader can use: empty, cut short, too large, protected, a page of HTML.
    """
    data = _bytes_of(file)
    for _ in range(LAYERS + 1):
        kind = _kind(file, data)
        if kind == "gzip":
            data = _inflated(file, data)
        elif kind == "zip":
            data = _sole_member(file, data)
        else:
            return kind, data
    return refuse(file, f"a file packed more than {LAYERS} times over", "a file packed once: unpack it first")


def refuse(file: RawFile, actual: str, expected: str, **where) -> NoReturn:
    """Raise the SourceError of one thing that is wrong with `file`."""
    raise SourceError(Problem(file.name, actual, expected, **where))


def limit() -> int:
    """The largest size, in bytes, to which a file may unpack.

    Raises:
        ValueError: when the setting is not a whole number of bytes.
    """
    setting = os.environ.get(LIMIT_SETTING, "").strip() or str(DEFAULT_LIMIT)
    if not setting.isdigit():
        raise ValueError(
            f"{LIMIT_SETTING} is {setting!r}; set it to a whole number of bytes, e.g. {DEFAULT_LIMIT}"
        )
    return int(setting)


def _bytes_of(file: RawFile) -> bytes:
    _bound(file, file.path.stat().st_size)
    return file.path.read_bytes()


def _bound(file: RawFile, size: int, packed: int = 0) -> None:
    if packed and size > max(RATIO_FROM, RATIO * packed):
        actual = f"a file that unpacks to more than {RATIO} times its size, as none that is published does"
        refuse(file, actual, f"a file as its publisher publishes it: {AGAIN}")
    if size > limit():
        expected = f"at most {limit():,} bytes; where the file is right, raise {LIMIT_SETTING}"
        refuse(file, f"a file that unpacks to {size:,} bytes or more", expected)


def _kind(file: RawFile, data: bytes) -> str:
    if not data.strip():
        refuse(file, "an empty file", AGAIN)
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(file, data)
    return _plain_kind(file, data)


def _plain_kind(file: RawFile, data: bytes) -> str:
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if data.startswith(OLE):
        return _ole_kind(file, data)
    if start.startswith(PAGE_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        refuse(file, "a web page (HTML), most likely a saved error page", f"a data file: {AGAIN}")
    if start.startswith((b"{", b"[")):
        return "json"
    if b"\0" in data[:CHUNK] and not looks_utf16(data):
        refuse(file, f"binary data that starts {data[:8]!r}", "an ODS, XLSX, XLS, CSV or JSON file")
    return "text"


def _ole_kind(file: RawFile, data: bytes) -> str:
    """ "xls" for the compound files that hold an old workbook; Excel wraps a protected XLSX in one too."""
    if _stream("EncryptedPackage") in data:
        refuse(
            file,
            "a password-protected workbook",
            "a file without a password: open it and save it without one",
        )
    if len(data) % OLE_SECTOR:
        refuse(file, "an old Office file that is cut short", f"a whole file: {AGAIN}")
    if any(_stream(name) in data for name in OLD_WORKBOOK):
        return "xls"
    expected = "an ODS, XLSX, XLS, CSV or JSON file: open it in a spreadsheet and save it as one of these"
    refuse(file, "an old Office file (as .xls or .doc are) in which no workbook can be found", expected)


def _stream(name: str) -> bytes:
    """The name of a stream as the directory of a compound file writes it, with its closing zero."""
    return f"{name}\0".encode("utf-16-le")


def looks_utf16(data: bytes) -> bool:
    """Whether bytes are UTF-16: by their mark, or because every second byte of English text is zero."""
    even, odd = data[:400:2], data[1:400:2]
    lopsided = max(even.count(0), odd.count(0)) > 0.8 * len(odd) and min(even.count(0), odd.count(0)) == 0
    return data.startswith(UTF16) or lopsided


def _inflated(file: RawFile, data: bytes) -> bytes:
    """The bytes of a gzip file, never more than the bound in memory."""
    parts, size = [], 0
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
            while part := stream.read(CHUNK):
                size += len(part)
                _bound(file, size, len(data))
                parts.append(part)
    except EOFError:
        refuse(file, "a gzip file that is cut short", f"a whole file: {AGAIN}")
    except (gzip.BadGzipFile, zlib.error) as error:
        refuse(file, f"a damaged gzip file ({error})", f"a whole file: {AGAIN}")
    return b"".join(parts)


def _zip_kind(file: RawFile, data: bytes) -> str:
    archive = _archive(file, data)
    _bound(file, sum(member.file_size for member in archive.infolist()), len(data))
    if any(member.flag_bits & 1 for member in archive.infolist()) or _encrypted(file, archive):
        refuse(
            file, "a password-protected file", "a file without a password: open it and save it without one"
        )
    names = set(archive.namelist())
    # The parts of a workbook are looked through, and so proved, before they are parsed.
    _verify(file, archive, [name for name in names if not LOOKED_THROUGH.search(name)])
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "zip"


def _archive(file: RawFile, data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except DAMAGE as error:
        refuse(
            file, f"a workbook or zip file that is cut short or damaged ({error})", f"a whole file: {AGAIN}"
        )


def _verify(file: RawFile, archive: zipfile.ZipFile, names: list[str]) -> None:
    """Hold members against their checksums and stated sizes.

    calamine does not: a sheet whose bytes were damaged was read with other cells in it. 318 MB take 0.35 s.
    """
    try:
        for name in names:
            with archive.open(name) as part:
                while part.read(CHUNK):
                    pass
    except DAMAGE as error:
        damaged(file, error)


def damaged(file: RawFile, error: Exception) -> NoReturn:
    """Raise the SourceError of a zip file that cannot be unpacked whole."""
    refuse(file, f"a workbook or zip file that is damaged ({error})", f"a whole file: {AGAIN}")


def _encrypted(file: RawFile, archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in member(file, archive, manifest)


def _sole_member(file: RawFile, data: bytes) -> bytes:
    archive = _archive(file, data)
    names = [inside.filename for inside in archive.infolist() if not inside.is_dir()]
    if len(names) != 1:
        refuse(file, f"a zip of {len(names)} files", "a workbook, or a zip of one file: unpack it")
    return member(file, archive, names[0])


def member(file: RawFile, archive: zipfile.ZipFile, name: str, size: int = -1) -> bytes:
    """The first `size` bytes of a file within a zip file, or all of them.

    Raises:
        SourceError: where the zip file is damaged there.
    """
    try:
        with archive.open(name) as inside:
            return inside.read(size)
    except DAMAGE as error:
        damaged(file, error)

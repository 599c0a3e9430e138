"""One part of a packed document (.docx, .odt), unpacked no further than a bound."""

import zipfile
import zlib
from io import BytesIO

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def part(data: bytes, name: str, kind: str, largest: int) -> bytes:
    """The bytes of the part.

    Raises:
        ValueError: for what is no packed file, has no such part, is encrypted or damaged, or unpacks to more than `largest`.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package, package.open(name) as opened:
            content = opened.read(largest + 1)
    except KeyError:
        raise ValueError(f"a packed file without {name}: not a {kind} document.") from None
    except _DAMAGE as error:
        raise ValueError(f"not a {kind} document ({error}). Save it again as {kind}.") from error
    if len(content) > largest:
        raise ValueError(f"its words unpack to more than {largest:,} bytes. Split it.")
    return content


def has(data: bytes, name: str) -> bool:
    """Whether a packed file has the part; False for what is no packed file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return name in package.namelist()
    except _DAMAGE:
        return False

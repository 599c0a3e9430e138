"""Text as UTF-8, from the encodings that published CSV files are found in.

CQC's directory has been UTF-8 with a mark and Windows-1252; spreadsheet programs save UTF-16 too.
"""

from careplace.sources.publication import RawFile
from careplace.sources.unpacking import looks_utf16, refuse

MARK = b"\xef\xbb\xbf"
SAVE = "text in UTF-8, UTF-16 or Windows-1252: save the file as CSV UTF-8"


def utf8(file: RawFile, data: bytes) -> bytes:
    """`data` as UTF-8 without a byte order mark.

    Raises:
        SourceError: for bytes in no one known encoding, with the line of the first that does not fit.
    """
    data = _from_utf16(file, data) if looks_utf16(data) else data.removeprefix(MARK)
    if b"\0" in data:
        refuse(file, "a zero byte in text", SAVE, row=_line(data, data.index(b"\0")))
    # A postcode directory is more than a gibibyte: decoded, it would be there twice.
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_windows(file, data, error)
    return data


def _from_utf16(file: RawFile, data: bytes) -> bytes:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    bare = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        return data.decode("utf-16" if marked else bare).encode("utf-8")
    except UnicodeDecodeError as error:
        refuse(file, f"UTF-16 text that breaks off ({error.reason})", SAVE)


def _from_windows(file: RawFile, data: bytes, error: UnicodeDecodeError) -> bytes:
    line = _line(data, error.start)
    if _holds_utf8(data):
        # Read as Windows-1252, every accent of the UTF-8 part would turn into two wrong letters in silence.
        refuse(
            file, f"UTF-8 text with the byte 0x{data[error.start]:02x}, which is not UTF-8", SAVE, row=line
        )
    try:
        return data.decode("cp1252").encode("utf-8")
    except UnicodeDecodeError as worse:
        actual = f"the byte 0x{data[worse.start]:02x}, in neither UTF-8 nor Windows-1252"
        refuse(file, actual, SAVE, row=_line(data, worse.start))


def _holds_utf8(data: bytes) -> bool:
    """Whether some letters beyond ASCII are valid UTF-8, in bytes that are not so as a whole."""
    survivors = data.decode("utf-8", errors="ignore")
    return not survivors.isascii()


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1

"""Small workbooks in the binary format of Excel 97 to 2003, written as Microsoft's [MS-XLS] and [MS-CFB] say.

Only what a reader needs: text, numbers and dates in one or more sheets, in a compound file of 512-byte sectors.
"""

import struct
from datetime import date

SECTOR = 512
SMALLEST_STREAM = 4096
FREE, END, IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EXCEL_DAY_ZERO = date(1899, 12, 30)
SHORT_DATE = 14
# Cells that hold an error: [MS-XLS] 2.5.10.
ERRORS = {
    "#NULL!": 0x00,
    "#DIV/0!": 0x07,
    "#VALUE!": 0x0F,
    "#REF!": 0x17,
    "#NAME?": 0x1D,
    "#NUM!": 0x24,
    "#N/A": 0x2A,
}


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, value) -> bytes:
    if value is None:
        return b""
    if value in ERRORS:
        return _record(0x205, struct.pack("<HHHBB", row, column, 0, ERRORS[value], 1))
    if isinstance(value, date):
        days = float((value - EXCEL_DAY_ZERO).days)
        return _record(0x203, struct.pack("<HHHd", row, column, 1, days))
    if isinstance(value, (int, float)):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
    return _record(0x204, struct.pack("<HHH", row, column, 0) + text)


def _start(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0x7CC, 0, 0x600))


def _sheet(rows: list[list]) -> bytes:
    height, width = len(rows), max(map(len, rows), default=0)
    cells = b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    return (
        _start(0x10)
        + _record(0x200, struct.pack("<IIHHH", 0, height, 0, width, 0))
        + cells
        + _record(0xA, b"")
    )


def _stream(sheets: dict[str, list[list]]) -> bytes:
    formats = b"".join(_record(0xE0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, SHORT_DATE))
    parts = [_sheet(rows) for rows in sheets.values()]
    names = [struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le") for name in sheets]
    start = _start(5) + _record(0x42, struct.pack("<H", 1200)) + formats
    at = len(start) + sum(4 + 4 + len(name) for name in names) + 4
    bounds = b""
    for name, part in zip(names, parts, strict=True):
        bounds += _record(0x85, struct.pack("<I", at) + name)
        at += len(part)
    return (start + bounds + _record(0xA, b"") + b"".join(parts)).ljust(SMALLEST_STREAM, b"\0")


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    letters = f"{name}\0".encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)


def compound(name: str, stream: bytes) -> bytes:
    """A compound file with one stream of at least 4096 bytes: header, directory, the stream, its sector table."""
    stream = stream.ljust(-(-len(stream) // SECTOR) * SECTOR, b"\0")
    sectors = len(stream) // SECTOR
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 1, len(stream))
    chain = [END, *range(2, sectors + 1), END]
    tables = -(-(len(chain) + 1) // 127)
    chain += [IS_FAT] * tables
    chain += [FREE] * (tables * 128 - len(chain))
    where = [sectors + 1 + table for table in range(tables)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, 0, 0, SMALLEST_STREAM, END, 0, END, 0)
    header += struct.pack("<109I", *where, *[FREE] * (109 - tables))
    return header + directory.ljust(SECTOR, b"\0") + stream + struct.pack(f"<{len(chain)}I", *chain)


def xls_bytes(sheets: dict[str, list[list]]) -> bytes:
    """An old .xls of sheets of rows of text, numbers, dates and blanks."""
    return compound("Workbook", _stream(sheets))

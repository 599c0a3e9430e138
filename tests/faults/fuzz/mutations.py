"""Ways to spoil a valid file, each by chances of its own: the same seed spoils a sample in the same way."""

import gzip
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from tests.faults.fuzz.samples import Sample
from tests.sources.conftest import csv_bytes, ods_bytes, xlsx_bytes

NONSENSE = (
    "1e999", "-1e999", "-5", "3.7", "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "9999-01-01", "31/02/2024",
    "0001-01-01", "Zzzz", "E06999999", "E99999999", "NaN", "Infinity", "-inf", "9223372036854775808",
    "18446744073709551616", "1e308",
    "x" * 5000, "\x00", "\x07\x1b[31m", "\u202e", "\ufffd", "=1+1", "1,234.5.6", "٣", "1-9999999999999999999999", "",
)  # fmt: skip
FORMATS: dict[str, Callable[[dict], bytes]] = {
    "csv": lambda sheets: csv_bytes(next(iter(sheets.values()))),
    "ods": lambda sheets: ods_bytes({name: _printable(rows) for name, rows in sheets.items()}),
    "xlsx": lambda sheets: xlsx_bytes(
        {name[:31] or "Sheet1": _printable(rows) for name, rows in sheets.items()}
    ),
}


@dataclass(frozen=True)
class Mutant:
    """A spoilt file; `cell` is what one cell was changed to, where that is all that was done, and `at` its heading."""

    name: str
    way: str
    data: bytes
    cell: str | None = None
    at: str = ""


def mutant(sample: Sample, seed: int) -> Mutant:
    """The mutation of `sample` by a seed."""
    chance = random.Random(f"{sample.name} {seed}")
    ways = _ways(sample)
    way = chance.choices(list(ways), [weight for weight, _ in ways.values()])[0]
    return ways[way][1](sample, chance, way)


def _ways(sample: Sample) -> dict[str, tuple[int, Callable]]:
    always = {
        "bytes": (3, _bytes),
        "cut": (2, _cut),
        "slice": (2, _slice),
        "inserted": (2, _inserted),
        "bomb": (1, _bomb),
    }
    if sample.kind == "json":
        return always | {
            "value": (12, _value),
            "shape": (4, _shape),
            "deep": (1, _deep),
            "digits": (1, _digits),
        }
    grid = {
        "cell": (14, _cell),
        "rows": (3, _rows),
        "columns": (3, _columns),
        "long": (1, _long),
        "commas": (1, _commas),
    }
    grid |= {"returns": (1, _returns), "header": (1, _header_only), "foreign": (1, _foreign)}
    own = {"xlsx": {"xml": (6, _xlsx_xml)}, "ods": {"xml": (6, _ods_xml)}, "csv": {}}
    return always | grid | own[sample.kind]


def _printable(rows: list[list[str]]) -> list[list[str]]:
    """Rows whose cells XML may hold."""
    return [[re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\u2400", str(cell)) for cell in row] for row in rows]


def _of(sample: Sample, sheets: dict[str, list[list[str]]], way: str, **about) -> Mutant:
    return Mutant(sample.name, way, FORMATS[sample.kind](sheets), **about)


def _copied(sample: Sample) -> dict[str, list[list[str]]]:
    return {name: [list(row) for row in rows] for name, rows in sample.sheets.items()}


def _sheet(sheets: dict[str, list[list[str]]], chance: random.Random) -> list[list[str]]:
    """A sheet, the more likely the larger it is."""
    held = [rows for rows in sheets.values() if rows and rows[0]]
    return chance.choices(held, [len(rows) for rows in held])[0]


def _cell(sample, chance, way) -> Mutant:
    """One cell below the header becomes nonsense."""
    sheets = _copied(sample)
    rows = _sheet(sheets, chance)
    head = max(range(min(20, len(rows))), key=lambda n: sum(bool(cell) for cell in rows[n]))
    row, column = chance.randrange(min(head + 1, len(rows) - 1), len(rows)), chance.randrange(len(rows[0]))
    word = chance.choice(NONSENSE)
    rows[row][column] = word
    return _of(sample, sheets, way, cell=word, at=rows[head][column])


def _rows(sample, chance, way) -> Mutant:
    """Rows deleted, doubled, emptied, shuffled, or of another width."""
    sheets = _copied(sample)
    rows, how = _sheet(sheets, chance), chance.randrange(5)
    at = chance.randrange(len(rows))
    if how == 0:
        del rows[at : at + chance.randrange(1, len(rows) + 1)]
    elif how == 1:
        rows[at:at] = [list(rows[at])] * chance.choice((1, 2, 1000))
    elif how == 2:
        rows[at] = [""] * len(rows[at])
    elif how == 3:
        chance.shuffle(rows)
    else:
        rows[at] = rows[at] + ["x"] * chance.choice((1, 3, 20_000 if sample.kind == "csv" else 300))
    return _of(sample, sheets, f"{way} {how}")


def _columns(sample, chance, way) -> Mutant:
    """A column deleted, doubled, emptied, renamed, or exchanged with another."""
    sheets = _copied(sample)
    rows, how = _sheet(sheets, chance), chance.randrange(5)
    at, other = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    for row in rows:
        if how == 0:
            del row[at : at + 1]
        elif how == 1:
            row.insert(at, row[at])
        elif how == 2:
            row[at] = ""
        elif how == 3:
            row[at], row[other] = row[other], row[at]
    if how == 4:
        rows[0][at] = chance.choice(("", "Zzzz", rows[0][other], "x" * 100_000))
    return _of(sample, sheets, f"{way} {how}")


def _long(sample, chance, way) -> Mutant:
    sheets = _copied(sample)
    rows = _sheet(sheets, chance)
    chance.choice(rows)[chance.randrange(len(rows[0]))] = (
        chance.choice(("x", "1", "é", '"', "\n", " ")) * 200_000
    )
    return _of(sample, sheets, way)


def _commas(sample, chance, way) -> Mutant:
    row = chance.choice((b",", b'"', b",,\n", b"a,", b";")) * chance.choice((1_000, 102_400))
    data = FORMATS["csv"](sample.sheets)
    at = chance.randrange(len(data))
    return Mutant(sample.name, way, chance.choice((row, data[:at] + row + data[at:], data + b"\n" + row)))


def _returns(sample, chance, way) -> Mutant:
    data = FORMATS["csv"](sample.sheets)
    changed = chance.choice(
        (
            data.replace(b"\r\n", b"\r"),
            data.replace(b"\r\n", b"\r", chance.randrange(1, 9)),
            data.replace(b",", b"\r", 1),
            data.replace(b"\r\n", b"\n\r"),
            data.replace(b",", b";"),
            data.decode().encode("utf-16"),
            b"\xff\xfe" + data,
            data.replace(b"\r\n", b"\r\r\n"),
        )
    )
    return Mutant(sample.name, way, changed)


def _header_only(sample, chance, way) -> Mutant:
    sheets = {name: rows[: chance.randrange(1, 3)] for name, rows in _copied(sample).items()}
    return _of(sample, sheets, way)


def _foreign(sample, chance, way) -> Mutant:
    """The same sheets in another format."""
    kind = chance.choice([each for each in FORMATS if each != sample.kind])
    sheets = _copied(sample)
    _sheet(sheets, chance)[-1][0] = chance.choice(NONSENSE)
    return Mutant(sample.name, f"{way} {kind}", FORMATS[kind](sheets))


def _bytes(sample, chance, way) -> Mutant:
    data = bytearray(sample.data)
    for _ in range(chance.choice((1, 1, 3, 30))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return Mutant(sample.name, way, bytes(data))


def _cut(sample, chance, way) -> Mutant:
    return Mutant(sample.name, way, sample.data[: chance.randrange(len(sample.data))])


def _slice(sample, chance, way) -> Mutant:
    one, two = sorted(chance.randrange(len(sample.data)) for _ in range(2))
    data = sample.data
    return Mutant(
        sample.name, way, data[:one] + data[two:] if chance.random() < 0.5 else data[:two] + data[one:]
    )


def _inserted(sample, chance, way) -> Mutant:
    at, word = chance.randrange(len(sample.data)), chance.choice(NONSENSE).encode()
    return Mutant(
        sample.name, way, sample.data[:at] + word + sample.data[at + chance.choice((0, len(word))) :]
    )


def _bomb(sample, chance, way) -> Mutant:
    """Much out of little: zeros, the sample over and over, or a zip whose directory lies."""
    how = chance.randrange(5)
    size = 2**28
    if how == 0:
        return Mutant(sample.name, f"{way} gzip", gzip.compress(b" " * size, 1))
    if how == 1:
        return Mutant(sample.name, f"{way} gzips", gzip.compress(gzip.compress(gzip.compress(sample.data))))
    if how == 2:
        return Mutant(sample.name, f"{way} zip", _zipped({"a.csv": b"a,b\n" + b"1,2\n" * (size // 16)}))
    if how == 3:
        return Mutant(sample.name, f"{way} gzip of commas", gzip.compress(b"," * (size // 16), 1))
    data = bytearray(_zipped({"content.xml": b"<a/>", "x": sample.data}))
    data[chance.randrange(len(data) - 60, len(data))] = chance.randrange(256)
    return Mutant(sample.name, f"{way} directory", bytes(data))


def _zipped(entries: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def _rezipped(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _zipped({name: change(name, archive.read(name)) for name in archive.namelist()})


XLSX_EDITS = (
    (rb"<row>", b'<row r="4294967295">'),
    (rb"<row>", b'<row r="1048576">'),
    (rb"<row>", b'<row r="2">'),
    (rb"<row>", b'<row r="0">'),
    (rb'<row r="\d+"', b'<row r="4294967295"'),
    (rb'<c r="[A-Z]+\d+"', b'<c r="XFD1048576"'),
    (rb'<c r="[A-Z]+\d+"', b'<c r="A4294967295"'),
    (rb'<c r="[A-Z]+\d+"', b'<c r="ZZZZZZ1"'),
    (rb'<c r="[A-Z]+\d+"', b'<c r="A2"'),
    (rb'<c r="[A-Z]+\d+"', b'<c r="A1048576"'),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b'<c t="e"><v>#REF!</v></c>'),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b"<c><f>A1+1</f></c>"),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b'<c t="s"><v>99999</v></c>'),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b'<c t="s"><v>-1</v></c>'),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b'<c t="b"><v>7</v></c>'),
    (rb"<c t=\"inlineStr\"><is>.*?</is></c>", b"<c><v>1e999</v></c>"),
    (rb"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
    (rb"<sheetData>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><sheetData>&b;"),
    (rb"</row>", b""),
    (rb"<row", b"<row" * 9),
)
ODS_EDITS = (
    (rb"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="16384" '),
    (rb"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="1000000000" '),
    (rb"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="-1" '),
    (rb"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">'),
    (rb"<table:table-row>", b'<table:table-row table:number-rows-repeated="4294967295">'),
    (rb"<table:table-row>", b'<table:table-row table:number-rows-repeated="99999999999999999999">'),
    (rb"<table:table-cell/>", b'<table:table-cell table:number-columns-repeated="500000000"/>'),
    (rb"<text:p>", b'<text:p><text:s text:c="400000000"/>'),
    (rb'office:value="[^"]*"', b'office:value="1e999"'),
    (rb'office:value="[^"]*"', b'office:value="NaN"'),
    (rb'office:date-value="[^"]*"', b'office:date-value="99999-99-99"'),
    (rb'office:value-type="string"', b'office:value-type="error"'),
    (rb"<text:p>[^<]*</text:p>", b"<text:p>#REF!</text:p>"),
    (rb"<office:spreadsheet>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:spreadsheet>&b;"),
    (rb"</table:table-row>", b""),
    (rb"<table:table ", b"<table:table " * 9),
)


def _edited(data: bytes, edits: tuple, chance: random.Random) -> bytes:
    """One place where a pattern matches, changed."""
    pattern, new = chance.choice(edits)
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + new + data[match.end() :]


def _xlsx_xml(sample, chance, way) -> Mutant:
    data = sample.data if chance.random() < 0.5 else FORMATS["xlsx"](sample.sheets)
    edited = _rezipped(
        data, lambda name, part: _edited(part, XLSX_EDITS, chance) if "/sheet" in name else part
    )
    return Mutant(sample.name, way, edited)


def _ods_xml(sample, chance, way) -> Mutant:
    edited = _rezipped(
        sample.data, lambda name, part: _edited(part, ODS_EDITS, chance) if name == "content.xml" else part
    )
    return Mutant(sample.name, way, edited)


def _json(sample: Sample) -> tuple[str, bool]:
    """(the text of a JSON sample, whether it was packed)."""
    packed = sample.data.startswith(b"\x1f\x8b")
    return (gzip.decompress(sample.data) if packed else sample.data).decode(), packed


def _texted(sample: Sample, text: str, way: str, **about) -> Mutant:
    data = text.encode("utf-8", "surrogatepass")
    return Mutant(sample.name, way, gzip.compress(data, 1) if _json(sample)[1] else data, **about)


VALUES = (
    "null", "-5", "3.7", "1e999", "-1e999", "NaN", "Infinity", "9" * 30, "9" * 6000,
    "true", "[]", "{}", '"Zzzz"', '"#REF!"',
    '"9999-01-01"', '"E06999999"', '"\\u0000"', '"\\ud800"', '"\\u001b[31m"', "[[1]]",
    '{"a": 1}', '""', '"' + "x" * 5000 + '"',
)  # fmt: skip


def _value(sample, chance, way) -> Mutant:
    """One scalar becomes nonsense."""
    text, _packed = _json(sample)
    found = list(
        re.finditer(r'(?<=: )("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|null)|(?<=[\[,])-?\d+\.\d+', text)
    )
    match, word = chance.choice(found), chance.choice(VALUES)
    named = re.findall(r'"(\w+)":', text[: match.start()])
    at = named[-1] if named else ""
    return _texted(sample, text[: match.start()] + word + text[match.end() :], way, cell=word, at=at)


def _shape(sample, chance, way) -> Mutant:
    """A key renamed or given twice, a bracket changed, a value gone."""
    text, _packed = _json(sample)
    pattern, new = chance.choice(
        (
            (r'"\w+":', '"zzzz":'),
            (r'("\w+": )("[^"]*")', r'\1\2, \1"Zzzz"'),
            (r"[\[\]{}]", "["),
            (r"[\[\]{}]", "}"),
            (r",", ",,"),
            (r'"coordinates": ?\[', '"coordinates": [[[['),
            (r'"type": "(Multi)?Polygon"', '"type": "Point"'),
            (r'"features": ?\[', '"features": [null, '),
            (r'"geometry": ?{', '"geometry": null, "z": {'),
        )
    )
    found = list(re.finditer(pattern, text))
    if not found:
        return _deep(sample, chance, way)
    match = chance.choice(found)
    return _texted(sample, text[: match.start()] + match.expand(new) + text[match.end() :], way)


def _deep(sample, chance, way) -> Mutant:
    text, _packed = _json(sample)
    depth = chance.choice((100, 2_000, 100_000))
    at = text.index(":") + 1
    nest = chance.choice((("[", "]"), ('{"a":', "}")))
    inner = nest[0] * depth + "1" + nest[1] * depth
    return _texted(sample, chance.choice((inner, text[:at] + inner + "," + text[at:], json.dumps(text))), way)


def _digits(sample, chance, way) -> Mutant:
    text, _packed = _json(sample)
    return _texted(
        sample, re.sub(r"\d+", chance.choice(("9" * 5000, "1e400", "-0", "0001")), text, count=1), way
    )

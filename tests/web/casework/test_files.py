"""Every file that the staff site gives, and every one that it takes: the pages come from the urlconf."""

import csv
import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from openpyxl import Workbook, load_workbook
from tests.casework.people import PLACE
from tests.casework.samples import VALUES, Samples, kinds
from tests.web.casework.fixtures import signed_in_with_every_role
from tests.web.casework.walk import addresses, content, pages

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event

COMMAND = "=cmd()|"
STARTS = ("=", "+", "-", "@", "\t", "\r")


def with_commands(samples: Samples) -> None:
    """Put a command of spreadsheets into every text, past all checks."""
    for number, record in enumerate(samples.records):
        model = type(record)
        texts = [f for f in model._meta.concrete_fields if _is_free(f) and f.name in model.FIELDS]
        model.objects.filter(pk=record.pk).update(**{f.name: f"{COMMAND}{number}" for f in texts})


def _is_free(of: models.Field) -> bool:
    name = f"{of.model._meta.label}.{of.name}"
    return isinstance(of, models.CharField | models.TextField) and not of.choices and name not in VALUES


def cells(answer) -> list[str]:
    """The texts of a spreadsheet's cells; [] for an answer that is none. A formula is its text, with the equals sign."""
    kind = answer.headers["Content-Type"]
    if "csv" in kind:
        return [cell for row in csv.reader(io.StringIO(content(answer))) for cell in row]
    if "spreadsheetml" in kind:
        book = load_workbook(io.BytesIO(b"".join(answer)))
        formulae = [c for sheet in book for row in sheet for c in row if c.data_type == "f"]
        return [str(cell.value) for cell in formulae]
    return []


def test_a_command_is_inert_in_every_export(staff):
    client, samples = signed_in_with_every_role(PLACE), Samples()
    samples.every_state()
    with_commands(samples)
    exports = {path: cells(client.get(path)) for path in pages(client, PLACE, samples)}
    exports = {path: texts for path, texts in exports.items() if texts}
    assert any(COMMAND in text for texts in exports.values() for text in texts)
    assert len(exports) >= 2
    assert [text for texts in exports.values() for text in texts if text.startswith(STARTS)] == []


def workbook(**files: bytes) -> bytes:
    """A workbook of one row, with files of its archive replaced or added."""
    book, plain, changed = Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["name", "kind"])
    book.active.append(["Rose House", "=cmd()"])
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in files:
                target.writestr(name, source.read(name))
        for name, body in files.items():
            target.writestr(name, body)
    return changed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "%b">]><worksheet><sheetData>&a;</sheetData></worksheet>' % (b"b" * 1000)
ROW = b'<row><c t="inlineStr"><is><t>Rose House</t></is></c><c t="inlineStr"><is><t>Care home</t></is></c></row>'


def bomb(rows: int = 1_000_000) -> bytes:
    """A sheet whose rows are all alike: 100 MB that pack into 350 kB."""
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    head = ROW.replace(b"Rose House", b"name").replace(b"Care home", b"kind")
    return start + head + ROW * rows + b"</sheetData></worksheet>"


def lying_bomb() -> bytes:
    """The same in an archive that states a size of 10 bytes and their checksum."""
    body, packed = bomb(), workbook(**{SHEET: bomb()})
    for stated in ((len(body), 10), (zlib.crc32(body), zlib.crc32(body[:10]))):
        packed = packed.replace(*(struct.pack("<I", number) for number in stated))
    return packed


HOSTILE = {
    "zip bomb that lies": lambda: ("list.xlsx", lying_bomb()),
    "zip bomb": lambda: ("list.xlsx", workbook(**{SHEET: bomb()})),
    "entities": lambda: ("list.xlsx", workbook(**{SHEET: ENTITIES})),
    "macro": lambda: ("list.xlsm", workbook(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(2000)})),
    "a path out of its folder": lambda: ("../../list.xlsx", workbook(**{"../../evil.csv": b"name,kind"})),
    "not a workbook": lambda: ("list.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(1000)),
    "a picture that says CSV": lambda: ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "a program": lambda: ("list.csv", b"MZ" + bytes(5000)),
    "a page": lambda: ("list.csv", b"<script>alert(1)</script>\n"),
    "nothing": lambda: ("list.csv", b""),
    "too large": lambda: ("list.csv", b"name,kind\n" + b"Rose,Care home\n" * 400_000),
    "one line without an end": lambda: ("list.csv", b'name,kind\n"' + b"a" * 1_000_000),
    "a name that is a command": lambda: ("=cmd().csv", b"name,kind\n=cmd(),castle\n"),
}
"""{what is wrong with a file: its name and its bytes}"""


@pytest.fixture
def uploads(staff):
    """A client of a person with every role, and the addresses of every page that takes a file."""
    client, samples = signed_in_with_every_role(PLACE), Samples()
    samples.every_state()
    shown = {path: content(client.get(path)) for path in pages(client, PLACE, samples)}
    return client, [path for path, text in shown.items() if 'type="file"' in text]


def test_no_hostile_file_is_taken_or_breaks_the_page(uploads):
    client, paths = uploads
    files = {what: make() for what, make in HOSTILE.items()}
    before = {model: model.objects.count() for model in (*kinds(), Event)}
    assert paths
    for path in paths:
        field = (
            content(client.get(path)).partition('type="file"')[0].rpartition('name="')[2].partition('"')[0]
        )
        for what, (name, body) in files.items():
            answer = client.post(path, {field or "file": SimpleUploadedFile(name, body)})
            assert answer.status_code in (413, 422), (path, what, answer.status_code)
            assert "<script>alert" not in content(answer)
    assert {model: model.objects.count() for model in before} == before
    assert Service.objects.exists()


READ = """
import pathlib, resource, sys
from careplace.casework.import_file import read_sheet
from careplace.casework.table_file import FileRefused
content = pathlib.Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_sheet("list.xlsx", content, ["name", "kind"], [])
except FileRefused as refusal:
    print(refusal, file=sys.stderr)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("make", [lambda: workbook(**{SHEET: bomb()}), lying_bomb], ids=["honest", "lying"])
def test_a_bomb_takes_no_memory(tmp_path, make):
    """In a process of its own: this one's peak has risen already by making the file."""
    (file := tmp_path / "list.xlsx").write_bytes(make())
    command = [sys.executable, "-c", READ, str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "cannot be read" in run.stderr
    assert int(run.stdout) < 40 << 10


def test_the_import_is_among_the_pages_that_take_files():
    assert f"/places/{PLACE}/services/import/" in addresses(PLACE, [], ["services-import"])

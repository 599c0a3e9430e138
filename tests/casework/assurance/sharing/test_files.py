"""Which files are kept, and which are refused: what a file says it is, its content has to say too."""

import hashlib
import io
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.sharing.records import PDF
from tests.web.casework.test_files import HOSTILE, bomb, lying_bomb, workbook

from careplace.casework.assurance.sharing.files import KINDS, LONGEST_NAME, checked
from careplace.casework.table_file import MOST_BYTES

PNG, JPEG = b"\x89PNG\r\n\x1a\n" + bytes(20), b"\xff\xd8\xff\xe0" + bytes(20)


def document(**parts: bytes) -> bytes:
    """A Word file with other parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ({"word/document.xml": b"<w/>"} | parts).items():
            archive.writestr(name, content)
    return packed.getvalue()


GOOD = {
    "a.pdf": PDF,
    "A.PDF": PDF,
    "photo.jpeg": JPEG,
    "photo.jpg": JPEG,
    "scan.png": PNG,
    "plan.docx": document(),
    "matrix.xlsx": workbook(),
}


@pytest.mark.parametrize("name", GOOD)
def test_files_of_each_kind_are_kept(name):
    file = checked(name, GOOD[name])
    assert file.name.rpartition(".")[2] == name.lower().rpartition(".")[2]
    assert (file.content, file.digest) == (GOOD[name], hashlib.sha256(GOOD[name]).hexdigest())


BAD = {
    "nothing": ("a.pdf", b""),
    "too large": ("a.pdf", PDF + bytes(MOST_BYTES)),
    "a program": ("a.pdf", b"MZ" + bytes(50)),
    "a page": ("a.html", b"<script>alert(1)</script>"),
    "a page that says it is a PDF": ("a.pdf", b"<script>alert(1)</script>%PDF-"),
    "a drawing with a script": ("a.svg", b"<svg onload='alert(1)'/>"),
    "a picture with the ending of another": ("a.png", JPEG),
    "a document with a macro": ("a.docx", document(**{"word/vbaProject.bin": b"x"})),
    "a document with macros by its ending": ("a.docm", document()),
    "a path out of the archive": ("a.docx", document(**{"../evil": b"x"})),
    "entities": ("a.docx", document(**{"word/settings.xml": b"<!DOCTYPE x>"})),
    "an archive that is no document": ("a.docx", workbook()),
    "an archive cut in half": ("a.docx", document()[:60]),
    "no ending": ("a", PDF),
    "two endings": ("a.pdf.exe", PDF),
    "a bomb": ("a.xlsx", lambda: workbook(**{"xl/worksheets/sheet1.xml": bomb()})),
    "a lying bomb": ("a.xlsx", lying_bomb),
}


@pytest.mark.parametrize("what", BAD)
def test_files_that_could_do_harm_are_refused(what):
    name, content = BAD[what]
    with pytest.raises(ValidationError):
        checked(name, content() if callable(content) else content)


@pytest.mark.parametrize("what", HOSTILE)
def test_files_that_imports_refuse_are_refused_here_too(what):
    name, content = HOSTILE[what]()
    with pytest.raises(ValidationError):
        checked(name, content)


@given(st.text(max_size=300))
def test_a_name_has_no_folder_no_control_character_and_an_end(text):
    letters = "".join(letter for letter in text if letter.isprintable()).strip("./\\ ")
    name = checked(f"{text}.pdf", PDF).name if letters else "x.pdf"
    assert "/" not in name
    assert "\\" not in name
    assert name.isprintable()
    assert name.endswith(".pdf")
    assert len(name) <= LONGEST_NAME


@given(st.binary(max_size=200), st.sampled_from(sorted(KINDS)))
def test_any_bytes_are_kept_as_they_are_or_refused_in_words(content, ending):
    with suppress(ValidationError):
        assert checked(f"a{ending}", content).content == content

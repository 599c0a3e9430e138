"""The text of documents: a line a paragraph, the same whatever the kind of file; and what is refused."""

import zipfile
from io import BytesIO

import pytest

from careplace.claims.texts.limits import LARGEST
from careplace.voices.extraction import UnreadableSource, extract
from careplace.voices.texts import paragraphs

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(*blocks):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>"
        )
    return target.getvalue()


def paragraph(text):
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def test_a_line_is_a_paragraph_or_a_row():
    row = f"<w:tr><w:tc>{paragraph('Carer')}</w:tc><w:tc>{paragraph('Nobody rang. Twice.')}</w:tc></w:tr>"
    text = extract("talk.docx", docx(paragraph("Interview  3"), f"<w:tbl>{row}</w:tbl>", paragraph("End")))
    assert text == "Interview 3\nCarer\tNobody rang. Twice.\nEnd\n"
    assert [text[span.start : span.end] for span in paragraphs(text)] == text.splitlines()


@pytest.mark.parametrize(("data", "text"), [
    (b"\xef\xbb\xbfone\r\ntwo", "one\ntwo"), ("“naïve”".encode("cp1252"), "“naïve”"), ("😀 one".encode(), "😀 one"),
    (b"  # not a heading\n\n", "  # not a heading\n\n"),
])  # fmt: skip
def test_plain_text_is_as_it_was_written(data, text):
    assert extract("notes.TXT", data) == text


@pytest.mark.parametrize(("name", "data", "problem"), [
    ("talk.mp3", b"x", "give one of .txt, .docx, .odt, .pdf"),
    ("talk", b"x", "give one of"),
    ("talk.docx", b"PK no", "not a .docx document"),
    ("talk.odt", docx(paragraph("a")), "a packed file without content.xml"),
    ("talk.pdf", b"%PDF-1.7 nothing", "not a PDF file that can be read"),
    ("talk.txt", b"a\0b", "this is not text"),
    ("talk.txt", b" \n ", "there are no words in it"),
    ("talk.docx", docx(paragraph(" ")), "there are no words in it"),
    ("talk.txt", bytes(LARGEST + 1), "bytes is more than"),
])  # fmt: skip
def test_what_cannot_be_read_says_why(name, data, problem):
    with pytest.raises(UnreadableSource, match=problem) as caught:
        extract(name, data)
    assert str(caught.value).startswith(f"{name}: ")

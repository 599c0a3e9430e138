"""Each kind of file gives the same passages, and knows where they stood; a file that cannot be read says why."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims import UnreadableText, check, read_document, read_text
from careplace.claims.texts import documents, docx
from careplace.claims.texts.passages import Position, Role, Table, sentences

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(body: str, name: str = "word/document.xml", head: str = "") -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            name, f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
        )
    return packed.getvalue()


def paragraph(text: str, style: str = "") -> str:
    about = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{about}<w:r><w:t>{text}</w:t></w:r></w:p>"


def kept(tmp_path, name: str, content: str | bytes):
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


MIX = [
    ("Outstanding", "5 (3.4%)"),
    ("Good", "103 (70.1%)"),
    ("Requires improvement", "35 (23.8%)"),
    ("Inadequate", "4 (2.3%)"),
]
FORMS = {
    "list.md": "\n".join(f"- **{level}**: {said}" for level, said in MIX),
    "list.txt": "\r\n".join(f"  • {level}: {said}" for level, said in MIX),
    "list.html": "<ul>" + "".join(f"<li><b>{level}</b>: {said}</li>" for level, said in MIX) + "</ul>",
    "list.docx": docx_of("".join(paragraph(f"{level}: {said}", "ListBullet") for level, said in MIX)),
    "table.csv": "Rating,Count,Share\n"
    + "".join(f"{level},{said[:-1].replace(' (', ',')}\n" for level, said in MIX),
    "table.md": "| Rating | Count | Share |\n|---|---|---|\n"
    + "".join(f"| {level} | {said[:-1].replace(' (', ' | ')} |\n" for level, said in MIX),
    "table.html": "<table>"
    + "".join(
        f"<tr><th>{level}</th><td>{said[:-1].replace(' (', '</td><td>')}</td></tr>" for level, said in MIX
    )
    + "</table>",
    "table.docx": docx_of(
        "<w:tbl>"
        + "".join(
            "<w:tr>"
            + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in (level, *said[:-1].split(" (")))
            + "</w:tr>"
            for level, said in MIX
        )
        + "</w:tbl>"
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_the_same_mix_gives_the_same_two_faults(tmp_path, name):
    says = [finding.says for finding in check(read_document(kept(tmp_path, name, FORMS[name])))]
    assert sorted(says) == [
        "4 of 147 is 2.7%, not 2.3%",
        "the printed shares sum to 99.6%, further from 100% than rounding can bring them",
    ]


def test_positions_in_markdown_are_lines_and_columns():
    document = read_text("# Ratings\n\nWords that\nrun on. Then 5 **of** 4.\n")
    (_heading, passage) = document.passages
    assert _heading.role is Role.HEADING
    assert passage.position(passage.text.index("run")) == Position(4, 1)
    (_first, second) = [s for s in sentences(document) if s.passage is passage]
    assert second.position(0) == Position(4, 9)


def test_positions_in_a_page_are_of_its_source():
    document = read_text(
        "<p>One.\n<b>Two</b></p>\n<script>3 of 2</script><p aria-hidden='true'>x</p><p>Four</p>"
    )
    first, second = document.passages
    assert first.text.split() == ["One.", "Two"]
    assert first.position(first.text.index("Two")).number == 2
    assert second.text == "Four"
    assert second.position(0).number == 3


def test_positions_in_a_csv_are_cells_and_in_a_docx_paragraphs(tmp_path):
    (table,) = read_document(kept(tmp_path, "a.csv", "a,b\nc,d\n")).parts
    assert isinstance(table, Table)
    assert str(table.rows[1][1].position(0)) == "row 2, column 2"
    (first, second) = read_document(
        kept(tmp_path, "a.docx", docx_of(paragraph("One", "Heading1") + paragraph("Two")))
    ).passages
    assert (first.role, str(second.position(0))) == (Role.HEADING, "paragraph 2, column 1")


def test_deleted_words_of_a_docx_are_not_read_document(tmp_path):
    body = "<w:p><w:del><w:r><w:delText>9 of 4</w:delText></w:r></w:del><w:r><w:t>Kept</w:t></w:r></w:p>"
    assert [p.text for p in read_document(kept(tmp_path, "a.docx", docx_of(body))).passages] == ["Kept"]


def test_text_of_old_office_programs_is_read_document(tmp_path):
    document = read_document(kept(tmp_path, "a.txt", "rated \x91Good\x92".encode("latin-1")))
    assert document.passages[0].text == "rated ‘Good’"


def test_abbreviations_do_not_end_a_sentence():
    text = "Providers, e.g. Good ones, grew. They did. “Well.” Then 4 more."
    assert len(list(sentences(read_text(text)))) == 4


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.rtf", b"%PDF", "not a kind of text that can be checked. Give one of .md"),
        ("a.docx", b"PK\x03\x04 nothing", "not a .docx document"),
        ("a.docx", b"plain words", "not a .docx document"),
        ("a.docx", docx_of("", name="other.xml"), "a packed file without word/document.xml"),
        ("a.docx", docx_of("<w:p>"), "not well-formed XML"),
        ("a.docx", docx_of("", head='<!DOCTYPE x [<!ENTITY a "b">]>'), "declares entities"),
        ("a.md", b"words\0words", "this is not text"),
        ("a.csv", b'"open,\n', "not a CSV file that can be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, found):
    with pytest.raises(UnreadableText, match=name) as raised:
        read_document(kept(tmp_path, name, content))
    assert found in str(raised.value)


def test_a_file_that_is_too_large_is_not_read_document(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 1000)
    with pytest.raises(UnreadableText, match=r"1,001 bytes is more than the 1,000 that are read"):
        read_document(kept(tmp_path, "a.md", "x" * 1001))


def test_what_a_packed_file_unpacks_to_is_bounded():
    with pytest.raises(ValueError, match="unpack to more than 1,000 bytes"):
        docx.parts(docx_of(paragraph("x" * 5000)), 1000)


@given(st.text(max_size=300), st.sampled_from(["", "<p>", "- ", "| a |"]))
def test_any_words_are_read_and_checked(text, start):
    """Whatever a text holds, the checker ends, and every quotation has a position."""
    assert all(finding.position.number > 0 for finding in check(read_text(start + text)))

"""Nothing that a reader of a document sees is lost: boxes, notes, tracked changes; and what they do not see is not read."""

import zipfile
from io import BytesIO

import pytest

from careplace.claims.texts import formats
from careplace.claims.texts.passages import Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {"office": "office", "text": "text", "table": "table", "draw": "drawing"}.items()
)
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
NOTE = (
    '<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
    "<text:note-body>{body}</text:note-body></text:note>"
)
ODT_BOX = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
CHOICE = (
    f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
)
ENDNOTE = NOTE.format(kind="endnote", body="<text:p>with its note</text:p>")


def packed(parts):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def docx(body, **notes):
    parts = {"word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"}
    for kind, content in notes.items():
        parts[f"word/{kind}s.xml"] = f"<w:{kind}s {W}>{content}</w:{kind}s>"
    return packed(parts)


def odt(body):
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed({"content.xml": f"<office:document-content {ODF}>{text}</office:document-content>"})


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def words(data, kind):
    """The words of each passage in order; of a table, those of its cells."""
    passages = []
    for part in formats.parts(data, kind):
        passages += (
            [cell.text for row in part.rows for cell in row] if isinstance(part, Table) else [part.text]
        )
    return passages


@pytest.mark.parametrize(("body", "expected"), [
    (f"<w:p>{run('We ')}<w:ins>{run('never ')}</w:ins>{run('waited.')}</w:p>", ["We never waited."]),
    (f"<w:p>{run('We ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del>{run('waited.')}</w:p>", ["We waited."]),
    (f"<w:p><w:moveFrom>{run('Moved.')}</w:moveFrom></w:p><w:p><w:moveTo>{run('Moved.')}</w:moveTo></w:p>", ["Moved."]),
    (f"<w:p>{run('One ')}<w:sdt><w:sdtContent>{run('control')}</w:sdtContent></w:sdt></w:p>", ["One control"]),
    (f"<w:sdt><w:sdtContent><w:p>{run('A control')}</w:p></w:sdtContent></w:sdt>", ["A control"]),
    (
        f"<w:p>{run('Before.')}<w:r><w:pict>{BOX}</w:pict></w:r></w:p><w:p>{run('After.')}</w:p>",
        ["Before.", "In a box.", "After."],
    ),
    (
        f"<w:p><w:r>{CHOICE}</w:r></w:p>",
        ["In a box."],
    ),
    (
        f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink><w:fldSimple>{run(' a field')}</w:fldSimple></w:p>",
        ["a link a field"],
    ),
    (f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('stop')}<w:r><w:tab/></w:r>{run('tab')}</w:p>", ["stop tab"]),
    (f"<w:tbl><w:tr><w:tc><w:p>{run('in ')}<w:ins>{run('a cell')}</w:ins></w:p></w:tc></w:tr></w:tbl>", ["in a cell"]),
])  # fmt: skip
def test_words_of_a_docx(body, expected):
    assert words(docx(body), ".docx") == expected


def test_notes_of_a_docx_follow_its_text_under_their_numbers():
    separator = f'<w:footnote w:type="separator" w:id="0"><w:p>{run("line")}</w:p></w:footnote>'
    data = docx(
        f"<w:p>{run('Text.')}</w:p>",
        footnote=f'{separator}<w:footnote w:id="2"><w:p>{run("At the foot.")}</w:p></w:footnote>',
        endnote=f'<w:endnote w:id="3"><w:p>{run("At the end.")}</w:p></w:endnote>',
    )
    assert words(data, ".docx") == ["Text.", "At the foot.", "At the end."]
    assert [str(part.position(0)) for part in formats.parts(data, ".docx")][1:] == [
        "footnote 2, column 1",
        "endnote 3, column 1",
    ]


@pytest.mark.parametrize(("body", "expected"), [
    (
        f"{ODT_BOX}<text:p>Before{ODT_BOX}</text:p><text:p>After.</text:p>",
        ["In a box.", "Before", "In a box.", "After."],
    ),
    (
        f"<text:p>Text{NOTE.format(kind='footnote', body='<text:p>At the foot.</text:p>')} goes on.</text:p>",
        ["Text goes on.", "At the foot."],
    ),
    (
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone{ENDNOTE}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>Kept<text:change-start/> and more<text:change-end/></text:p>",
        ["Kept and more"],
    ),
    ("<text:p>Said<office:annotation><text:p>a comment</text:p></office:annotation>.</text:p>", ["Said."]),
    ("<text:list><text:list-item><text:p>An item</text:p></text:list-item></text:list>", ["An item"]),
])  # fmt: skip
def test_words_of_an_odt(body, expected):
    assert words(odt(body), ".odt") == expected


def test_a_note_of_an_odt_is_at_its_number():
    body = "".join(
        f"<text:p>T{NOTE.format(kind=kind, body='<text:p>N</text:p>')}</text:p>"
        for kind in ("footnote", "endnote")
    )
    positions = [str(part.position(0)) for part in formats.parts(odt(body), ".odt")]
    assert positions[2:] == ["footnote 1, column 1", "endnote 2, column 1"]

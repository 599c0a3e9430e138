"""A page's blocks, and the same blocks as Markdown and as a Word file."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.claims import read_text
from careplace.claims.texts.docx import parts as word_parts
from careplace.claims.texts.passages import Table
from careplace.publish.blocks import Grid, Text, blocks
from careplace.publish.docx_file import to_docx
from careplace.publish.markdown_text import escaped, to_markdown

PAGE = """<!DOCTYPE html><html><head><title>Not this</title><style>p { color: red }</style></head>
<body><a class="skip" href="#main">Skip to main content</a><header><p>Nor this</p></header>
<h1>A place</h1>
<p>One <data value="1">1</data>
 and <time datetime="2026-09-01">1 September 2026</time>.</p>
<ul><li>Good: 3 &amp; more</li>
<li>Bad: <a href="/figures/x/">none</a></li></ul>
<div><table><caption>Shares | all</caption><thead><tr><th>Place</th><th>Share</th></tr></thead>
<tbody><tr><th>Ash</th><td>78.6%</td></tr><tr><th>Birch</th><td></td></tr></tbody></table></div>
<p>  </p><h2>End</h2></body></html>"""
BLOCKS = [
    Text("h1", "A place"),
    Text("p", "One 1 and 1 September 2026."),
    Text("li", "Good: 3 & more"),
    Text("li", "Bad: none"),
    Grid("Shares | all", ("Place", "Share"), (("Ash", "78.6%"), ("Birch", ""))),
    Text("h2", "End"),
]
MARKDOWN = """# A place

One 1 and 1 September 2026.

- Good: 3 & more
- Bad: none

Shares \\| all

| Place | Share |
| --- | --- |
| Ash | 78.6% |
| Birch |  |

## End
"""
texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


def test_a_page_is_read_block_by_block_without_what_readers_do_not_see():
    assert blocks(PAGE) == BLOCKS


def test_markdown_has_the_blocks():
    assert to_markdown(BLOCKS) == MARKDOWN


@given(texts)
def test_no_letter_of_a_text_is_a_mark_of_markdown(text):
    assert re.sub(r"\\(.)", r"\1", escaped(text)) == text
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`|<#]", escaped(text))


def test_word_has_the_blocks_as_its_own_headings_lists_and_tables():
    document = docx.Document(io.BytesIO(to_docx(BLOCKS, "A title", date(2026, 9, 1))))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert styles == [
        ("Title", "A place"),
        ("Normal", "One 1 and 1 September 2026."),
        ("List Bullet", "Good: 3 & more"),
        ("List Bullet", "Bad: none"),
        ("Caption", "Shares | all"),
        ("Heading 1", "End"),
    ]
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Place", "Share"],
        ["Ash", "78.6%"],
        ["Birch", ""],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert (document.core_properties.title, document.core_properties.language) == ("A title", "en-GB")


def test_a_word_file_is_the_same_bytes_each_time_and_says_nothing_of_when_it_was_made():
    first, second = (to_docx(BLOCKS, "A title", date(2026, 9, 1)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2026-09-01"}
    assert "python-docx" not in core


def test_the_checker_reads_the_same_table_from_markdown_and_from_word():
    (in_markdown,) = [p for p in read_text(to_markdown(BLOCKS)).parts if isinstance(p, Table)]
    (in_word,) = [p for p in word_parts(to_docx(BLOCKS, "", date(2026, 9, 1)), 10**6) if isinstance(p, Table)]
    cells = [[[cell.text for cell in row] for row in table.rows] for table in (in_markdown, in_word)]
    assert cells[0] == cells[1]


@pytest.mark.parametrize(
    "html",
    ["", "<p>", "<table></table>", "</p></td>", "<td>1</td>", "<table><td>1</td></table>", "<header><p>x"],
)
def test_a_page_that_is_not_well_formed_is_read_as_far_as_it_goes(html):
    assert [block for block in blocks(html) if isinstance(block, Text)] == []

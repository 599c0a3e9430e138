"""The first cell of each row is tagged as its head."""

import io

import pikepdf
import pytest
import typst

from careplace.publish.paper.row_heads import tagged

SOURCE = """
#set document(title: "T", date: none)
= T
#table(columns: 3, table.header[A][B][C], [r], [1], [2], [s], table.cell(colspan: 2)[3])
"""


@pytest.fixture(scope="module")
def elements():
    document = typst.compile(SOURCE.encode(), format="pdf", pdf_standards=["ua-1"])
    with pikepdf.open(io.BytesIO(tagged(document))) as pdf:
        rows = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TR"]
        yield sorted((list(row.K) for row in rows), key=lambda cells: str(cells[0].S) + str(len(cells)))


def table_attributes(cell) -> dict:
    return {
        name: str(value) for one in cell.A if one.O == "/Table" for name, value in one.items() if name != "/O"
    }


def test_heads_of_rows_and_of_columns_have_their_scope(elements):
    kinds = sorted([str(cell.S) for cell in row] for row in elements)
    assert kinds == [["/TH", "/TD"], ["/TH", "/TD", "/TD"], ["/TH", "/TH", "/TH"]]
    scopes = sorted(table_attributes(row[0])["/Scope"] for row in elements)
    assert scopes == ["/Column", "/Row", "/Row"]


def test_a_cell_names_no_head_and_keeps_its_span(elements):
    cells = [table_attributes(cell) for row in elements for cell in row if cell.S == "/TD"]
    assert sorted(map(str, cells)) == ["{'/ColSpan': '2'}", "{}", "{}"]


def test_the_same_document_gives_the_same_bytes():
    document = typst.compile(SOURCE.encode(), format="pdf", pdf_standards=["ua-1"])
    assert tagged(document) == tagged(document)

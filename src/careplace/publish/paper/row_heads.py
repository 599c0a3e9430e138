"""Tags of the heads of rows in a PDF: Typst writes those of columns, and has none for a row yet."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

_OF_ROW = Dictionary(O=Name.Table, Scope=Name.Row)


def tagged(document: bytes) -> bytes:
    """The PDF with the first cell of each row of a table's body as the head of its row.

    A cell then names no head of its own: it has those of its column and its row, each with its scope (ISO 14289-1, 7.5).
    """
    with pikepdf.open(io.BytesIO(document)) as pdf:
        for element in pdf.objects:
            if isinstance(element, Dictionary) and element.get("/S") == Name.TR and Name.TBody == element.P.S:
                _tag(element)
        written = io.BytesIO()
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def _tag(row: Dictionary) -> None:
    for number, cell in enumerate(row.K):
        kept = [
            attributes
            for attributes in cell.get("/A", [])
            if str(attributes.O) != "/Table" or "/ColSpan" in attributes
        ]
        for attributes in kept:
            if "/Headers" in attributes:
                del attributes.Headers
        if not number:
            cell.S = Name.TH
            kept.append(_OF_ROW)
        cell.A = Array(kept)

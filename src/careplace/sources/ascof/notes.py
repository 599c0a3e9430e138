"""The table ascof_note: all that the workbook says in words, each under the measures that it is about."""

import pyarrow as pa

from careplace.sources.ascof.headings import MeasureTable, financial, year
from careplace.sources.ascof.tables import ASCOF_NOTE
from careplace.sources.ascof.words import Line, Words, number


def notes(words: Words, tables: list[MeasureTable], source: str) -> pa.Table:
    """The table ascof_note. A note that several measures refer to stands once for each of them."""
    measures = [(table, words.measure(table.code)["measure"]) for table in tables]
    rows = [_row("measure", line, line["measure"]) for line in words.contents]
    for line in words.notes:
        about = [code for table, code in measures if number(line) in table.notes]
        rows += [_row("note", line, code) | {"number": number(line)} for code in about or [None]]
    for line in words.log:
        about = [code for table, code in measures if line in words.changes(table.code)]
        rows += [_row("comparability", line, code) for code in about or [line["measure"]]]
    for table, code in measures:
        rows += [
            {
                "kind": "table",
                "measure": code,
                "text": text,
                "sheet": table.header.sheet.name,
                "source_row": row,
            }
            for row, text in table.lines
        ]
    rows += [_row("workbook", line, None) for line in words.rest]
    return pa.Table.from_pylist([row | {"source": source} for row in rows], ASCOF_NOTE.schema)


def _row(kind: str, line: Line, measure: str | None) -> dict:
    start = year(line["start"])
    period = financial(start) if start else line["start"]
    where = {"sheet": line.sheet, "source_row": line.row}
    columns = {
        "text": line["text"] or line.cells["text"],
        "reference": line["reference"],
        "former_code": line["former"],
    }
    return {"kind": kind, "measure": measure, "period": period, **columns, **where}

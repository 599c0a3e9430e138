"""The rows behind a figure: as a page of the site shows them, so many at a time, and as CSV with every column."""

from dataclasses import dataclass

import pyarrow as pa
from pyarrow import csv

from careplace.measures.outcomes.published_rows import in_words
from careplace.measures.providers.tracing import Trace
from careplace.web.public.spreadsheet_safety import spreadsheet_safe

A_PAGE = 50
_PLACED = ("source", "sheet", "source_row")
_KEY = ("location_id", "earlier_id", "later_id", "source", "sheet", "source_row")


@dataclass(frozen=True)
class Rows:
    """Rows that a figure is made from. `counted` says of each whether its value counts it; where `out_of`, the rows are
    those of the denominator."""

    rows: tuple[dict, ...]
    counted: tuple[bool, ...]
    out_of: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.rows) // A_PAGE))

    def page(self, number: int) -> list[dict]:
        """The rows of a page, counted from 1, as the page shows them."""
        part = slice((number - 1) * A_PAGE, number * A_PAGE)
        return [
            shown(row) | {"counted": counts}
            for row, counts in zip(self.rows[part], self.counted[part], strict=True)
        ]

    def as_csv(self) -> bytes:
        """Every row with every column, and whether it is counted; no cell is a formula to a spreadsheet."""
        names = list(dict.fromkeys(name for row in self.rows for name in row))
        columns = {name: [_text(row.get(name)) for row in self.rows] for name in names}
        columns["counted"] = ["yes" if counts else "no" for counts in self.counted]
        out = pa.BufferOutputStream()
        csv.write_csv(
            spreadsheet_safe(pa.table({n: pa.array(c, pa.string()) for n, c in columns.items()})), out
        )
        return out.getvalue().to_pybytes()


def rows_of(trace: Trace) -> Rows:
    """The rows of a trace: those of the denominator where it has them, else those of the value."""
    if not trace.out_of:
        return Rows(trace.rows, (True,) * len(trace.rows), False)
    counted = {_key(row) for row in trace.rows}
    return Rows(trace.out_of, tuple(_key(row) in counted for row in trace.out_of), True)


def shown(row: dict) -> dict:
    """A row as the page shows it: what it says, the id of its location where it has one, and where it stands."""
    if "location_id" in row:
        return {
            "text": f"{row['location_name'] or ''}: {row['overall'] or 'Not rated'}",
            "location": row["location_id"],
            "file": row["rating_source"],
            "where": f"{row['rating_sheet'] or ''} row {row['rating_row'] or row['source_row']}".strip(),
        }
    words = in_words(row) if "part" in row else _cells(row)
    where = f"{row.get('sheet') or ''} row {row['source_row']}".strip()
    return {"text": words, "location": "", "file": row["source"], "where": where}


def _key(row: dict) -> tuple:
    return tuple(row.get(name) for name in _KEY)


def _cells(row: dict) -> str:
    """The cells of a row that was read as it is published."""
    cells = ((name, value) for name, value in row.items() if value is not None and name not in _PLACED)
    return ", ".join(f"{name} {_in_full(value)}" for name, value in cells)


def _in_full(value) -> str:
    """A cell as text; a number in full, without what binary fractions add to it."""
    return f"{value:,.12g}" if isinstance(value, float) else str(value)


def _text(value) -> str | None:
    """A cell of the CSV: a number without commas."""
    return None if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)

"""The CSV: every text harmless as the reports' are, and read back as it was."""

import csv
import io
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish import opendata
from careplace.web.public.explore.download import lines, written

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@given(st.lists(texts, min_size=1, max_size=5))
def test_what_is_written_is_read_back(names):
    table = pa.table(
        {"position": range(len(names)), "name": names, "snapshot": [date(2021, 2, 1)] * len(names)}
    )
    rows = list(csv.DictReader(io.StringIO(written(table, True).decode(), newline="")))
    assert [row["name"] for row in rows] == [opendata.spreadsheet_safe_text(name) for name in names]
    assert {row["as_at"] for row in rows} == {"2021-02-01"}
    assert list(rows[0]) == ["name", "as_at"]


@pytest.mark.parametrize("batches", [1, 3])
def test_the_header_stands_once(batches):
    batch = pa.RecordBatch.from_pydict({"name": ["a"], "snapshot": [date(2021, 2, 1)]})
    text = b"".join(lines([batch] * batches)).decode()
    assert text.splitlines()[0] == '"name","as_at"'
    assert len(text.splitlines()) == batches + 1

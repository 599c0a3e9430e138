"""Columns are made harmless to spreadsheets as single cells are."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish import opendata
from careplace.web.public.spreadsheet_safety import spreadsheet_safe

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)


@given(
    st.lists(
        st.none() | TEXTS | st.sampled_from(opendata.FORMULA_STARTS) | TEXTS.map(lambda text: f"={text}"),
        max_size=20,
    )
)
def test_a_column_is_made_harmless_as_a_cell_is(cells):
    columns = pa.table({"text": pa.array(cells, pa.string()), "number": pa.array([-1.5] * len(cells))})
    done = spreadsheet_safe(columns)
    assert done["text"].to_pylist() == [
        None if cell is None else opendata.spreadsheet_safe_text(cell) for cell in cells
    ]
    assert done["number"].to_pylist() == [-1.5] * len(cells)
    assert done.schema == columns.schema


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "=cmd|' /C calc'!A0"])
def test_a_formula_is_none(text):
    (cell,) = spreadsheet_safe(pa.table({"a": [text]}))["a"].to_pylist()
    assert cell == f"'{text}"

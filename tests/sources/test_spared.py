"""Which bad cells of descriptive columns are read as blank, and how they are noted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources import spared
from careplace.sources.contract import Problem, SourceError


def problems(rows: int) -> list[Problem]:
    """As `misfits` gives them: the first counts all, the others none."""
    shown = min(rows, 5)
    return [
        Problem("f.csv", f"'x{n}'", "a postcode", "S", n + 2, "Postcode", 0 if n else rows)
        for n in range(shown)
    ]


def test_no_bad_cell_needs_no_note():
    assert spared.notes([], 100) == []


def test_one_cell_is_told_with_its_place():
    [note] = spared.notes(problems(1), 100)
    assert note == "read as blank: sheet S, row 2, column Postcode: found 'x0'; expected a postcode"


def test_many_are_summed():
    [note] = spared.notes(problems(7), 100)
    assert "7 rows like this; first: row 2" in note


@given(bad=st.integers(1, 500), rows=st.integers(1, 2000))
def test_a_column_of_something_else_is_refused(bad, rows):
    many = bad > 10 and bad > rows // 10
    if many:
        with pytest.raises(SourceError):
            spared.notes(problems(bad), rows)
    else:
        assert len(spared.notes(problems(bad), rows)) == 1

"""How a breach is told: which rows, in what words, how many of them."""

import pyarrow as pa

from careplace.sources.contract import MOST_PROBLEMS, ROWS_SHOWN, Problem, SourceError, misfits


def test_misfits_name_row_and_heading_and_how_many():
    text = pa.table({"beds": ["x"] * 9, "source_row": range(2, 11)})
    problems = misfits("f.ods", text, "beds", pa.array([True] * 9), "a whole number", "Beds", "S")
    assert len(problems) == ROWS_SHOWN
    assert (
        str(problems[0])
        == "file f.ods, sheet S, row 2, column Beds: found 'x' (9 such rows); expected a whole number"
    )


def test_misfits_are_only_the_wrong_rows_each_with_its_own_sheet():
    rows = pa.table({"beds": ["x", None, "1"], "sheet": ["S", "T", "T"], "source_row": [2, 7, 8]})
    [problem] = misfits("f.ods", rows, "beds", pa.array([False, True, None]), "beds")
    assert str(problem) == "file f.ods, sheet T, row 7, column beds: found no value; expected beds"
    assert misfits("f.ods", rows, "beds", pa.array([False] * 3), "beds") == []


def test_misfits_of_rows_without_numbers_name_the_column():
    [problem] = misfits("f.ods", pa.table({"beds": ["x"]}), "beds", pa.array([True]), "a number")
    assert str(problem) == "file f.ods, column beds: found 'x'; expected a number"


def test_an_error_holds_every_problem_and_prints_the_first():
    error = SourceError([Problem("f", str(i), "none") for i in range(MOST_PROBLEMS + 2)])
    assert len(error.problems) == MOST_PROBLEMS + 2
    assert str(error).endswith("… and 2 more")

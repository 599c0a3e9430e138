"""Problems of one kind are one line, and no message grows without end."""

from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.contract import LONGEST as PART
from careplace.sources.contract import MOST_PROBLEMS, Problem, SourceError, shortened
from careplace.sources.messages import LONGEST, summed


def problem(row=2, found="'x'", expected="a whole number", column="Beds", rows=1, sheet="S") -> Problem:
    return Problem("f.csv", found, expected, sheet, row, column, rows)


def test_rows_of_one_kind_are_one_line_with_their_number_and_the_first():
    problems = [problem(2, rows=500), *(problem(n, f"'{n}'", rows=0) for n in (3, 9))]
    assert summed(problems) == [
        "sheet S, column Beds: 500 rows like this; first: row 2, found 'x'; expected a whole number"
    ]


def test_what_is_expected_may_differ_in_the_values_that_it_names():
    expected = "a council of England at 2026-05-01 (No place is called '{}'.)"
    problems = [
        problem(n, f"'{name}'", expected.format(name), "Council", n) for n, name in ((2, "A"), (7, "B"))
    ]
    (line,) = summed(problems)
    assert line.startswith(
        "sheet S, column Council: 9 rows like this; first: row 2, found 'A'; expected a council"
    )


def test_different_columns_sheets_and_expectations_stay_apart():
    problems = [problem(), problem(column="Name"), problem(sheet="T"), problem(expected="a rating")]
    assert len(summed(problems)) == 4


def test_one_problem_is_told_in_full():
    assert summed([problem()]) == ["sheet S, row 2, column Beds: found 'x'; expected a whole number"]
    assert summed([Problem("f.csv", "an empty file", "a file")]) == ["found an empty file; expected a file"]


def test_problems_of_whole_files_are_never_summed_into_rows():
    problems = [Problem("f.csv", f"no column '{name}'", "a column", column=name) for name in "ab"]
    assert len(summed(problems)) == 2
    shared = [Problem("f.csv", f"the same councils as in {name}", "one file for each") for name in "abc"]
    assert len(summed(shared)) == 3


def test_a_cell_of_twenty_megabytes_is_not_printed():
    line = str(problem(found=repr("x" * 20_000_000), column="h" * 100_000))
    assert len(line) < 4 * PART
    assert "(20,000,002 characters)" in line
    assert shortened("short") == "short"


@given(
    st.lists(
        st.builds(
            problem,
            row=st.none() | st.integers(1, 9),
            found=st.text(max_size=600),
            expected=st.text(max_size=600),
            column=st.sampled_from("abc"),
            rows=st.integers(0, 5),
        ),
        max_size=60,
    )
)
def test_lines_are_bounded_and_count_every_row(problems):
    lines = summed(problems)
    assert len(lines) <= MOST_PROBLEMS + 1
    assert sum(map(len, lines)) <= LONGEST + 5 * PART
    assert bool(lines) == bool(problems)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(2, 9)), min_size=1, max_size=30))
def test_rows_are_counted_as_a_slow_count_would(rows):
    told = "\n".join(summed(problem(row, column=column) for column, row in rows))
    for name in {column for column, _row in rows}:
        count = sum(column == name for column, _row in rows)
        if count > 1:
            assert f"column {name}: {count} rows like this" in told


def test_an_exception_of_many_problems_is_bounded():
    error = SourceError([problem(found="y" * 5000, expected="z" * 5000, row=n) for n in range(1000)])
    assert len(str(error)) < MOST_PROBLEMS * 4 * PART

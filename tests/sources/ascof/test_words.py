"""What the workbook says in words is kept under the measures it is about, and what it contradicts is told."""

import pytest
from tests.sources.ascof.fictional import ADMISSIONS, CONTENTS, LOG, NOTES, QUALITY, with_cell, workbook


def notes(reading, **wanted) -> list[dict]:
    every = reading.tables["ascof_note"].to_pylist()
    return [row for row in every if all(row[name] == value for name, value in wanted.items())]


def test_a_note_stands_under_each_measure_that_refers_to_it(read):
    both = with_cell(QUALITY, 2, 1, "Outcome refers to the sum of the scores [note 2].")
    found = notes(read(workbook(Table_1c=both)), kind="note", number=2)
    assert [(row["measure"], row["text"], row["reference"]) for row in found] == [
        ("1C", "Rounded to 5.", "Comparability over time sheet"),
        ("2B", "Rounded to 5.", "Comparability over time sheet"),
    ]


def test_a_note_that_no_table_refers_to_is_kept(read):
    (found,) = notes(read(workbook()), number=3)
    assert (found["measure"], found["text"], found["source_row"]) == (None, "No table refers to this.", 5)


def test_what_broke_a_series_is_kept_by_measure_and_year(read):
    found = notes(read(workbook()), kind="comparability")
    told = [(row["measure"], row["former_code"], row["period"]) for row in found]
    assert told == [
        ("1C", "1D", "2016-17"),
        ("1C", "1D", "2023-24"),
        ("2B", "2A(1)", "2024-25"),
        (None, "1E", "2023-24"),
    ]


def test_a_word_on_a_whole_is_about_its_parts(read):
    parts = [
        ["2E(1)", "At home", "CLD", "2024 to 2025", "1G"],
        ["2E(2a)", "At home", "CLD", "2024 to 2025", "[z]"],
    ]
    tables = {
        f"Table_{code}": with_cell(ADMISSIONS, 1, 1, f"Table {code.lower()}: per 100,000")
        for code in ("2E(1)", "2E(2a)")
    }
    log = [*LOG, ["2E", "1G", "2024 to 2025", "Figures cannot be compared with previous years."]]
    reading = read(workbook(Contents=[*CONTENTS, *parts], Log=log, **tables))
    assert [row["measure"] for row in notes(reading, kind="comparability", former_code="1G")] == [
        "2E(1)",
        "2E(2a)",
    ]


def test_contents_say_the_source_and_the_first_year(read):
    (found,) = notes(read(workbook()), kind="measure", measure="1C")
    assert (found["reference"], found["period"], found["former_code"]) == ("SACE", "2012-13", "1D")


def test_every_row_of_words_is_in_the_table(read):
    reading = read(workbook())
    kept = {(row["sheet"], row["source_row"]) for row in notes(reading)}
    for name, sheet in workbook().items():
        start = next((row for row, cells in enumerate(sheet, 1) if cells and len(cells) > 1), None)
        rows = range(1, start) if name.startswith("Table") else range((start or 0) + 1, len(sheet) + 1)
        assert {(name, row) for row in rows if any(sheet[row - 1])} <= kept


def test_the_text_of_every_sheet_is_kept(read):
    text = read(workbook()).text
    assert set(text) == set(workbook())
    assert text["Cover"].column("column 1").to_pylist()[1] == "Key"
    assert text["Table_2b"].column("2024 to 2025 - numerator").to_pylist()[3] == "[c]"


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (
            {"Contents": CONTENTS[:-1]},
            "found a table of measure 6b; expected a measure that the sheet Contents lists",
        ),
        (
            {"Contents": [*CONTENTS, ["7A", "More", "CLD", "2024 to 2025", "[z]"]]},
            "row 6: found no table of measure 7A; expected one table of each measure listed",
        ),
        ({"Again": ADMISSIONS}, "row 4: found 2 tables of measure 2B"),
        (
            {"Notes": NOTES[:-2]},
            "sheet Table_2b: found a reference to note 2; expected a note of the sheet Notes",
        ),
        (
            {"Notes": [["Nothing"]]},
            "found no sheet Notes; expected a sheet with the columns note number, note text",
        ),
        ({"Log": [["Nothing"]]}, "found no sheet Comparability over time"),
    ],
)
def test_what_does_not_fit_together_is_refused(refused, sheets, said):
    assert any(said in problem for problem in refused(workbook(**sheets)))


def doubts(reading) -> str:
    return "\n".join(reading.notes)


def test_a_total_that_is_not_the_sum_of_its_parts_is_reported(read):
    reading = read(workbook())
    assert (
        "Table_2b: 2B, 2024-25: England's numerator is 60, the sum of its councils' 30 (councils that publish none: 1)"
        in doubts(reading)
    )


def test_a_percentage_over_100_and_a_numerator_over_its_denominator_are_reported(read):
    sheet = workbook()["Table_6b"]
    reading = read(workbook(Table_6b=with_cell(with_cell(sheet, 4, 9, "102.5"), 4, 7, "41")))
    assert "Table_6b row 4: Alpha, 2024-25: a percentage over 100 (102.5)" in doubts(reading)
    assert "Table_6b row 4: Alpha, 2024-25: a numerator (41) over its denominator (40)" in doubts(reading)


def test_a_first_year_that_cannot_be_is_reported(read):
    reading = read(workbook(Contents=with_cell(CONTENTS, 4, 4, "2024 to 2024")))
    assert "Contents row 4: measure 2B starts in '2024 to 2024', its table in 2024-25" in doubts(reading)


def test_a_former_code_that_the_log_contradicts_is_reported(read):
    reading = read(workbook(Contents=with_cell(CONTENTS, 4, 5, "2A(2)")))
    assert "Contents row 4: measure 2B was 2A(2); the log of comparability has 2A(1)" in doubts(reading)

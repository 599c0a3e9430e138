"""The framework's workbook: every cell read, by what it says and not by where it stands; else refused at the cell."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.ascof import fictional
from tests.sources.ascof.fictional import (
    ADMISSIONS,
    CONTENTS,
    COVER,
    LOG,
    NOTES,
    QUALITY,
    RATED,
    with_cell,
    workbook,
)

from careplace.sources import recognise
from careplace.sources.ascof.headings import financial, letter, year
from careplace.sources.books import open_book

NUMBERS = ("numerator", "denominator", "margin", "outcome")


def rows(reading, **wanted) -> list[dict]:
    every = reading.tables["ascof_outcome"].to_pylist()
    return [row for row in every if all(row[name] == value for name, value in wanted.items())]


def only(reading, **wanted) -> dict:
    (found,) = rows(reading, **wanted)
    return found


class TestRecognised:
    def test_by_its_headings_in_either_format(self, xlsx, ods):
        for made in (xlsx, ods):
            book = open_book(made(workbook()))
            assert recognise(book).key == "ascof"
            assert recognise(book).read(book, None).tables["ascof_outcome"].num_rows == 29

    def test_not_without_a_year_s_outcome(self, xlsx):
        assert (
            recognise(open_book(xlsx({"Any": [[*fictional.AREA, "People"], ["1", "Alpha", "E08000001", 3]]})))
            is None
        )

    def test_names_and_order_of_sheets_and_columns_mean_nothing(self, read):
        header = next(number for number, row in enumerate(QUALITY) if row[:3] == fictional.AREA)
        order = random.Random(1).sample(range(9), 9)
        moved = QUALITY[:header] + [[row[i] for i in order] for row in QUALITY[header:]]
        sheets = {"Z": RATED, "Y": moved, "X": ADMISSIONS, "W": NOTES, "V": LOG, "U": CONTENTS, "T": COVER}
        told = [
            {
                k: v
                for k, v in row.items()
                if k in NUMBERS or k in ("measure", "area", "period", "breakdown", "status")
            }
            for reading in (read(workbook()), read(sheets))
            for row in rows(reading)
        ]
        half = len(told) // 2
        assert sorted(map(str, told[:half])) == sorted(map(str, told[half:]))


class TestOutcomes:
    def test_a_survey_s_outcome(self, read):
        row = only(read(workbook()), measure="1C", area="E08000001", period="2023-24")
        assert (row["outcome"], row["margin"], row["denominator"], row["numerator"]) == (
            7.0,
            0.2,
            250.0,
            None,
        )
        assert (row["denominator_kind"], row["unit"], row["age"]) == ("respondents", "score", None)
        assert (row["outcome_column"], row["margin_column"], row["denominator_column"]) == ("I", "G", "H")
        assert (row["sheet"], row["source_row"], row["status"]) == ("Table_1c", 6, "published")
        assert (row["area_name"], row["authority_code"], row["council"]) == ("Alpha", "101", "E08000001")

    def test_an_outcome_with_its_parts(self, read):
        row = only(read(workbook()), measure="2B", area="E12000001")
        assert (row["numerator"], row["denominator"], row["outcome"]) == (30.0, 200000.0, 15.0)
        assert (row["unit"], row["age"], row["area_kind"], row["council"]) == (
            "per 100,000",
            "18 to 64",
            "region",
            None,
        )
        assert (row["period"], str(row["period_end"])) == ("2024-25", "2025-03-31")

    def test_numbers_in_brackets_are_of_the_definition_before(self, read):
        reading = read(workbook())
        official, before = (
            only(reading, measure="1C", area="E92000001", period="2016-17", breakdown_kind=kind)
            for kind in ("all", "eligible population")
        )
        assert [official[name] for name in ("margin", "denominator", "outcome")] == [0, 51230, 7.7]
        assert [before[name] for name in ("margin", "denominator", "outcome")] == [0.5, 35415, 7.6]
        assert (official["definition_version"], before["definition_version"]) == ("2016-17", "2012-13")
        assert before["breakdown"] == "as before 2016-17"

    def test_a_code_is_kept_with_its_framework_definition_and_former_code(self, read):
        reading = read(workbook())
        told = {
            (r["measure"], r["framework"], r["definition_version"], r["former_code"]) for r in rows(reading)
        }
        assert told == {
            ("1C", "2023-24", "2012-13", "1D"),
            ("1C", "2023-24", "2016-17", "1D"),
            ("2B", "2023-24", "2024-25", "2A(1)"),
            ("6B", "2023-24", "2023-24", None),
        }

    def test_ratings_are_breakdowns_of_6b(self, read):
        found = rows(read(workbook()), measure="6B", area="E08000001")
        assert [(row["breakdown_kind"], row["breakdown"], row["outcome"]) for row in found] == [
            ("all", "all", 90.0),
            ("rating", "outstanding", 2.5),
        ]

    def test_every_number_of_the_sheets_is_in_the_table_once(self, read):
        """An oracle as slow as can be: each number of each sheet, counted."""
        want = []
        for sheet in (QUALITY, ADMISSIONS, RATED):
            start = next(number for number, row in enumerate(sheet) if row[:3] == fictional.AREA)
            for row in sheet[start + 1 :]:
                for cell in row[3:]:
                    want += [float(found.replace(",", "")) for found in re.findall(r"-?[\d,]*\.?\d+", cell)]
        got = [row[name] for row in rows(read(workbook())) for name in NUMBERS if row[name] is not None]
        assert sorted(got) == sorted(want)

    def test_an_empty_row_is_no_row(self, read):
        assert len(rows(read(workbook(Table_2b=[*ADMISSIONS, [], [None, " "]])))) == 29


class TestMarkers:
    def test_each_is_a_status_with_the_workbook_s_words(self, read):
        reading = read(workbook())
        told = {
            (measure, area): only(reading, measure=measure, area=area, period=period)
            for measure, area, period in [("2B", "E08000002", "2024-25"), ("1C", "E08000002", "2023-24")]
        }
        suppressed, absent = told.values()
        assert (suppressed["status"], suppressed["status_meaning"]) == (
            "suppressed",
            "the value is suppressed",
        )
        assert (suppressed["numerator"], suppressed["numerator_status"]) == (None, "suppressed")
        assert (absent["status"], absent["status_meaning"]) == ("not available", "data is not available")

    def test_a_colon_in_brackets_is_not_available(self, read):
        row = only(read(workbook()), measure="1C", area="E08000002", breakdown_kind="eligible population")
        assert (row["outcome"], row["status"]) == (None, "not available")
        assert row["status_meaning"] == "not explained in the workbook"

    def test_low_is_known_where_the_workbook_explains_it(self, read, refused):
        low = with_cell(ADMISSIONS, 7, 6, "[low]")
        explained = [*low[:2], ["Cells marked with a [low] indicate a value that rounds to 0."], *low[3:]]
        row = only(read(workbook(Table_2b=explained)), measure="2B", area="E08000001")
        assert (row["status"], row["status_meaning"]) == ("low", "a value that rounds to 0")
        assert (row["numerator"], row["numerator_status"]) == (12.0, "published")
        (problem,) = refused(workbook(Table_2b=low))
        assert "sheet Table_2b, row 7, column 2024 to 2025 - outcome: found '[low]'" in problem
        assert problem.endswith("a marker that the workbook explains: :, [c], [x], [z]")

    @pytest.mark.parametrize(
        "cell", ["[k]", "n/a", "12 per cent", "1,23", "7.3 (7.1", "7.3 7.1", "", None, "(5)"]
    )
    def test_whatever_else_is_an_error_at_its_cell(self, refused, cell):
        problems = refused(workbook(Table_2b=with_cell(ADMISSIONS, 7, 6, cell)))
        assert all(
            "sheet Table_2b, row 7, column 2024 to 2025 - outcome: found" in problem for problem in problems
        )

    def test_a_number_in_brackets_needs_a_word_in_the_log(self, refused):
        (problem,) = refused(workbook(Table_2b=with_cell(ADMISSIONS, 7, 6, "12 (11)")))
        assert "'12 (11)'; expected no number in brackets" in problem


class TestCouncils:
    def test_each_is_resolved_at_the_end_of_its_year(self, read):
        reading = read(workbook())
        found = {row["period"]: row["council"] for row in rows(reading, measure="1C", area="E06000003")}
        assert found == {"2016-17": "E10000002", "2023-24": "E06000003"}

    def test_a_council_that_did_not_stand_has_a_row_without_a_council(self, read):
        reading = read(workbook())
        before = only(reading, measure="1C", area="E06000001", period="2016-17")
        after = only(reading, measure="1C", area="E10000001", period="2023-24")
        assert {(row["council"], row["status"]) for row in (before, after)} == {(None, "not applicable")}

    def test_a_number_of_a_council_that_did_not_stand_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_1c=with_cell(QUALITY, 8, 9, "7.2")))
        assert (
            "row 8, column ONS area code: found Northshire (E10000001): Northshire (E10000001) ended on"
            in problem
        )
        assert problem.endswith("expected an area of England in 2023-24 under its own code")

    def test_a_name_of_another_area_than_the_code_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_2b=with_cell(ADMISSIONS, 7, 2, "Beta")))
        assert "found Beta under the code of Alpha (E08000001)" in problem

    def test_an_unknown_code_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_2b=with_cell(ADMISSIONS, 8, 3, "E08000099")))
        assert "found Beta (E08000099): No place is called 'E08000099'" in problem

    def test_one_area_twice_is_an_error(self, refused):
        problems = refused(workbook(Table_2b=[*ADMISSIONS, ADMISSIONS[6]]))
        assert len(problems) == 2
        assert all("found one of several rows of E08000001" in problem for problem in problems)

    def test_a_council_under_two_codes_is_counted_once(self, read, refused):
        former = ["204", "Westshire", "E10000002"]
        reading = read(workbook(Table_2b=[*ADMISSIONS, [*former, "18", "120000", "15"]]))
        assert {r["area"]: r["council"] for r in rows(reading, measure="2B", area_name="Westshire")} == {
            "E06000003": "E06000003",
            "E10000002": None,
        }
        problems = refused(workbook(Table_2b=[*ADMISSIONS, [*former, "19", "120000", "15.8"]]))
        assert any(
            "Westshire (E10000002), 2024-25: 15.8, one of several outcomes of E06000003" in p
            for p in problems
        )

    def test_councils_together_are_kept_without_a_council(self, read):
        row = only(read(workbook()), measure="6B", area="Alpha and Beta", breakdown="all")
        assert (row["area_kind"], row["council"], row["area_code"]) == ("councils together", None, None)

    def test_an_area_of_no_known_kind_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_2b=with_cell(ADMISSIONS, 7, 3, "[z]")))
        assert "found 'Alpha', which is under no area code" in problem

    def test_without_a_gazetteer_there_is_no_council(self, read):
        assert {row["council"] for row in rows(read(workbook(), councils=False))} == {None}


class TestHeadings:
    @pytest.mark.parametrize(
        "heading", ["2024 to 2025 - result", "2024-25 - outcome", "2024 to 2026 - outcome", "Remarks"]
    )
    def test_an_unknown_heading_is_an_error(self, refused, heading):
        problems = refused(workbook(Table_2b=with_cell(ADMISSIONS, 4, 5, heading)))
        assert f"sheet Table_2b, row 4, column E: found {heading!r}" in problems[0]

    def test_values_under_no_heading_are_an_error(self, refused):
        (problem,) = refused(workbook(Table_2b=[*ADMISSIONS[:-1], [*ADMISSIONS[-1], "provisional"]]))
        assert "row 9, column G: found values under no heading" in problem

    def test_a_year_without_an_outcome_is_an_error(self, refused):
        problems = refused(workbook(Table_1c=with_cell(QUALITY, 3, 6, "2017 to 2018 - outcome")))
        assert any(
            "found margin, denominator of 2016-17; expected one outcome" in problem for problem in problems
        )

    def test_a_heading_twice_is_an_error(self, refused):
        problems = refused(workbook(Table_2b=with_cell(ADMISSIONS, 4, 5, "2024 to 2025 - outcome")))
        assert any("2 columns of one meaning" in problem for problem in problems)

    def test_a_missing_area_column_is_an_error(self, refused):
        problems = refused(workbook(Table_2b=with_cell(ADMISSIONS, 4, 2, "Council")))
        assert any("column Local authority: found no such column" in problem for problem in problems)

    def test_a_table_without_a_title_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_2b=with_cell(ADMISSIONS, 1, 1, "Admissions")))
        assert "sheet Table_2b: found no title; expected a title such as 'Table 2a: …'" in problem

    def test_a_title_that_says_no_unit_is_an_error(self, refused):
        (problem,) = refused(workbook(Table_6b=with_cell(RATED, 1, 1, "Table 6b: residential providers")))
        assert "expected a title that says what the outcome is in" in problem

    @given(st.integers(0, 20_000))
    def test_letters_count_as_a_spreadsheet_does(self, index):
        digits = [ord(each) - ord("A") + 1 for each in letter(index)]
        assert sum(digit * 26**place for place, digit in enumerate(reversed(digits))) == index + 1

    @given(st.integers(1900, 2098))
    def test_years(self, start):
        assert year(f"{start} to {start + 1}") == start
        assert year(f"{start} to {start}") is None
        assert financial(start) == f"{start}-{str(start + 1)[2:]}"


@pytest.mark.parametrize(
    ("outcome", "told"), [("12", 0), ("12.0", 0), ("13", 1), ("1.2", 1), ("12.1", 1), ("120", 1)]
)
def test_an_outcome_that_is_not_what_its_parts_give_is_told(read, outcome, told):
    row = next(number for number, cells in enumerate(ADMISSIONS, 1) if cells[:1] == ["101"])
    reading = read(workbook(Table_2b=with_cell(ADMISSIONS, row, 6, outcome)))
    said = [note for note in reading.notes if "is not what its parts give, 12 of 100000: 12.0" in note]
    assert len(said) == told

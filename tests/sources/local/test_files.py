"""Local files: what is read, and that every rule that a cell breaks is told at its cell."""

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kinds import every
from tests.places import nation

from careplace import sources
from careplace.places.gazetteer import Gazetteer
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.publication import Book, RawFile, Sheet

GUIDE = Path(__file__).parents[3] / "docs/guide/local-files.md"
HEADER = ("Place", "Period", "Period type", "Measure", "Breakdown", "Numerator", "Denominator", "Value")
HEADER += ("Lower 95", "Upper 95", "Status", "Note", "Title", "Unit", "Polarity")
PLAIN = {"Place": "Alpha", "Period": "2023-24", "Measure": "local-falls", "Value": "45", "Title": "Falls"}
PLAIN |= {"Unit": "%", "Polarity": "low"}


@pytest.fixture(scope="module")
def small_nation() -> Gazetteer:
    return Gazetteer.from_tables(nation.tables())


@pytest.fixture
def read(csv_file, small_nation):
    """read(*rows): the reading of a file with these rows, each a dict of what differs from PLAIN."""

    def reading(*rows, name="ours.csv"):
        cells = [HEADER, *([(PLAIN | row).get(heading, "") for heading in HEADER] for row in rows)]
        book = open_book(csv_file(cells, name))
        return sources.recognise(book).read(book, small_nation)

    return reading


@pytest.fixture
def value(read):
    """value(**cells): the one value of a file of one row."""

    def one(**cells):
        (row,) = read(cells).tables["local_value"].to_pylist()
        return row

    return one


@pytest.fixture
def told(read):
    """told(*rows): (row, column, what was found) of every problem."""

    def problems(*rows):
        with pytest.raises(SourceError) as refused:
            read(*rows)
        return [(p.row, p.column, p.found) for p in refused.value.problems]

    return problems


def test_a_figure_is_read_in_the_unit_of_its_measure(value):
    row = value(Numerator="9", Denominator="20", **{"Lower 95": "40", "Upper 95": "50.5"})
    assert (row["measure"], row["place"], row["place_kind"]) == ("local-falls", "E08000001", "council")
    assert (row["period"], row["period_type"]) == ("2023-24", "financial year")
    assert (row["value"], row["numerator"], row["denominator"]) == (0.45, 9, 20)
    assert (row["lower95"], row["upper95"], row["unit"]) == (0.40, 0.505, "share")
    assert (row["status"], row["breakdown"], row["source_row"], row["file"]) == (
        "provisional",
        "all",
        2,
        "ours.csv",
    )


def test_a_percentage_without_a_value_is_worked_out(value):
    assert value(Value="", Numerator="9", Denominator="20")["value"] == 0.45


def test_a_suppressed_figure_stays_without_a_value(value):
    row = value(Value="", Denominator="20", Status="Suppressed", Note="fewer than 5")
    assert (row["value"], row["status"], row["note"]) == (None, "suppressed", "fewer than 5")


def test_other_units_are_not_divided(value):
    assert value(Value="1200", Unit="per 100,000 people")["value"] == 1200
    assert value(Value="0.45", Unit="Share")["value"] == 0.45


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *(
            ("Aug 2024", "2024-08"),
            ("August 2024", "2024-08"),
            ("aug-24", "2024-08"),
            ("AUG-2024", "2024-08"),
        ),
        *(
            ("Sept 2024", "2024-09"),
            ("Dec 2011", "2011-12"),
            ("2011/12", "2011-12"),
            ("31 March 2024", "2024-03-31"),
        ),
        *(
            ("2014/15", "2014-15"),
            ("2014/2015", "2014-15"),
            ("2014-2015", "2014-15"),
            ("2014 to 2015", "2014-15"),
        ),
        *(("FY2014-15", "2014-15"), ("2014–15", "2014-15"), ("1999/00", "1999-00"), ("1999/2000", "1999-00")),
    ],
)
def test_periods_as_people_write_them(value, text, period):
    row = value(Period=text, Place="England")
    assert row["period"] == period
    kinds = {"2011/12": "financial year", "Dec 2011": "month", "31 March 2024": "day"}
    assert row["period_type"] == kinds.get(
        text, "month" if text[0].isalpha() and text[:2] != "FY" else "financial year"
    )


def test_thousands_may_be_separated(value):
    row = value(Value="", Numerator="1,234", Denominator="12,340")
    assert (row["numerator"], row["denominator"], row["value"]) == (1234, 12340, 0.1)
    assert value(Value="1,234,567.5", Unit="pounds")["value"] == 1234567.5


@pytest.mark.parametrize("unit", ["%", "share", "per cent"])
def test_a_percent_sign_says_that_a_number_is_a_percentage(value, unit):
    row = value(Value="45.5%", Unit=unit, **{"Lower 95": "40 %", "Upper 95": "50%"})
    assert (row["value"], row["lower95"], row["upper95"]) == (0.455, 0.40, 0.50)


@pytest.mark.parametrize(
    ("mark", "status"),
    every(
        3,
        [
            *(("*", "suppressed"), ("<5", "suppressed"), ("[c]", "suppressed"), ("[low]", "suppressed")),
            *(
                ("[x]", "missing"),
                ("[z]", "missing"),
                (":", "missing"),
                ("NA", "missing"),
                ("n/a", "missing"),
                ("-", "missing"),
            ),
        ],
    ),
)
def test_a_marker_says_why_there_is_no_number(value, mark, status):
    row = value(Value=mark)
    assert (row["value"], row["status"], row["note"]) == (None, status, f"the file has {mark} in its place")
    assert value(Value=mark, Note="ours")["note"] == "ours"
    part = value(Value="", Numerator=mark, Denominator="20")
    assert (part["value"], part["numerator"], part["denominator"], part["status"]) == (None, None, 20, status)


def test_a_marked_part_beside_a_value_leaves_the_value(value):
    row = value(Value="20", Numerator="<5", Denominator="20")
    assert (row["value"], row["numerator"], row["status"]) == (0.2, None, "provisional")


def test_parts_become_slugs(value):
    assert value(Breakdown="Age: 65 and over")["breakdown"] == "age:65-and-over"
    assert value(Breakdown="ALL")["breakdown"] == "all"


def test_a_place_is_the_one_that_stood_when_the_period_ended(value):
    assert value(Place="Westshire", Period="2021-22")["place"] == "E10000002"
    assert value(Place="Westshire", Period="2023-24")["place"] == "E06000003"
    assert value(Place="England")["place_kind"] == "nation"


def test_a_measure_is_what_its_columns_say(read):
    (measure,) = read(PLAIN, {"Period": "2022-23"}).tables["local_measure"].to_pylist()
    assert (measure["measure"], measure["title"], measure["unit"]) == ("local-falls", "Falls", "share")
    assert (measure["polarity"], measure["period_type"]) == ("low", "financial year")


def test_a_workbook_may_say_it_in_a_sheet_of_its_own(xlsx, small_nation):
    values = [
        ["Place", "Period", "Measure", "Value", "Period type"],
        ["Alpha", date(2024, 3, 1), "local-wait", 12.5, "month"],
    ]
    measures = [["About"], ["Measure", "Title", "Unit", "Polarity", "Question", "Caveats"]]
    measures += [["local-wait", "Days waited", "days", "low is good", "How long?", None]]
    book = open_book(xlsx({"Values": values, "Measures": measures}))
    reading = sources.recognise(book).read(book, small_nation)
    (value,), (measure,) = (table.to_pylist() for table in reading.tables.values())
    assert (value["value"], value["period"], value["period_end"]) == (12.5, "2024-03", date(2024, 3, 31))
    assert (measure["title"], measure["question"], measure["caveats"]) == ("Days waited", "How long?", None)
    assert set(reading.text) == {"local-values", "local-measures"}


def test_a_formula_that_no_spreadsheet_has_worked_out_is_refused_at_its_cell(xlsx, small_nation):
    values = [["Place", "Period", "Measure", "Value"], ["Alpha", "2024", "local-wait", "=1+1"]]
    book = open_book(xlsx({"Values": values}))
    with pytest.raises(SourceError) as refused:
        sources.recognise(book).read(book, small_nation)
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("Values", 2, "D")
    assert "not saved" in problem.found


def test_the_guide_s_example_is_read(raw, small_nation):
    text = re.search(r"```csv\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1].replace(
        "Coventry", "Alpha"
    )
    book = open_book(raw("example.csv", text.encode()))
    reading = sources.recognise(book).read(book, small_nation)
    assert {name: table.num_rows for name, table in reading.tables.items()} == {
        "local_value": 5,
        "local_measure": 2,
    }


def test_a_local_file_does_not_date_an_edition(read):
    assert read(PLAIN).snapshot is None


@pytest.mark.parametrize(
    ("cells", "column", "found"),
    every(
        3,
        [
            ({"Place": "Alpa"}, "Place", "'Alpa'"),
            ({"Place": "Nether"}, "Place", "'Nether'"),
            ({"Place": ""}, "Place", "no value"),
            ({"Period": "2024-Q3"}, "Period", "'2024-Q3'"),
            ({"Period": "2023-25"}, "Period", "'2023-25'"),
            ({"Period": "31/03/2024"}, "Period", "'31/03/2024'"),
            ({"Period": "2023-02-29"}, "Period", "'2023-02-29'"),
            ({"Period": ""}, "Period", "no value"),
            ({"Period": "2011-12"}, "Period", "'2011-12', which may be a financial year or a month"),
            ({"Period type": "quarter"}, "Period type", "'quarter'"),
            ({"Period type": "year"}, "Period", "'2023-24'"),
            ({"Measure": "ascof-2a"}, "Measure", "'ascof-2a'"),
            ({"Measure": "local-../../x"}, "Measure", "'local-../../x'"),
            ({"Measure": "local-a/b"}, "Measure", "'local-a/b'"),
            ({"Measure": ""}, "Measure", "no value"),
            ({"Breakdown": "65 and over"}, "Breakdown", "'65 and over'"),
            ({"Breakdown": "age: <>"}, "Breakdown", "'age: <>'"),
            ({"Value": "104"}, "Value", "104.0%"),
            ({"Value": "-3"}, "Value", "-3.0%"),
            ({"Value": ""}, "Value", "no value"),
            ({"Value": "45%", "Unit": "days"}, "Value", "a percent sign in a measure in days"),
            ({"Value": "45%%"}, "Value", "'45%%'"),
            ({"Numerator": "9%", "Denominator": "20"}, "Numerator", "'9%'"),
            ({"Value": "120%"}, "Value", "120.0%"),
            ({"Value": "[q]"}, "Value", "'[q]'"),
            ({"Value": "*", "Status": "final"}, "Value", "no value"),
            ({"Value": "*", "Numerator": "3"}, "Value", "a value of the status suppressed"),
            ({"Period": "2014/16"}, "Period", "'2014/16'"),
            ({"Period": "2014/2115"}, "Period", "'2014/2115'"),
            ({"Period": "Aug"}, "Period", "'Aug'"),
            ({"Period": "Augst 2024"}, "Period", "'Augst 2024'"),
            ({"Value": "=SUM(A1:A9)"}, "Value", "'=SUM(A1:A9)'"),
            ({"Value": "12,00"}, "Value", "'12,00'"),
            ({"Numerator": "21", "Denominator": "20"}, "Numerator", "21.0 over 20.0"),
            ({"Numerator": "-1", "Denominator": "20"}, "Numerator", "-1.0"),
            ({"Numerator": "0", "Denominator": "0"}, "Denominator", "0.0"),
            ({"Lower 95": "40"}, "Lower 95", "one limit without the other"),
            ({"Lower 95": "50", "Upper 95": "60"}, "Value", "a value that is not between its limits"),
            ({"Status": "draft"}, "Status", "'draft'"),
            ({"Status": "suppressed"}, "Value", "a value of the status suppressed"),
            (
                {"Status": "suppressed", "Value": "", "Numerator": "3"},
                "Value",
                "a value of the status suppressed",
            ),
            ({"Unit": "stone"}, "Unit", "'stone'"),
            ({"Polarity": "up"}, "Polarity", "'up'"),
            ({"Title": ""}, "Title", "nothing that says the title of local-falls"),
        ],
    ),
)
def test_a_cell_that_breaks_a_rule_is_told(told, cells, column, found):
    assert (2, column, found) in told(cells)


def test_a_suppressed_value_is_not_repeated_in_the_message(read):
    with pytest.raises(SourceError) as refused:
        read({"Status": "suppressed", "Value": "37.25"})
    assert "37.25" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "<script>alert(1)</script>", "'; drop table cells; --", "@SUM(1)"]
)
def test_hostile_text_stays_text(value, text):
    assert value(Note=text)["note"] == text


def test_an_unknown_place_comes_with_the_nearest(read):
    with pytest.raises(SourceError, match="Nearest: Alpha"):
        read({"Place": "Alpa"})


def test_two_rows_of_one_figure_are_told(told):
    assert told(PLAIN, {"Place": "E08000001", "Value": "46"})[0][:2] == (2, "Measure")


def test_rows_that_are_the_same_count_once(read):
    reading = read(PLAIN, PLAIN)
    assert reading.tables["local_value"].num_rows == 1
    assert "repeat another row" in reading.notes[0]


def test_one_measure_is_one_thing(told):
    problems = told(PLAIN, {"Period": "2022-23", "Title": "Tumbles", "Unit": "days", "Polarity": "high"})
    assert {(row, column) for row, column, _ in problems} >= {(2, "Title"), (2, "Unit"), (2, "Polarity")}


def test_one_measure_has_periods_of_one_type(told):
    assert (2, "Period type", "financial year and month for local-falls") in told(
        PLAIN, {"Period": "2024-05"}
    )


def test_two_sheets_of_values_are_refused(xlsx, small_nation):
    rows = [list(HEADER), [PLAIN.get(heading) for heading in HEADER]]
    book = open_book(xlsx({"One": rows, "Two": rows}))
    with pytest.raises(SourceError, match="2 such sheets, 'One', 'Two'"):
        sources.recognise(book).read(book, small_nation)


def test_a_column_that_is_missing_is_told(csv_file, small_nation):
    book = open_book(csv_file([["Place", "Measure", "Valeu", "Period"], ["Alpha", "local-a", "1", "2024"]]))
    with pytest.raises(SourceError, match="no such column; the nearest is 'Valeu'"):
        sources.recognise(book).read(book, small_nation)


def test_files_without_both_marks_are_not_ours(csv_file):
    assert sources.recognise(open_book(csv_file([["Place", "Value"], ["Alpha", "1"]]))) is None
    assert sources.recognise(open_book(csv_file([["Measure", "Title"], ["local-a", "A"]]))) is None


def plain_period(text: str) -> tuple[str, date, date] | None:
    """The slow oracle: what a text is as a period without a type, by string handling alone; None where it is none."""
    if re.fullmatch(r"\d{4}", text) and text[:2] in ("19", "20"):
        return text, date(int(text), 1, 1), date(int(text), 12, 31)
    year, _, rest = text.partition("-")
    if not (re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d\d", rest)):
        return None
    financial, month = (int(year) + 1) % 100 == int(rest), 1 <= int(rest) <= 12
    if financial == month:
        return None
    if financial:
        return text, date(int(year), 4, 1), date(int(year) + 1, 3, 31)
    last = monthrange(int(year), int(rest))[1]
    return text, date(int(year), int(rest), 1), date(int(year), int(rest), last)


def book_of(rows: list[tuple]) -> Book:
    columns = {f"c{i}": pa.array([row[i] or None for row in rows], pa.string()) for i in range(len(rows[0]))}
    return Book(RawFile(Path("any.csv"), "any.csv", "0" * 64), "csv", (Sheet("", pa.table(columns)),))


def outcome(nation_, **cells) -> tuple[dict, list]:
    """(the one row, no problem), or (no row, every problem), of a file of one row."""
    book = book_of([HEADER, tuple((PLAIN | cells).get(heading, "") for heading in HEADER)])
    try:
        (row,) = sources.recognise(book).read(book, nation_).tables["local_value"].to_pylist()
    except SourceError as refused:
        return {}, refused.problems
    return row, []


@given(year=st.integers(1974, 2035), rest=st.one_of(st.just(""), st.integers(0, 99).map("-{:02}".format)))
def test_periods_agree_with_the_oracle(small_nation, year, rest):
    row, problems = outcome(small_nation, Place="England", Period=f"{year}{rest}")
    if expected := plain_period(f"{year}{rest}"):
        assert (row["period"], row["period_start"], row["period_end"]) == expected
    else:
        assert {problem.column for problem in problems} == {"Period"}


@given(
    heading=st.sampled_from(HEADER),
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
)
def test_any_text_is_read_or_told_and_never_an_accident(small_nation, heading, text):
    row, problems = outcome(small_nation, **{heading: text})
    assert bool(row) != bool(problems)
    assert all(problem.file == "any.csv" for problem in problems)
    assert not row or (
        row["measure"].startswith("local-") and (row["unit"] != "share" or 0 <= row["value"] <= 1)
    )


@given(st.integers(0, 400), st.integers(1, 400))
def test_shares_are_what_division_gives(small_nation, over, under):
    row, problems = outcome(small_nation, Value="", Numerator=str(over), Denominator=str(under))
    assert bool(problems) == (over > under)
    assert problems or row["value"] == over / under


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "agrees"),
    [
        ("45", "9", "20", True),
        ("45.0", "9", "20", True),
        ("0", "0", "7", True),
        ("33", "1", "3", True),
        ("33.3", "1", "3", True),
        ("33.4", "1", "3", False),
        ("34", "1", "3", False),
        ("46", "9", "20", False),
        ("47.4", "10", "20", True),  # both may be rounded to 5: between 7.5 of 22.5 and 12.5 of 17.5
        ("72", "10", "20", False),
        ("0.45", "9", "20", False),
    ],
)
def test_a_percentage_is_what_its_parts_give(read, value, numerator, denominator, agrees):
    cells = {"Value": value, "Numerator": numerator, "Denominator": denominator}
    if agrees:
        assert read(cells).tables["local_value"].num_rows == 1
        return
    with pytest.raises(SourceError, match="the percentage that the parts give") as refused:
        read(cells)
    assert [(p.row, p.column) for p in refused.value.problems] == [(2, "Value")]

"""NHS England's monthly table of providers and the return behind it: as CSV and XLSX, with titles and totals."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.sources.conftest import csv_bytes

from careplace import sources
from careplace.sources.books import open_book
from careplace.sources.contract import SourceError
from careplace.sources.nhs.monthly import unambiguous
from careplace.sources.publication import RawFile

TYPES = (
    "Type 1 Departments - Major A&E",
    "Type 2 Departments - Single Specialty",
    "Type 3 Departments - Other A&E/Minor Injury Unit",
)
TABLE = [
    "Code",
    "Region",
    "Name",
    *(*TYPES, "Total attendances"),
    *(*TYPES, "Total Attendances < 4 hours"),
    *(*TYPES, "Total Attendances > 4 hours"),
    *(f"Percentage in 4 hours or less ({of})" for of in ("all", "type 1", "type 2", "type 3")),
    *(f"Emergency Admissions via Type {of} A&E" for of in ("1", "2", "3 and 4")),
    "Total Emergency Admissions via A&E",
    "Other Emergency admissions (i.e not via A&E)",
    "Total Emergency Admissions",
    "Number of patients spending >4 hours from decision to admit to admission",
    "Number of patients spending >12 hours from decision to admit to admission",
]
RETURN = [
    "Period",
    "Org Code",
    "Parent Org",
    "Org name",
    *(f"A&E attendances {of}" for of in ("Type 1", "Type 2", "Other A&E Department")),
    *(f"A&E attendances Booked Appointments {of}" for of in ("Type 1", "Type 2", "Other Department")),
    *(f"Attendances over 4hrs {of}" for of in ("Type 1", "Type 2", "Other Department")),
    *(f"Attendances over 4hrs Booked Appointments {of}" for of in ("Type 1", "Type 2", "Other Department")),
    "Patients who have waited 4-12 hs from DTA to admission",
    "Patients who have waited 12+ hrs from DTA to admission",
    *(f"Emergency admissions via A&E - {of}" for of in ("Type 1", "Type 2", "Other A&E department")),
    "Other emergency admissions",
]
TORBAY = ["RA9", "South West", "Torbay"]
# Torbay and South Devon in April 2025, as both files have it.
NUMBERS = [6784, 0, 3424, 10208, 4011, 0, 3408, 7419, 2773, 0, 16, 2789, "72.7%", "59.1%", "-", "99.5%"]
NUMBERS += [2284, 0, 0, 2284, 1130, 3414, 225, 23]
RETURNED = [6336, 0, 3247, 448, 0, 177, 2613, 0, 15, 160, 0, 1, 202, 23, 2284, 0, 0, 1130]


def table(*rows, name=("-", "-", "England"), add: int = 0) -> list[list]:
    """The table's header, the rows, and a total; `add` is how far the total of attendances is off."""
    total = list(NUMBERS) if rows else []
    for at in range(len(total)):
        if not isinstance(NUMBERS[at], str):
            total[at] = sum(row[at + 3] for row in rows)
    total[3] += add
    return [TABLE, *rows, [*name, *total]]


def returned(*rows, label=("TOTAL", "", "TOTAL", "")) -> list[list]:
    total = [sum(row[at + 4] for row in rows) for at in range(len(RETURNED))]
    return [RETURN, *rows, [*label, *total]]


def torbay(month="MSitAE-APRIL-2025", **changed) -> list:
    row = [month, "RA9", "SOUTH WEST ", "TORBAY", *RETURNED]
    for heading, value in changed.items():
        row[RETURN.index(heading)] = value
    return row


@pytest.fixture
def waits(read):
    """waits(rows): the reading's rows of (nhs_four_hours, nhs_emergency_department)."""

    def rows(cells, name="April-2025-AE.csv"):
        tables = read(cells, name=name).tables
        return tables["nhs_four_hours"].to_pylist(), tables["nhs_emergency_department"].to_pylist()

    return rows


def numbers(row: dict) -> tuple:
    names = ("attendances", "over_4_hours", "emergency_admissions", "admissions_over_4_hours")
    return tuple(row[name] for name in names)


def test_a_provider_of_the_table(waits):
    (row,), departments = waits(table([*TORBAY, *NUMBERS]))
    assert (row["month"], row["kind"], row["organisation"]) == (date(2025, 4, 1), "provider", "RA9")
    assert numbers(row) == (10208, 2789, 3414, 225)
    assert (row["status"], row["admissions_status"], row["source_row"]) == ("published", "published", 2)
    found = [(r["department"], r["attendances"], r["over_4_hours"], r["admissions"]) for r in departments]
    assert found == [("other", 3424, 16, 0), ("type 1", 6784, 2773, 2284)]


def test_the_return_gives_the_same_as_the_table(waits):
    """Booked appointments stand apart in the return and count in the table."""
    of_table, of_return = waits(table([*TORBAY, *NUMBERS])), waits(returned(torbay()))
    origin = {"source", "sheet", "source_row"}
    for one, other in zip(of_table, of_return, strict=True):
        assert [{k: v for k, v in row.items() if k not in origin} for row in one] == [
            {k: v for k, v in row.items() if k not in origin} for row in other
        ]


@pytest.mark.parametrize("header", [TABLE, RETURN])
def test_a_header_alone_is_read_as_no_row(waits, header):
    """The build refuses a file without a row; the reader must not fail on one."""
    assert waits([header]) == ([], [])


def test_headings_with_a_hyphen_turned_to_a_nought(waits):
    """As April 2025 came through a public repository."""
    header, *rows = table([*TORBAY, *NUMBERS])
    (row,), _departments = waits([[heading.replace(" - ", " 0 ") for heading in header], *rows])
    assert numbers(row) == (10208, 2789, 3414, 225)


def test_thousands_may_be_separated(waits):
    header, row, total = table([*TORBAY, *NUMBERS])
    grouped = [[f"{c:,}" if isinstance(c, int) else c for c in cells] for cells in (row, total)]
    (found,), _departments = waits([header, *grouped])
    assert numbers(found) == (10208, 2789, 3414, 225)


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize(
    "titles",
    [
        [["Title:", "A&E Attendances"], ["Period:", "March 2026"], ["Published:", "9 April 2026"]],
        [["A&E attendances and emergency admissions"], ["Period: March 2026"], [None]],
        [["Period", "2026-03-01"]],
    ],
)
def test_a_workbook_with_titles_says_its_month(xlsx, titles, place):
    header, row, total = table([*TORBAY, *NUMBERS])
    body = [total, [None], row] if place == "first" else [row, total]
    notes = [[None], ["1. Attendances of every type of department."]]
    book = open_book(
        xlsx({"Notes": [["About"]], "Provider Level Data": [*titles, header, *body, *notes]}, "May-2020.xlsx")
    )
    reading = sources.recognise(book).read(book, None)
    (row,) = reading.tables["nhs_four_hours"].to_pylist()
    assert (row["month"], numbers(row)) == (date(2026, 3, 1), (10208, 2789, 3414, 225))
    assert reading.snapshot == date(2026, 3, 1)


def test_a_sheet_of_boards_beside_the_providers_is_not_read(xlsx):
    boards = table(["QVV", "South West", "NHS Dorset", *NUMBERS])
    sheets = {"System Level Data": boards, "Provider Level Data": table([*TORBAY, *NUMBERS])}
    book = open_book(xlsx(sheets, "March-2026-AE.xlsx"))
    found = sources.recognise(book).read(book, None).tables["nhs_four_hours"].to_pylist()
    assert [row["organisation"] for row in found] == ["RA9"]


@pytest.mark.parametrize("name", ["ae.csv", "AE-2025-26.csv"])
def test_a_table_that_says_no_month_is_refused(read, name):
    with pytest.raises(SourceError) as refused:
        read(table([*TORBAY, *NUMBERS]), name=name)
    assert "nothing that says the month" in str(refused.value)
    assert "March-2026-AE.csv" in str(refused.value)


@pytest.mark.parametrize(
    "label", [("TOTAL", "", "TOTAL", ""), ("", "TOTAl", "", ""), ("Total", "Total", "Total", "Total")]
)
def test_a_row_of_the_total_is_no_provider(waits, label):
    found, _departments = waits(returned(torbay(), label=label))
    assert [row["organisation"] for row in found] == ["RA9"]


def test_rows_that_do_not_add_up_to_the_total_are_refused(read):
    with pytest.raises(SourceError) as refused:
        read(table([*TORBAY, *NUMBERS], add=1), name="April-2025-AE.csv")
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (3, "Total attendances")
    assert "a total of 10,209, where the rows of providers add up to 10,208" in problem.found
    assert "cut short" in problem.expected


def test_a_return_cut_short_of_providers_is_refused(read):
    whole = returned(torbay(), ["MSitAE-APRIL-2025", "RK9", "SOUTH WEST", "PLYMOUTH", *RETURNED])
    with pytest.raises(SourceError, match="may be cut short"):
        read([whole[0], whole[1], whole[3]])


def test_parts_that_contradict_their_total_are_kept_and_said(waits):
    wrong = [*NUMBERS]
    wrong[3] += 5
    (row,), _departments = waits(table([*TORBAY, *wrong]))
    assert (row["attendances"], row["status"]) == (10213, "unlike its parts")


def test_headings_of_before_2019(waits):
    header, row, _total = returned(torbay("MSitAE-MARCH-2018"))
    old = [
        name.replace("A&E attendances", "Number of A&E attendances")
        if name.startswith("A&E") and "Booked" not in name
        else name.replace(
            "Attendances over 4hrs Other D", "Number of attendances over 4hrs Other A&E D"
        ).replace("Attendances over 4hrs Type", "Number of attendances over 4hrs Type")
        for name in header
    ]
    kept = [at for at, name in enumerate(old) if "Booked" not in name]
    (found,), _departments = waits([[cells[at] for at in kept] for cells in (old, row)])
    assert (found["month"], numbers(found)) == (date(2018, 3, 1), (9583, 2628, 3414, 225))


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Period", "MSitAE-MARCHE-2026"),
        ("Org Code", "R"),
        ("Org Code", ""),
        ("A&E attendances Type 1", "many"),
        ("Other emergency admissions", "-1"),
        ("Other emergency admissions", "1,30"),
    ],
)
def test_a_cell_that_does_not_fit_is_told(read, column, cell):
    with pytest.raises(SourceError) as refused:
        read([RETURN, torbay(**{column: cell})])
    assert (refused.value.problems[0].row, refused.value.problems[0].column) == (2, column)


def test_a_missing_column_is_named(read):
    header, row, _total = returned(torbay())
    with pytest.raises(SourceError, match="column Other emergency admissions: found no such column"):
        read([header[:-1], row[:-1]])


def test_other_sheets_are_as_they_were(csv_file):
    (sheet,) = open_book(csv_file([["Code", "Type 1 Departments"], ["1", "2"]])).sheets
    assert unambiguous(sheet) is sheet


COUNTS = st.lists(st.integers(0, 5000), min_size=len(RETURNED), max_size=len(RETURNED))


@settings(max_examples=examples(25), deadline=None)
@given(st.dictionaries(st.sampled_from(["RA9", "RK9", "NLX", "C82038"]), COUNTS, min_size=1))
def test_returns_are_summed_as_a_slow_count_sums_them(tmp_path_factory, providers):
    rows = [["MSitAE-MAY-2025", code, "X", "Y", *counts] for code, counts in providers.items()]
    path = tmp_path_factory.mktemp("return") / "x.csv"
    path.write_bytes(csv_bytes(returned(*rows)))
    book = open_book(RawFile(path, path.name, "0" * 64))
    tables = sources.recognise(book).read(book, None).tables
    found = {row["organisation"]: numbers(row) for row in tables["nhs_four_hours"].to_pylist()}
    assert found == {
        code: (sum(c[:6]), sum(c[6:12]), sum(c[14:18]), sum(c[12:14])) for code, c in providers.items()
    }
    departments = tables["nhs_emergency_department"].to_pylist()
    for code, c in providers.items():
        own = {row["department"]: row["attendances"] for row in departments if row["organisation"] == code}
        attended = {"type 1": c[0] + c[3], "type 2": c[1] + c[4], "other": c[2] + c[5]}
        assert {kind: n for kind, n in own.items() if n} == {kind: n for kind, n in attended.items() if n}

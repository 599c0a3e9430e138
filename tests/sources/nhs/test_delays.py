"""Delayed days: which council, which month, which reason; what is missing; totals held against their parts."""

from datetime import date

import pytest

from careplace.sources.contract import SourceError
from careplace.sources.nhs.tables import REASONS

REASON = [
    "Code",
    "Name",
    "Awaiting completion of assessment",
    "Awaiting public funding",
    "Awaiting further NHS non-acute care",
    "Awaiting residential home placement or availability",
    "Awaiting nursing home placement or availability",
    "Awaiting care package in own home",
    "Awaiting community equipment and adaptations",
    "Patient or family choice",
    "Disputes",
    "Housing - Patients not covered by NHS and Community Care Act",
    "Other",
    "Total Delayed Transfers of Care",
    "Period",
]
ORGANISATION = ["Name", "NHS", "Social Care", "Both", "Period_year"]


def of(code, name, month, days=1, other="1", total=None):
    """A row that has the same number of days for each reason."""
    given = [*[str(days)] * 10, other]
    return [code, name, *given, str(10 * days + int(other)) if total is None else total, month]


def test_each_reason_is_a_row_and_so_is_the_total(rows_of):
    rows = rows_of([REASON, of("E08000001", "Alpha", "May 2022", days=2, other="5")])
    assert {row["part"]: row["days"] for row in rows} == {**dict.fromkeys(REASONS, 2), "other": 5, "all": 25}
    assert {(row["month"], row["split"], row["status"], row["source_row"]) for row in rows} == {
        (date(2022, 5, 1), "reason", "published", 2)
    }


def test_the_order_of_rows_and_columns_does_not_matter(rows_of):
    columns = [REASON, of("E08000001", "Alpha", "June 2022"), of("E08000001", "Alpha", "May 2022", days=3)]
    turned = [list(reversed(row)) for row in columns]
    days = {row["month"].month: row["days"] for row in rows_of(turned) if row["part"] == "disputes"}
    assert days == {5: 3, 6: 1}


def test_the_nation_has_no_council(rows_of):
    rows = rows_of([REASON, of("-", "England", "May 2022")])
    assert {(row["kind"], row["council"], row["published_code"]) for row in rows} == {("nation", None, None)}


def test_a_council_is_the_one_that_stood_in_the_month(rows_of):
    """Westshire's county council gave way to a unitary council of the same name in April 2023."""
    rows = rows_of(
        [
            REASON,
            of("504", "Westshire", "March 2023"),
            of("504", "Westshire", "April 2023"),
            of("E10000002", "Westshire", "May 2023"),
        ]
    )
    found = {(r["month"], r["published_code"], r["council"], r["stood"]) for r in rows}
    assert found == {
        (date(2023, 3, 1), "504", "E10000002", True),
        (date(2023, 4, 1), "504", "E06000003", True),
        (date(2023, 5, 1), "E10000002", "E06000003", False),
    }


def test_a_council_published_after_its_end_is_noted(read):
    """Olden went into Bigger City on 31 March 2023."""
    reading = read([ORGANISATION, ["Olden", "1", "2", "3", "April 2023"]])
    (table,) = reading.tables.values()
    assert set(table["council"].to_pylist()) == {"E06000004"}
    assert set(table["stood"].to_pylist()) == {False}
    assert any(
        note.startswith("Olden, 2023-04-01: the council published no longer stood") for note in reading.notes
    )


def test_a_council_that_was_split_is_an_error_after_the_split(read):
    with pytest.raises(SourceError) as refused:
        read([REASON, of("E10000001", "Northshire", "May 2023")])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (2, "Name", "'Northshire'")
    assert "North East Shire" in problem.expected


def test_a_code_of_another_council_is_an_error(read):
    with pytest.raises(SourceError) as refused:
        read([REASON, of("E08000001", "Alpha", "May 2022"), of("E08000002", "Alpha", "June 2022")])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "Code", "'E08000002'")
    assert "E08000001" in problem.expected


def test_missing_days_are_null_and_say_so(read):
    reading = read([REASON, of("E08000001", "Alpha", "May 2022", other="NA", total="10")])
    (table,) = reading.tables.values()
    other = next(row for row in table.to_pylist() if row["part"] == "other")
    assert (other["days"], other["status"]) == (None, "missing")
    assert "Nobody has days for other in 1 months, between 2022-05-01 and 2022-05-01" in reading.notes


def test_a_total_unlike_its_parts_is_kept_and_noted(read):
    reading = read([REASON, of("E08000001", "Alpha", "May 2022", total="99")])
    (table,) = reading.tables.values()
    total = next(row for row in table.to_pylist() if row["part"] == "all")
    assert (total["days"], total["status"]) == (99, "unlike its parts")
    assert "Alpha, 2022-05-01: the total 99 is unlike its parts" in reading.notes


def test_a_total_without_parts_is_kept_and_noted(read):
    reading = read([REASON, ["E08000001", "Alpha", *["-"] * 11, "0", "May 2022"]])
    (table,) = reading.tables.values()
    statuses = {row["part"]: (row["days"], row["status"]) for row in table.to_pylist()}
    assert statuses["all"] == (0, "without its parts")
    assert statuses["disputes"] == (None, "missing")
    assert "Alpha, 2022-05-01: the total 0 is without its parts" in reading.notes


def test_a_nation_above_its_councils_is_noted(read):
    rows = [["England", "10", "4", "0", "May 2022"], ["Alpha", "7", "4", "0", "May 2022"]]
    notes = [note for note in read([ORGANISATION, *rows]).notes if "nation" in note]
    assert notes == [
        "The nation's days (NHS) differ from the sum of the councils' in 1 of 1 months, by 3 to 3 days "
        "(at most 30.0%); both are kept"
    ]


def test_months_without_a_row_are_noted(read):
    months = ("March 2022", "April 2022", "June 2022")
    rows = [["Alpha", "1", "1", "1", month] for month in months] + [["Beta", "1", "1", "1", "June 2022"]]
    notes = [note for note in read([ORGANISATION, *rows]).notes if "no row" in note]
    assert notes == [
        "The whole file: no row for 1 of 4 months, 2022-05-01",
        "Beta: no row for 2 of 4 months, between 2022-03-01 and 2022-04-01",
    ]


def test_a_file_ends_with_its_newest_month(read):
    reading = read([ORGANISATION, *(["Alpha", "1", "1", "1", m] for m in ("May 2022", "March 2022"))])
    assert (reading.snapshot, reading.basis) == (date(2022, 5, 1), "newest period in the file")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("NHS", "12.5"),
        ("NHS", "*"),
        ("Both", "-3"),
        ("Period_year", "Spring 2022"),
        ("Period_year", "2022-05-02"),
    ],
)
def test_a_cell_that_does_not_fit_is_told(read, column, cell):
    row = ["Alpha", "1", "1", "1", "May 2022"]
    row[ORGANISATION.index(column)] = cell
    with pytest.raises(SourceError) as refused:
        read([ORGANISATION, ["Beta", "1", "1", "1", "May 2022"], row])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, column, repr(cell))


def test_a_place_twice_in_a_month_is_an_error(read):
    rows = [["Alpha", days, "1", "1", "May 2022"] for days in ("1", "2")]
    with pytest.raises(SourceError, match="one of several rows of month 2022-05-01, place_name Alpha"):
        read([ORGANISATION, *rows])


def test_a_missing_column_is_an_error_and_not_a_stranger(read):
    row = of("E08000001", "Alpha", "May 2022")
    at = REASON.index("Disputes")
    with pytest.raises(SourceError, match="no such column") as refused:
        read([REASON[:at] + REASON[at + 1 :], row[:at] + row[at + 1 :]])
    assert [problem.column for problem in refused.value.problems] == ["Disputes"]


def test_without_a_gazetteer_councils_stay_null(rows_of):
    rows = rows_of([REASON, of("E08000001", "Anywhere", "May 2022")], gazetteer=None)
    assert {(row["council"], row["kind"]) for row in rows} == {(None, "council")}

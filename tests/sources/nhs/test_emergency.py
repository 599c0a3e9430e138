"""Waits of over four hours: two layouts, months in words and as dates, trusts that were exempt."""

from datetime import date

import pytest

from careplace.sources.contract import SourceError

TRUST = [
    "nhs_trust22_code",
    "total_attendances",
    "attendances_over_4hours",
    "total_emergency_admissions",
    "emergency_admissions_over_4hours",
    "pct_attendance_over_4hours",
    "pct_emergency_admissions_over_4hours",
    "date",
]
TYPES = ["period", "org_code", "type", "attendances", "breaches", "admissions"]


def of(over="20", share="0.2", admissions=("50", "10", "0.2"), month="April 2022", attendances="100"):
    total, long, of_them = admissions
    return ["ZZ1", attendances, over, total, long, share, of_them, month]


def test_months_stand_in_words(rows_of):
    (row,) = rows_of([TRUST, of()])
    assert (row["month"], row["kind"], row["organisation"]) == (date(2022, 4, 1), "trust", "ZZ1")
    assert (row["attendances"], row["over_4_hours"], row["share_over_4_hours"]) == (100, 20, 0.2)
    assert (row["status"], row["admissions_status"]) == ("published", "published")


def test_an_exempt_trust_has_no_waits(read):
    reading = read([TRUST, of(over="NA", share="NA")])
    (table,) = reading.tables.values()
    (row,) = table.to_pylist()
    assert (row["attendances"], row["over_4_hours"], row["status"]) == (100, None, "missing")
    assert (
        "ZZ1: waits of over four hours (attendances) are missing in 1 months, between 2022-04-01 and 2022-04-01"
        in reading.notes
    )


@pytest.mark.parametrize(
    ("over", "share", "status"),
    [
        ("20", "0.2", "published"),
        ("20", "0.205", "published"),
        ("20", "0.195", "published"),
        ("20", "0.21", "unlike its parts"),
        ("101", "1.01", "above its total"),
        ("20", "NA", "published"),
    ],
)
def test_waits_are_held_against_their_total_and_share(rows_of, over, share, status):
    (row,) = rows_of([TRUST, of(over=over, share=share)])
    assert (row["over_4_hours"], row["status"]) == (int(over), status)


def test_no_attendance_is_no_contradiction(rows_of):
    (row,) = rows_of([TRUST, of(attendances="0", over="0", share="NA", admissions=("0", "0", "NA"))])
    assert (row["status"], row["admissions_status"]) == ("published", "published")


def test_admissions_are_held_against_theirs(rows_of):
    (row,) = rows_of([TRUST, of(admissions=("50", "51", "1.02"))])
    assert (row["status"], row["admissions_status"]) == ("published", "above its total")


def test_the_layout_by_type_of_department(rows_of):
    rows = rows_of(
        [
            TYPES,
            ["2017-03-01", "ZZ1", "1", "21289.0", "2879.0", "5060.0"],
            ["2017-03-01", "8J094", "other", "5", "0", "0"],
        ]
    )
    found = [
        (r["month"], r["organisation"], r["department"], r["attendances"], r["over_4_hours"]) for r in rows
    ]
    assert found == [
        (date(2017, 3, 1), "ZZ1", "type 1", 21289, 2879),
        (date(2017, 3, 1), "8J094", "other", 5, 0),
    ]


@pytest.mark.parametrize(
    ("column", "cell"), [("period", "2017-03-02"), ("org_code", "Z"), ("attendances", "many"), ("type", "3")]
)
def test_a_cell_that_does_not_fit_is_told(read, column, cell):
    row = ["2017-03-01", "ZZ1", "1", "10", "2", "1"]
    row[TYPES.index(column)] = cell
    with pytest.raises(SourceError) as refused:
        read([TYPES, row])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (2, column)


def test_more_waits_than_attendances_are_noted(read):
    reading = read([TYPES, ["2017-03-01", "ZZ1", "1", "10", "12", "1"]])
    (table,) = reading.tables.values()
    assert table["status"].to_pylist() == ["above its total"]
    assert [note for note in reading.notes if "above its total" in note]

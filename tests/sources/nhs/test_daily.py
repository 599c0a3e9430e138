"""Discharges and patients who no longer meet the criteria to reside: days, gaps, missing values."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.sources.contract import SourceError

RESIDE = ["nhs_trust22_code", "date", "do_not_meet_criteria_to_reside"]
BOARD_RESIDE = ["icb22_code", "date", "do_not_meet_criteria_to_reside"]
DISCHARGED = [
    "nhs_trust22_code",
    "date",
    "discharged_by_1700",
    "discharged_between_1701_2359",
    "discharged_total",
]


def test_a_day_without_a_value_is_kept_and_says_so(rows_of):
    rows = rows_of([RESIDE, ["ZZ1", "2024-01-01", "12"], ["ZZ1", "2024-01-02", "NA"]])
    assert [(row["day"], row["kind"], row["patients"], row["status"]) for row in rows] == [
        (date(2024, 1, 1), "trust", 12, "published"),
        (date(2024, 1, 2), "trust", None, "missing"),
    ]


def test_boards_are_those_of_the_gazetteer(rows_of):
    (row,) = rows_of([BOARD_RESIDE, ["E54000001", "2024-01-01", "12"]])
    assert (row["kind"], row["organisation"]) == ("integrated care board", "E54000001")
    with pytest.raises(SourceError) as refused:
        rows_of([BOARD_RESIDE, ["E54000001", "2024-01-01", "12"], ["E54000099", "2024-01-01", "1"]])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "icb22_code", "'E54000099'")


def test_codes_of_another_year_are_the_same_publication(rows_of):
    (row,) = rows_of([["nhs_trust24_code", *RESIDE[1:]], ["ZZ1", "2024-01-01", "12"]])
    assert row["organisation"] == "ZZ1"


def test_a_row_that_says_nothing_is_left_out_and_counted(read):
    reading = read([RESIDE, ["NA", "2024-01-01", "NA"], ["ZZ1", "2024-01-01", "1"]])
    (table,) = reading.tables.values()
    assert table["organisation"].to_pylist() == ["ZZ1"]
    assert "Rows without an organisation and without a value, left out: 1" in reading.notes


def test_a_value_of_nobody_is_an_error(read):
    with pytest.raises(SourceError) as refused:
        read([RESIDE, ["ZZ1", "2024-01-01", "1"], ["NA", "2024-01-01", "7"]])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, "nhs_trust22_code", "no value")


def test_the_two_times_may_end_before_the_total(read):
    reading = read([DISCHARGED, ["ZZ1", "2023-05-31", "3", "4", "7"], ["ZZ1", "2023-06-01", "NA", "NA", "9"]])
    (table,) = reading.tables.values()
    found = [
        (r["by_1700"], r["from_1701"], r["patients"], r["status"], r["times_status"])
        for r in table.to_pylist()
    ]
    assert found == [(3, 4, 7, "published", "published"), (None, None, 9, "published", "missing")]
    assert "Nobody has the times of discharge on 1 days, between 2023-06-01 and 2023-06-01" in reading.notes


def test_a_total_unlike_its_times_is_kept_and_noted(read):
    reading = read([DISCHARGED, ["ZZ1", "2023-05-31", "3", "4", "8"]])
    (table,) = reading.tables.values()
    assert (table["patients"][0].as_py(), table["status"][0].as_py()) == (8, "unlike its parts")
    assert "Days on which a total is not the sum of its two times: 1; both are kept" in reading.notes


def test_days_are_read_in_the_order_that_the_column_tells(rows_of):
    rows = rows_of([RESIDE, ["ZZ1", "13/01/2024", "1"], ["ZZ1", "02/01/2024", "2"]])
    assert [row["day"] for row in rows] == [date(2024, 1, 13), date(2024, 1, 2)]


@pytest.mark.parametrize("cell", ["seven", "<5", "-1"])
def test_a_marker_that_nobody_knows_is_told(read, cell):
    with pytest.raises(SourceError) as refused:
        read([RESIDE, ["ZZ1", "2024-01-01", "1"], ["ZZ1", "2024-01-02", cell]])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (3, RESIDE[2], repr(cell))


FIRST = date(2024, 2, 25)
HELD = st.dictionaries(
    st.sampled_from(["ZZ1", "ZZ2", "ZZ3"]), st.sets(st.integers(0, 9), min_size=1), min_size=1
)


def gaps_by_hand(held: dict[str, set[int]]) -> list[tuple[str, int]]:
    """(organisation, days without a row), one by one; days that nobody has are the whole file's."""
    everyone = set().union(*held.values())
    span = range(min(everyone), max(everyone) + 1)
    found = [("The whole file", sum(day not in everyone for day in span))]
    found += [(who, sum(day in everyone and day not in days for day in span)) for who, days in held.items()]
    return [(who, count) for who, count in found if count]


@given(HELD)
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_day_without_a_row_is_said(read, held):
    rows = [[who, str(FIRST + timedelta(days=day)), "1"] for who, days in held.items() for day in days]
    notes = [note for note in read([RESIDE, *rows]).notes if "no row" in note]
    said = [
        (who, int(note.partition("no row for ")[2].split()[0]))
        for note in notes
        for who in note.partition(":")[0].split(", ")
    ]
    assert sorted(said) == sorted(gaps_by_hand(held))


@pytest.mark.parametrize("day", ["9999-08-31", "2199-01-01", "1999-12-31", "1066-10-14"])
def test_a_day_that_cannot_be_is_an_error_at_its_row(read, day):
    """A row of 9999 made 2.9 million days "without a row", and an edition of that date."""
    with pytest.raises(SourceError) as refused:
        read([RESIDE, ["ZZ1", "2024-01-01", "1"], ["ZZ1", day, "7"]])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column) == (3, "date")
    assert "expected a date from 1800 to 2035" in str(problem) or "no date before 2000-01-01" in str(problem)

"""Trusts: their regions, and the councils that their patients come from."""

import pytest

from careplace.sources.contract import SourceError

REGIONS = [
    "nhs_trust22_code",
    "nhs_trust22_name",
    "nhs_region21_nhs_code",
    "nhs_region21_ons_code",
    "nhs_region21_name",
    "status",
]
DISTRICTS = ["nhs_trust22_code", "ltla21_code", "proportion_trust_came_from_ltla"]
BOARDS = ["nhs_trust22_code", "icb22_code", "proportion_trust_came_from_icb"]


def test_a_trust_has_a_name_and_a_region(rows_of):
    rows = rows_of(
        [
            REGIONS,
            ["ZZ1", "Alpha Hospitals", "Y99", "E40000099", "Upper", "open"],
            ["ZZ2", "Away Hospitals", "W00", "", "", "closed"],
        ]
    )
    found = [(row["year"], row["trust"], row["region"], row["standing"]) for row in rows]
    assert found == [(2022, "ZZ1", "E40000099", "open"), (2022, "ZZ2", None, "closed")]


@pytest.mark.parametrize(
    ("column", "bad"), [(2, "31/02/2024"), (2, "Y6"), (3, "Zzzz"), (3, "1e999"), (4, "7")]
)
def test_a_bad_code_or_name_of_a_region_is_blank_and_noted(read, column, bad):
    rows = [[f"ZZ{n}", "Alpha Hospitals", "Y62", "E40000010", "North West", "open"] for n in range(40)]
    rows[7][column] = bad
    reading = read([REGIONS, *rows])
    name = ("region_nhs_code", "region", "region_name")[column - 2]
    values = reading.tables["nhs_trust"][name].to_pylist()
    assert [n for n, value in enumerate(values) if value is None] == [7]
    assert any(bad in note and "row 9" in note for note in reading.notes)


def test_districts_lead_to_their_councils(rows_of):
    """Nether lies in Northshire; Alpha is a council itself."""
    rows = rows_of([DISTRICTS, ["ZZ1", "E07000001", "0.25"], ["ZZ1", "E08000001", "0.75"]])
    found = {(row["year"], row["kind"], row["area"], row["council"], row["share"]) for row in rows}
    assert found == {
        (2021, "district", "E07000001", "E10000001", 0.25),
        (2021, "district", "E08000001", "E08000001", 0.75),
    }


def test_boards_have_no_council(rows_of):
    (row,) = rows_of([BOARDS, ["ZZ1", "E54000001", "1"]])
    assert (row["year"], row["kind"], row["council"]) == (2022, "integrated care board", None)


def test_shares_that_do_not_add_up_are_noted(read):
    reading = read([DISTRICTS, ["ZZ1", "E07000001", "0.25"], ["ZZ2", "E08000001", "1e0"]])
    assert reading.notes == ("ZZ1: its shares add up to 0.25, not to 1",)


def test_a_share_beyond_the_whole_is_refused(read):
    """It was noted once, and went into the model of councils' patients all the same."""
    with pytest.raises(SourceError) as refused:
        read([DISTRICTS, ["ZZ1", "E07000001", "1.5"], ["ZZ1", "E08000001", "-0.5"]])
    assert {problem.row for problem in refused.value.problems} == {2, 3}


@pytest.mark.parametrize(("header", "code"), [(DISTRICTS, "E07000099"), (BOARDS, "E54000099")])
def test_an_area_that_nobody_knows_is_told(read, header, code):
    with pytest.raises(SourceError) as refused:
        read([header, ["ZZ1", code, "1"]])
    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (2, header[1], repr(code))


def test_a_trust_and_area_twice_are_an_error(read):
    with pytest.raises(SourceError, match="one of several rows"):
        read([DISTRICTS, ["ZZ1", "E07000001", "0.25"], ["ZZ1", "E07000001", "0.75"]])

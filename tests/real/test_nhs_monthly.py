"""NHS England's monthly table of providers beside the file by trust of the published data, and small files that failed."""

import pytest
from tests.real.conftest import opened

from careplace.sources import recognise

pytestmark = pytest.mark.real

NUMBERS = ("attendances", "over_4_hours", "emergency_admissions", "admissions_over_4_hours")


def read(path) -> dict:
    book = opened(path)
    return recognise(book).read(book, None).tables


@pytest.fixture(scope="module")
def providers(newer_data):
    rows = read(newer_data / "nhs-ae-monthly" / "April-2025-AE.csv")["nhs_four_hours"].to_pylist()
    return {row["organisation"]: row for row in rows}


def test_englands_totals_are_those_of_the_return_of_that_month(providers):
    """The row TOTAL of NHS England's return for April 2025: attendances with booked ones, and waits for a bed."""
    assert len(providers) == 198
    assert sum(row["attendances"] for row in providers.values()) == 2_297_421
    assert sum(row["admissions_over_4_hours"] for row in providers.values()) == 131_856


def test_trusts_are_those_of_the_file_by_trust(providers, real_data):
    rows = read(real_data / "nhs" / "england_trust_accidents_emergency.csv")["nhs_four_hours"].to_pylist()
    trusts = [row for row in rows if row["month"].isoformat() == "2025-04-01"]
    assert len(trusts) == 150
    differ = [r for r in trusts if any(providers[r["organisation"]][name] != r[name] for name in NUMBERS)]
    assert len(differ) == 3


def test_departments_add_up_to_their_providers(providers, newer_data):
    tables = read(newer_data / "nhs-ae-monthly" / "April-2025-AE.csv")
    summed: dict[str, int] = {}
    for row in tables["nhs_emergency_department"].to_pylist():
        summed[row["organisation"]] = summed.get(row["organisation"], 0) + row["attendances"]
    attended = {code: row["attendances"] for code, row in providers.items() if row["attendances"]}
    assert {code: n for code, n in summed.items() if n} == attended


@pytest.mark.parametrize(
    ("folder", "name", "organisation", "numbers"),
    [
        ("07-ae-real-monthly", "March-2026-AE.csv", "RXX", (1500, 300, 500, 95)),
        ("08-ae-msitae", "Monthly-AE-March-2026.csv", "RC9", (27101, 5426, 7835, 95)),
    ],
)
def test_small_files_that_failed(cases, folder, name, organisation, numbers):
    (row,) = read(cases / folder / name)["nhs_four_hours"].to_pylist()
    assert (row["month"].isoformat(), row["organisation"]) == ("2026-03-01", organisation)
    assert tuple(row[name] for name in NUMBERS) == numbers

"""NHS England's files as published, held against a count of them in plain Python, row by row."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime

import pytest

pytestmark = pytest.mark.real
REASONS, ORGANISATIONS = "DToC_Days_Reason_for_Delay.csv", "DToC_Days_Responsible_Organisation.csv"
# Plymouth's delayed days by year, added up from the published lines with awk.
PLYMOUTH = {2016: 13_567, 2017: 20_946, 2018: 15_614, 2019: 10_543}


@pytest.fixture(scope="module")
def rows(read):
    def of(name: str) -> list[dict]:
        (table,) = read(name).tables.values()
        return table.to_pylist()

    return of


@pytest.fixture(scope="module")
def published(real_data):
    def of(name: str) -> list[dict]:
        (path,) = real_data.rglob(name)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return of


def month(text: str) -> date:
    return datetime.strptime(f"1 {text}", "%d %B %Y").date()  # noqa: DTZ007


def whole(text: str) -> int | None:
    return None if text in ("NA", "-", "") else int(float(text))


def test_delayed_days_by_month_and_council_are_those_of_the_file(rows, published):
    """Every total of Plymouth and of England, each month from 2016 to 2019, and every other council's."""
    found = {(r["place_name"], r["month"]): r["days"] for r in rows(REASONS) if r["part"] == "all"}
    counted = {
        (row["Name"], month(row["Period"])): int(row["Total Delayed Transfers of Care"])
        for row in published(REASONS)
    }
    assert found == counted
    months = [date(year, m, 1) for year in range(2016, 2020) for m in range(1, 13)]
    assert all(("Plymouth", on) in found and ("England", on) in found for on in months)


def test_plymouth_year_by_year(rows):
    plymouth = {
        r["month"]: r["days"] for r in rows(REASONS) if r["council"] == "E06000026" and r["part"] == "all"
    }
    assert len(plymouth) == 105
    years = Counter()
    for on, days in plymouth.items():
        years[on.year] += days
    assert {year: years[year] for year in PLYMOUTH} == PLYMOUTH
    assert [plymouth[date(2017, m, 1)] for m in (4, 5, 6)] == [2027, 1758, 1847]


def test_reasons_add_up_to_the_total_but_for_poole_in_april_2019(rows):
    sums, totals = Counter(), {}
    for row in rows(REASONS):
        if row["part"] == "all":
            totals[row["source_row"]] = row
        else:
            sums[row["source_row"]] += row["days"] or 0
    assert all(sums[number] == total["days"] for number, total in totals.items())
    odd = [(r["place_name"], r["month"], r["status"]) for r in totals.values() if r["status"] != "published"]
    assert odd == [("Poole", date(2019, 4, 1), "without its parts")]


def test_the_two_files_agree_on_every_place_and_month(rows):
    by_reason = {(r["place_name"], r["month"]): r["days"] for r in rows(REASONS) if r["part"] == "all"}
    by_organisation = Counter()
    for row in rows(ORGANISATIONS):
        by_organisation[row["place_name"], row["month"]] += row["days"] or 0
    assert dict(by_organisation) == by_reason


def test_the_reason_other_is_missing_before_april_2017_and_only_there(rows):
    missing = {r["month"] for r in rows(REASONS) if r["part"] == "other" and r["status"] == "missing"}
    assert max(missing - {date(2019, 4, 1)}) == date(2017, 3, 1)
    assert len(missing - {date(2019, 4, 1)}) == 72


def test_england_is_above_its_councils_in_every_month(read, rows):
    nation, councils = {}, Counter()
    for row in rows(REASONS):
        if row["part"] == "all" and row["kind"] == "nation":
            nation[row["month"]] = row["days"]
        elif row["part"] == "all":
            councils[row["month"]] += row["days"]
    above = [nation[on] - councils[on] for on in nation]
    assert (len(above), min(above), max(above)) == (105, 164, 1067)
    assert any("(all) differ" in note and "by 164 to 1067 days" in note for note in read(REASONS).notes)


def test_every_council_of_england_is_there_but_two(rows, gazetteer):
    newest = date(2019, 12, 1)
    held = {row["council"] for row in rows(REASONS) if row["month"] == newest and row["council"]}
    standing = {a.code for a in gazetteer.areas.values() if a.kind == "council" and a.stands(newest)}
    assert held <= standing
    assert sorted(gazetteer.areas[code].name for code in standing - held) == [
        "City of London",
        "Isles of Scilly",
    ]


def test_only_three_councils_stand_past_their_end(rows):
    past = {(r["place_name"], r["month"], r["council"]) for r in rows(REASONS) if not r["stood"]}
    april = date(2019, 4, 1)
    assert past == {
        ("Bournemouth", april, "E06000058"),
        ("Dorset", april, "E06000059"),
        ("Poole", april, "E06000058"),
    }


def test_a_council_whose_code_changed_has_the_code_of_the_month(rows):
    gateshead = defaultdict(set)
    for row in rows(ORGANISATIONS):
        if row["place_name"] == "Gateshead":
            gateshead[row["council"]].add(row["month"])
    assert max(gateshead["E08000020"]) == date(2013, 3, 1)
    assert min(gateshead["E08000037"]) == date(2013, 4, 1)


DAILY = {
    "england_icb_criteria_to_reside.csv": (51_727, {"patients": "do_not_meet_criteria_to_reside"}),
    "england_trust_criteria_to_reside.csv": (149_239, {"patients": "do_not_meet_criteria_to_reside"}),
    "england_icb_discharged_patients.csv": (
        51_727,
        {"patients": "discharged_total", "by_1700": "discharged_by_1700"},
    ),
    "england_trust_discharged_patients.csv": (
        149_239,
        {"patients": "discharged_total", "by_1700": "discharged_by_1700"},
    ),
}


@pytest.mark.parametrize("name", DAILY)
def test_each_day_of_each_organisation_is_as_published(name, rows, published):
    number, columns = DAILY[name]
    code = "icb22_code" if "_icb_" in name else "nhs_trust22_code"
    counted = {
        (row[code], date.fromisoformat(row["date"])): tuple(whole(row[theirs]) for theirs in columns.values())
        for row in published(name)
        if row[code] != "NA"
    }
    found = {(r["organisation"], r["day"]): tuple(r[ours] for ours in columns) for r in rows(name)}
    assert len(found) == number
    assert found == counted


def test_the_times_of_discharge_end_with_may_2023(rows):
    given = {
        r["day"] for r in rows("england_icb_discharged_patients.csv") if r["times_status"] == "published"
    }
    assert (min(given), max(given)) == (date(2022, 4, 1), date(2023, 5, 31))
    assert all(r["status"] != "unlike its parts" for r in rows("england_trust_discharged_patients.csv"))


def test_gaps_and_rows_of_nobody_are_said(read):
    notes = read("england_trust_discharged_patients.csv").notes
    assert "RA4: no row for 854 of 1249 days, between 2023-05-01 and 2025-08-31" in notes
    assert "Rows without an organisation and without a value, left out: 243" in notes


@pytest.mark.parametrize("level", ["icb", "trust"])
def test_each_month_of_waits_is_as_published(level, rows, published):
    name = f"england_{level}_accidents_emergency.csv"
    code = "icb22_code" if level == "icb" else "nhs_trust22_code"
    counted = {
        (row[code], month(row["date"])): (
            whole(row["total_attendances"]),
            whole(row["attendances_over_4hours"]),
        )
        for row in published(name)
    }
    found = {(r["organisation"], r["month"]): (r["attendances"], r["over_4_hours"]) for r in rows(name)}
    assert found == counted
    assert {r["status"] for r in rows(name)} <= {"published", "missing"}


def test_fourteen_trusts_were_exempt_until_may_2023(rows):
    exempt = defaultdict(set)
    for row in rows("england_trust_accidents_emergency.csv"):
        if row["status"] == "missing":
            exempt[row["organisation"]].add(row["month"])
    assert len(exempt) == 14
    assert {max(months) for months in exempt.values()} == {date(2023, 5, 1)}


def test_departments_by_type_are_as_published(rows, published):
    counted, found = Counter(), Counter()
    for row in published("ae_attendances.csv"):
        counted[row["period"][:4]] += whole(row["attendances"])
    for row in rows("ae_attendances.csv"):
        found[str(row["month"].year)] += row["attendances"]
    assert found == counted
    assert {row["status"] for row in rows("ae_attendances.csv")} == {"published"}


def test_catchments_add_up_to_one_and_lead_to_councils(read, rows, gazetteer):
    whole_trust = Counter()
    for row in rows("lookup_nhs_trusts22_ltla21.csv"):
        whole_trust[row["trust"]] += row["share"]
        assert gazetteer.areas[row["council"]].kind == "council"
    assert len(whole_trust) == 138
    assert all(abs(share - 1) < 1e-9 for share in whole_trust.values())
    assert read("lookup_nhs_trusts22_icb22.csv").notes == ()
    carlisle = {r["council"] for r in rows("lookup_nhs_trusts22_ltla21.csv") if r["area"] == "E07000028"}
    assert carlisle == {"E10000006"}


def test_trusts_have_names_and_regions(rows):
    trusts = {row["trust"]: row for row in rows("lookup_nhs_trusts22_nhs_region21.csv")}
    assert (len(trusts), trusts["R0A"]["region_name"]) == (214, "North West")
    assert sorted(row["standing"] for row in trusts.values()).count("closed") == 3

"""Waits in emergency departments as observations: what is published, what is left out, what is modelled."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.outcomes.hospitals import ADULTS, BOARDS, ENGLAND, observed, one, pick, shares

MONTH = date(2023, 5, 1)
WITHIN, ADMISSIONS = "within-4-hours", "emergency-admissions"


def waits(code: str, on: date, attendances: int, over: int | None, admitted: int = 10, late: int = 1) -> dict:
    return {
        "kind": "trust" if code.startswith("T") else "integrated care board",
        "organisation": code,
        "month": on,
        "attendances": attendances,
        "over_4_hours": over,
        "status": "published" if over is not None else "missing",
        "emergency_admissions": admitted,
        "admissions_over_4_hours": late,
        "admissions_status": "published",
    }


COUNTS = st.tuples(st.integers(0, 9000), st.integers(1, 9000)).map(sorted)


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries(dict.fromkeys(BOARDS, COUNTS)))
def test_shares_of_trusts_and_councils_are_those_of_a_slow_count(tmp_path, counts):
    rows = observed(
        tmp_path, nhs_four_hours=[waits(code, MONTH, n, over, n) for code, (over, n) in counts.items()]
    )
    within, all_of = {}, {}
    for code, (over, n) in counts.items():
        assert one(rows, series=WITHIN, place=code)["value"] == pytest.approx((n - over) / n)
        for council, share in shares(code, MONTH).items():
            within[council] = within.get(council, 0) + (n - over) * share
            all_of[council] = all_of.get(council, 0) + n * share
    told = {r["place"]: r for r in pick(rows, series=WITHIN, place_kind="council")}
    assert set(told) == set(all_of) == {"ash", "dell", "elm", "joy"}
    for council, row in told.items():
        assert row["value"] == pytest.approx(within[council] / all_of[council])
        rate = one(rows, series="emergency-admissions/rate", place=council)
        assert rate["numerator"] == pytest.approx(all_of[council])


def test_a_rate_of_admissions_is_per_100_000_people_of_every_age(tmp_path):
    rows = observed(
        tmp_path, nhs_four_hours=[waits("T3", MONTH, 50, 5, 40), waits("south", MONTH, 50, 5, 40)]
    )
    joy = one(rows, series="emergency-admissions/rate", place="joy")
    assert joy["denominator"] == 2 * ADULTS["joy"]
    assert joy["value"] == pytest.approx(100_000 * 40 / (2 * ADULTS["joy"]))
    england = one(rows, series="emergency-admissions/rate", place="E92000001")
    assert (england["numerator"], england["denominator"]) == (40, 2 * ENGLAND)


@pytest.fixture
def exempt(tmp_path):
    """T2 gives no waits; its board counts its attendances and not its waits."""
    return observed(
        tmp_path,
        nhs_four_hours=[
            waits("T1", MONTH, 100, 20),
            waits("T2", MONTH, 300, None),
            waits("T3", MONTH, 200, 50),
            waits("north", MONTH, 400, 20),
            waits("south", MONTH, 200, 50),
        ],
    )


def test_an_exempt_trust_and_its_board_have_no_share(exempt):
    assert one(exempt, series=WITHIN, place="T2")["reason"] == "the trust was exempt: no waits are published"
    north = one(exempt, series=WITHIN, place="north")
    assert (north["value"], north["denominator"], north["status"]) == (None, None, "not comparable")
    assert north["reason"] == "the attendances, but not the waits, of Trust 2 are counted"
    assert one(exempt, series=WITHIN, place="south")["value"] == 0.75
    assert one(exempt, series=ADMISSIONS, place="north")["value"] == 10


def test_england_is_told_without_the_exempt(exempt):
    england = one(exempt, series=WITHIN, place="E92000001")
    assert (england["numerator"], england["denominator"]) == (230, 300)
    assert england["reason"] == "without the attendances of 1 trust that published no waits"


def test_councils_of_an_exempt_trust_have_no_share(exempt):
    told = {r["place"]: r["value"] for r in pick(exempt, series=WITHIN, place_kind="council")}
    assert told == {"ash": None, "elm": None, "dell": 0.8, "joy": 0.75}


def test_a_trust_that_joined_another_does_not_end_a_share_and_ends_a_rate(tmp_path):
    later = date(2023, 7, 1)
    rows = observed(
        tmp_path,
        nhs_four_hours=[
            waits("T1", MONTH, 100, 20),
            waits("T2", MONTH, 100, 40),
            waits("T2", later, 200, 60),
        ],
    )
    assert one(rows, series=WITHIN, place="ash", period="2023-07")["value"] == pytest.approx(0.7)
    rate = one(rows, series="emergency-admissions/rate", place="ash", period="2023-07")
    assert (rate["value"], rate["status"]) == (None, "not comparable")


def test_a_month_that_repeats_the_year_before_is_left_out(tmp_path):
    """As February and March 2025 do, for every organisation."""
    later = MONTH.replace(year=2024)
    counts = {"T1": (100, 20, 30), "T3": (90, 9, 20), "south": (90, 9, 20)}
    rows = observed(
        tmp_path, nhs_four_hours=[waits(code, on, *n) for code, n in counts.items() for on in (MONTH, later)]
    )
    again = pick(rows, period="2024-05")
    assert {r["value"] for r in again} == {None}
    assert {(r["status"], r["reason"]) for r in again} == {
        ("not comparable", "the file gives the numbers of a year earlier again")
    }
    assert all(r["value"] is not None for r in pick(rows, period="2023-05"))


def test_one_trust_that_repeats_itself_is_believed(tmp_path):
    later = MONTH.replace(year=2024)
    rows = observed(
        tmp_path,
        nhs_four_hours=[waits("T1", on, 100, 20) for on in (MONTH, later)]
        + [waits("T3", MONTH, 90, 9), waits("T3", later, 91, 9)],
    )
    assert one(rows, series=WITHIN, place="T1", period="2024-05")["value"] == 0.8


def test_a_department_that_nobody_came_to_has_no_share(tmp_path):
    none = one(observed(tmp_path, nhs_four_hours=[waits("T1", MONTH, 0, 0)]), series=WITHIN, place="T1")
    assert (none["value"], none["status"], none["reason"]) == (None, "missing", "there was nobody to count")


def test_waits_for_a_bed_are_a_share_of_admissions(tmp_path):
    rows = observed(
        tmp_path, nhs_four_hours=[waits("T1", MONTH, 100, 20, 40, 10), waits("T2", MONTH, 9, 1, 0, 0)]
    )
    assert one(rows, series="admitted-after-4-hours", place="T1")["value"] == 0.25
    assert one(rows, series="admitted-after-4-hours", place="T2")["status"] == "missing"
    assert not pick(rows, series="admitted-after-4-hours", place_kind="council")


def department(code: str, kind: str, attendances: int, over: int, admissions: int) -> dict:
    return {
        "kind": "provider",
        "organisation": code,
        "month": date(2018, 3, 1),
        "department": kind,
        "attendances": attendances,
        "over_4_hours": over,
        "admissions": admissions,
    }


def test_departments_by_type_add_up_to_their_provider_and_to_england(tmp_path):
    rows = observed(
        tmp_path,
        nhs_emergency_department=[
            department("T1", "type 1", 100, 30, 40),
            department("T1", "other", 50, 0, 0),
            department("T2", "type 1", 200, 10, 60),
            department("WALKIN", "other", 30, 3, 0),
        ],
    )
    shares = {
        (r["place"], r["breakdown"]): (r["numerator"], r["denominator"]) for r in pick(rows, series=WITHIN)
    }
    assert shares == {
        ("T1", "all"): (120, 150),
        ("T1", "department:type-1"): (70, 100),
        ("T1", "department:other"): (50, 50),
        ("T2", "all"): (190, 200),
        ("T2", "department:type-1"): (190, 200),
        ("E92000001", "all"): (337, 380),
        ("E92000001", "department:type-1"): (260, 300),
        ("E92000001", "department:other"): (77, 80),
    }
    assert one(rows, series="admissions", place="E92000001")["value"] == 100
    assert one(rows, series="admissions", place="T1", breakdown="department:type-1")["period"] == "2018-03"


LIVES = [
    {"year": 2021, "trust": trust, "kind": "district", "area": area, "council": area, "share": 1.0}
    for trust, area in (("RA1", "ash"), ("RB2", "joy"))
]


def provider(code: str, on: date, attendances: int, over: int | None, admitted: int = 10) -> dict:
    return waits(code, on, attendances, over, admitted) | {"kind": "provider", "source": "c" * 64}


def test_a_month_that_only_the_providers_table_has_is_told_from_it(tmp_path):
    later = date(2026, 3, 1)
    rows = observed(
        tmp_path,
        nhs_trust_catchment=LIVES,
        nhs_four_hours=[
            waits("T1", MONTH, 100, 20) | {"organisation": "RA1"},
            waits("north", MONTH, 100, 20),
            provider("RA1", later, 200, 50, 30),
            provider("RB2", later, 100, 10, 20),
            provider("NLX", later, 60, 0, 0),
        ],
    )
    england = one(rows, series=WITHIN, place="E92000001", period="2026-03")
    assert (england["numerator"], england["denominator"]) == (300, 360)
    assert one(rows, series=ADMISSIONS, place="E92000001", period="2026-03")["value"] == 50
    trust = one(rows, series=WITHIN, place="RA1", period="2026-03")
    assert (trust["place_kind"], trust["value"], trust["source"]) == ("trust", 0.75, "c" * 12)
    assert one(rows, series=WITHIN, place="joy", period="2026-03")["value"] == pytest.approx(0.9)
    assert pick(rows, place="NLX") == []
    assert pick(rows, place="north", period="2026-03") == []


def test_a_month_that_the_trusts_file_has_is_not_counted_twice(tmp_path):
    rows = observed(
        tmp_path,
        nhs_trust_catchment=LIVES,
        nhs_four_hours=[
            waits("T1", MONTH, 100, 20) | {"organisation": "RA1"},
            waits("north", MONTH, 100, 20),
            provider("RA1", MONTH, 101, 21),
            provider("NLX", MONTH, 60, 0),
        ],
    )
    assert one(rows, series=WITHIN, place="RA1")["denominator"] == 100
    assert one(rows, series=WITHIN, place="E92000001")["denominator"] == 100
    assert one(rows, series=WITHIN, place="ash")["denominator"] == 100


def test_the_providers_table_takes_the_place_of_a_month_that_was_given_again(tmp_path):
    before = date(2022, 5, 1)
    old = [waits("T1", on, 100, 20) | {"organisation": "RA1"} for on in (before, MONTH)]
    boards = [waits("north", on, 100, 20) for on in (before, MONTH)]
    rows = observed(
        tmp_path, nhs_trust_catchment=LIVES, nhs_four_hours=[*old, *boards, provider("RA1", MONTH, 300, 30)]
    )
    assert one(rows, series=WITHIN, place="RA1", period="2023-05")["value"] == pytest.approx(0.9)
    assert one(rows, series=WITHIN, place="E92000001", period="2023-05")["denominator"] == 300
    assert one(rows, series=WITHIN, place="north", period="2023-05")["status"] == "not comparable"


def test_a_provider_without_waits_is_in_neither_part_of_englands_share(tmp_path):
    rows = observed(
        tmp_path,
        nhs_trust_catchment=LIVES,
        nhs_four_hours=[provider("RA1", MONTH, 200, 50), provider("RB2", MONTH, 70, None)],
    )
    england = one(rows, series=WITHIN, place="E92000001")
    assert (england["numerator"], england["denominator"]) == (150, 200)
    assert england["reason"] == "without providers that published no number: 1"

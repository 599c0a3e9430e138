"""A 0 that means "not reported", and numbers that are given twice: the same gap in every figure."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.outcomes import hospitals
from tests.measures.outcomes.hospitals import ADULTS, observed, one, pick
from tests.measures.outcomes.test_observations_hospital_days import board, criteria, trust
from tests.measures.outcomes.test_observations_waits import waits
from tests.measures.outcomes.unreported import without_zeros

FIRST = date(2022, 4, 1)
DAYS = [FIRST + timedelta(n) for n in range(91)]
ENGLAND = "E92000001"
NO_CHECK = [HealthCheck.function_scoped_fixture]


def april_to_june(
    of: dict[str, tuple[int, int]], gaps: dict[str, set[date]] | None = None, kind=trust
) -> dict:
    """Patients and discharges of each organisation on each day, and 0 on the days of `gaps`."""

    def rows(which: int) -> list[dict]:
        return [
            kind(code, day, 0 if day in (gaps or {}).get(code, ()) else counts[which])
            for code, counts in of.items()
            for day in DAYS
        ]

    return {"nhs_criteria_to_reside": criteria(rows(0)), "nhs_discharge": rows(1)}


def month(
    rows: list[dict], place: str, period: str, series: str = "patients", table: str = "nhs_criteria_to_reside"
):
    return one(rows, series=series, place=place, period=period, source_table=table)


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """T1 has 300 patients a day and reports nothing on ten days of April and in May; T2 has 100 throughout."""
    gap = {day for day in DAYS if day.month == 5 or day in DAYS[20:30]}
    tables = april_to_june({"T1": (300, 100), "T2": (100, 40)}, {"T1": gap})
    boards = april_to_june({"north": (400, 140)}, kind=board)
    for name, rows in boards.items():
        for row in rows:
            if row["day"] in gap:
                row["patients"] = {400: 100, 140: 40}[row["patients"]]
        tables[name] += rows
    return observed(tmp_path_factory.mktemp("silent"), **tables)


def test_a_month_is_the_mean_of_the_days_reported(silent):
    april = month(silent, "T1", "2022-04")
    assert (april["value"], april["numerator"], april["denominator"]) == (300, 6000, 20)
    assert april["reason"] == "reported on 20 of 30 days; not counted: 10 days of 0 or of repeated numbers"
    assert month(silent, "T1", "2022-06")["value"] == 300


def test_a_month_of_zeros_is_no_month(silent):
    for table in ("nhs_criteria_to_reside", "nhs_discharge"):
        may = month(silent, "T1", "2022-05", table=table)
        assert (may["value"], may["denominator"], may["status"]) == (None, None, "not comparable")
        assert may["reason"].startswith("reported on no day; ")


def test_england_is_not_shown_and_says_what_part_reported(silent):
    for series in ("patients", "rate"):
        may = month(silent, ENGLAND, "2022-05", series)
        assert (may["value"], may["status"]) == (None, "not comparable")
        assert (
            may["reason"]
            == "on no day of the month reported by Trust 1: trusts with 25% of the patients reported"
        )
    assert month(silent, ENGLAND, "2022-04")["value"] == 400


def test_councils_of_the_trust_are_not_shown(silent):
    """Ash sends three quarters of T1's patients and half of T2's; Bree has T1's other quarter, and T2's other half."""
    for place in ("ash", "bree"):
        may = month(silent, place, "2022-05", "rate")
        assert (may["value"], may["status"]) == (None, "not comparable")
        assert may["reason"].startswith("no numbers are published for Trust 1, ")
    april = month(silent, "ash", "2022-04", "rate")
    assert april["value"] == pytest.approx(100_000 * (0.75 * 300 + 0.5 * 100) / ADULTS["ash"])
    assert april["reason"].endswith("; not on every day reported: Trust 1 on 20 of 30 days")


def test_a_board_s_days_follow_from_its_trusts(silent):
    day = one(
        silent, series="patients", place="north", period="2022-05-07", source_table="nhs_criteria_to_reside"
    )
    assert (day["value"], day["reason"]) == (None, "not reported by Trust 1")
    assert month(silent, "north", "2022-04")["value"] == 400
    assert month(silent, "north", "2022-05")["value"] is None


def test_shares_are_without_the_silent_trust_and_hidden_below_a_part(silent):
    share = "of-patients-without-criteria"
    may = month(silent, ENGLAND, "2022-05", share, "nhs_discharge")
    assert (may["value"], may["status"]) == (None, "not comparable")
    assert may["reason"].startswith("trusts with 25% of the patients reported")
    june = month(silent, ENGLAND, "2022-06", share, "nhs_discharge")
    assert june["value"] == pytest.approx(140 / 400)


def test_a_small_gap_is_said_beside_the_share(tmp_path):
    """T2 has 10 of 510 patients: England's share stands, and says that it is of 98%."""
    gap = {day for day in DAYS if day.month == 5}
    rows = observed(tmp_path, **april_to_june({"T1": (500, 100), "T2": (10, 4)}, {"T2": gap}))
    may = month(rows, ENGLAND, "2022-05", "of-patients-without-criteria", "nhs_discharge")
    assert (may["value"], may["status"]) == (0.2, "final")
    assert (
        may["reason"] == "trusts with 98% of the patients reported; of 2 trusts 1 did not report on every day"
    )
    ash = month(rows, "ash", "2022-05", "rate")
    assert ash["reason"] == "modelled: 99% from Trust 1; trusts with 98% of its patients reported"


def test_many_small_gaps_are_one_large_one(tmp_path, monkeypatch):
    """T4 and T5 have 4% each of Ash's patients, and are silent in May."""
    gap = {day for day in DAYS if day.month == 5}
    for code in ("T4", "T5"):
        monkeypatch.setitem(hospitals.SHARES, code, {"ash": 1.0})
    tables = april_to_june({"T1": (1000, 100), "T4": (33, 20), "T5": (33, 20)}, {"T4": gap, "T5": gap})
    rows = observed(tmp_path, **tables)
    for series, table in (
        ("rate", "nhs_criteria_to_reside"),
        ("of-patients-without-criteria", "nhs_discharge"),
    ):
        may = month(rows, "ash", "2022-05", series, table)
        assert (may["value"], may["status"]) == (None, "not comparable")
        assert "trusts with 91% of " in may["reason"]
        assert month(rows, "ash", "2022-06", series, table)["value"] is not None


def test_a_day_on_which_all_report_0_is_no_day(tmp_path):
    day = date(2022, 6, 19)
    rows = observed(tmp_path, **april_to_june({"T1": (300, 100), "T3": (4, 2)}, {"T1": {day}, "T3": {day}}))
    for place, mean in (("T1", 300), ("T3", 4)):
        june = month(rows, place, "2022-06")
        assert (june["value"], june["denominator"]) == (mean, 29)
        assert june["reason"] == "days that nobody reported: 1"
    assert month(rows, ENGLAND, "2022-06")["reason"] == ""


def test_a_board_has_no_day_that_nobody_reported(tmp_path):
    tables = april_to_june(
        {"north": (400, 140), "south": (9, 3)}, {"north": {FIRST}, "south": {FIRST}}, kind=board
    )
    rows = observed(tmp_path, **tables)
    for place in ("north", "south"):
        day = one(rows, series="patients", place=place, period="2022-04-01", source_table="nhs_discharge")
        assert (day["value"], day["reason"]) == (
            None,
            "not reported by anybody: every number of the day is 0",
        )


def test_a_small_trust_may_have_no_patients(tmp_path):
    rows = observed(tmp_path, **april_to_june({"T1": (3, 1), "T2": (100, 40)}, {"T1": set(DAYS[:10])}))
    april = month(rows, "T1", "2022-04")
    assert (april["value"], april["reason"]) == (pytest.approx(2), "")


def test_a_trust_that_discharged_somebody_did_report(tmp_path):
    tables = april_to_june({"T1": (300, 100), "T2": (100, 40)})
    tables["nhs_criteria_to_reside"][0]["patients"] = 0
    rows = observed(tmp_path, **tables)
    assert month(rows, "T1", "2022-04")["value"] == pytest.approx(290)


def test_a_day_without_discharges_among_many_is_not_reported(tmp_path):
    """The patients of that day stand: RMP gave its patients and no discharges on 65 days of July to September 2023."""
    tables = april_to_june({"T1": (300, 100), "T2": (100, 40)})
    tables["nhs_discharge"][0]["patients"] = 0
    rows = observed(tmp_path, **tables)
    assert month(rows, "T1", "2022-04", table="nhs_discharge")["value"] == 100
    assert month(rows, "T1", "2022-04")["denominator"] == 30


def test_a_trust_that_ends_with_zeros_has_joined_another(tmp_path):
    """Its rows stop in May, after a month of zeros: England is the others' sum, and no trust is missing in it."""
    tables = april_to_june({"T1": (300, 100), "T2": (100, 40)}, {"T2": {d for d in DAYS if d.month == 5}})
    ended = {
        name: [row for row in rows if row["organisation"] == "T1" or row["day"].month < 6]
        for name, rows in tables.items()
    }
    rows = observed(tmp_path, **ended)
    assert not pick(rows, place="T2", period="2022-05")
    may = month(rows, ENGLAND, "2022-05")
    assert (may["value"], may["reason"]) == (300, "")


def varied(day: date) -> int:
    return 100 + (day.toordinal() * 7) % 31


def test_a_day_that_repeats_the_day_before_is_not_reported(tmp_path):
    """Saturday 16 April gives Friday's numbers again."""
    saturday = date(2022, 4, 16)
    on = {day: day - timedelta(1) if day == saturday else day for day in DAYS}
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria([trust("T1", d, 3 * varied(of)) for d, of in on.items()]),
        nhs_discharge=[trust("T1", d, varied(of)) for d, of in on.items()],
    )
    april = month(rows, "T1", "2022-04")
    assert april["denominator"] == 29
    assert april["numerator"] == sum(3 * varied(d) for d in DAYS[:30] if d != saturday)
    assert month(rows, "T1", "2022-04", table="nhs_discharge")["denominator"] == 29


def test_a_trust_whose_numbers_are_always_alike_is_believed(tmp_path):
    rows = observed(tmp_path, **april_to_june({"T1": (300, 100), "T2": (100, 40)}))
    assert month(rows, "T1", "2022-04")["denominator"] == 30


@pytest.mark.parametrize(("given", "days"), [(187, 29), (170, 30)])
def test_a_day_that_a_republisher_filled_is_left_out_where_it_was_filled(tmp_path, given, days):
    on = date(2022, 6, 15)
    counts = {day: {on - timedelta(1): 187, on: given}.get(day, varied(day)) for day in DAYS}
    rows = observed(
        tmp_path, nhs_criteria_to_reside=criteria([trust("RXQ", day, n) for day, n in counts.items()])
    )
    assert month(rows, "RXQ", "2022-06")["denominator"] == days


MONTHS = [date(2022 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(18)]
SIZES = {"T1": 9000, "T2": 300, "T3": 20_000, "south": 20_000, "north": 9300}


def monthly(changed: dict[tuple[str, date], dict]) -> list[dict]:
    """Attendances of every month, each its own number, but for what is changed."""
    return [
        waits(code, on, size + 13 * n, size // 4 + 3 * n, size // 5 + n, size // 50 + n)
        | changed.get((code, on), {})
        for code, size in SIZES.items()
        for n, on in enumerate(MONTHS)
    ]


def test_one_trust_that_gives_the_year_before_again_has_no_month(tmp_path):
    """As RVJ did in May 2022: its attendances, waits and admissions are those of May 2021."""
    on = MONTHS[14]
    before = next(row for row in monthly({}) if (row["organisation"], row["month"]) == ("T3", MONTHS[2]))
    rows = observed(tmp_path, nhs_four_hours=monthly({("T3", on): before | {"month": on}}))
    for series in ("within-4-hours", "emergency-admissions", "admitted-after-4-hours"):
        t3 = one(rows, series=series, place="T3", period="2023-06")
        assert (t3["value"], t3["reason"]) == (None, "the file gives the numbers of a year earlier again")
        south = one(rows, series=series, place="south", period="2023-06")
        assert (
            south["reason"] == "no numbers of this month are published for Trust 3, a twentieth or more of it"
        )
        assert one(rows, series=series, place="T1", period="2023-06")["value"] is not None
    assert one(rows, series="within-4-hours", place="joy", period="2023-06")["value"] is None
    assert one(rows, series="within-4-hours", place="ash", period="2023-06")["value"] is not None
    assert one(rows, series="within-4-hours", place=ENGLAND, period="2023-06")["value"] is None


@pytest.mark.parametrize(
    ("counted", "series"),
    [
        ("attendances", "within-4-hours"),
        ("over_4_hours", "within-4-hours"),
        ("emergency_admissions", "emergency-admissions"),
    ],
)
def test_a_month_of_0_among_many_is_not_reported(tmp_path, counted, series):
    rows = observed(tmp_path, nhs_four_hours=monthly({("T1", MONTHS[5]): {counted: 0}}))
    t1 = one(rows, series=series, place="T1", period="2022-09")
    assert (t1["value"], t1["status"]) == (None, "not comparable")
    assert t1["reason"].startswith("0 ")
    assert t1["reason"].endswith(" are usual")
    assert one(rows, series=series, place="north", period="2022-09")["value"] is None


def test_a_small_gap_of_a_board_is_said_beside_its_number(tmp_path):
    rows = observed(
        tmp_path, nhs_four_hours=monthly({("T2", MONTHS[5]): {"attendances": 0, "over_4_hours": 0}})
    )
    north = one(rows, series="within-4-hours", place="north", period="2022-09")
    assert (north["status"], north["reason"]) == ("final", "without numbers of this month of Trust 2")
    england = one(rows, series="within-4-hours", place=ENGLAND, period="2022-09")
    assert (england["status"], england["reason"]) == ("final", "without numbers of this month of Trust 2")


def test_a_department_that_opens_or_closes_may_have_had_nobody(tmp_path):
    first = {("T1", on): {"emergency_admissions": 0} for on in MONTHS[:4]}
    rows = observed(tmp_path, nhs_four_hours=monthly(first))
    assert one(rows, series="emergency-admissions", place="T1", period="2022-04")["value"] == 0


def department(organisation: str, on: date, kind: str, attendances: int, over: int, admitted: int) -> dict:
    return {
        "kind": "provider",
        "organisation": organisation,
        "month": on,
        "department": kind,
        "attendances": attendances,
        "over_4_hours": over,
        "admissions": admitted,
    }


def test_a_department_s_0_among_many_is_not_reported(tmp_path):
    """As one of RAE's of 88 to 148 admissions a month; the trust's sum has no number either."""
    given = [
        department("T1", on, kind, 900 + n, 90 + n, 0 if (n, kind) == (4, "other") else 100 + n)
        for n, on in enumerate(MONTHS)
        for kind in ("type 1", "other")
    ]
    rows = observed(tmp_path, nhs_emergency_department=given)
    for breakdown, reason in (
        ("department:other", "not reported: 0 admissions, where 102 are usual"),
        ("all", "a department did not report: 0 admissions, where 102 are usual"),
    ):
        t1 = one(rows, series="admissions", place="T1", period="2022-08", breakdown=breakdown)
        assert (t1["value"], t1["reason"]) == (None, reason)
    england = one(rows, series="admissions", place=ENGLAND, period="2022-08")
    assert (england["value"], england["reason"]) == (
        104,
        "left out, since they did not report: 1 departments",
    )
    assert one(rows, series="within-4-hours", place="T1", period="2022-08")["value"] is not None


@settings(max_examples=examples(10), deadline=None, suppress_health_check=NO_CHECK)
@given(
    st.fixed_dictionaries(
        {
            code: st.lists(st.sampled_from([0, 0, 3, 9, 12, 40, None]), min_size=30, max_size=30)
            for code in ("T1", "T3")
        }
    )
)
def test_what_is_not_reported_is_what_a_slow_look_leaves_out(tmp_path, counts):
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria(
            [trust(code, on, n) for code, row in counts.items() for on, n in zip(DAYS, row, strict=False)]
        ),
    )
    for code, left in without_zeros(counts, nearest=14, least=10).items():
        april = month(rows, code, "2022-04")
        known = [n for n in left if n is not None]
        assert (april["numerator"], april["denominator"]) == (
            sum(known) if known else None,
            len(known) or None,
        )

"""Patients without criteria to reside, and discharges: days, monthly means, and what they come to for councils."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.outcomes.hospitals import ADULTS, BOARDS, ENGLAND, adults, observed, one, pick, shares
from tests.measures.outcomes.unreported import without_zeros

BOARD = "integrated care board"
CRITERIA, DISCHARGES = "nhs_criteria_to_reside", "nhs_discharge"
FIRST = date(2023, 3, 1)
COUNTS = st.one_of(st.none(), st.just(0), st.integers(0, 900))


def trust(code: str, on: date, patients: int | None, **other) -> dict:
    return _row("trust", code, on, patients) | other


def board(code: str, on: date, patients: int | None, **other) -> dict:
    return _row(BOARD, code, on, patients) | other


def _row(kind: str, code: str, on: date, patients: int | None) -> dict:
    status = "published" if patients is not None else "missing"
    return {
        "kind": kind,
        "organisation": code,
        "day": on,
        "patients": patients,
        "status": status,
        "times_status": "missing",
    }


def criteria(rows: list[dict]) -> list[dict]:
    return [{name: value for name, value in row.items() if name != "times_status"} for row in rows]


def mean(numbers: list) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) / len(known) if known else None


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.fixed_dictionaries({code: st.lists(COUNTS, min_size=36, max_size=36) for code in BOARDS}))
def test_means_of_trusts_england_and_councils_are_those_of_a_slow_count(tmp_path, counts):
    """36 days from 1 March 2023: Bree is Dell and Elm from 1 April on."""
    days = [FIRST + timedelta(n) for n in range(36)]
    told = [trust(code, on, n) for code, row in counts.items() for on, n in zip(days, row, strict=True)]
    rows = observed(tmp_path, nhs_criteria_to_reside=criteria(told))
    counts = without_zeros(counts, nearest=14, least=10)
    for month in ("2023-03", "2023-04"):
        on = date.fromisoformat(f"{month}-01")
        of = {
            code: mean([n for d, n in zip(days, row, strict=True) if d.strftime("%Y-%m") == month])
            for code, row in counts.items()
        }
        for code, expected in of.items():
            assert one(rows, series="patients", place=code, period=month)["value"] == pytest.approx(expected)
        england = one(rows, series="patients", place="E92000001", period=month)
        assert england["value"] == (pytest.approx(sum(of.values())) if None not in of.values() else None)
        _councils_are_shared_out(rows, month, on, of)


def _councils_are_shared_out(rows: list[dict], month: str, on: date, of: dict[str, float | None]) -> None:
    shared = defaultdict(float)
    for code, value in of.items():
        for council, share in shares(code, on).items():
            shared[council] += (value or 0) * share
    told = pick(rows, series="patients/modelled", period=month)
    assert {row["place"] for row in told} == set(shared)
    for row in told:
        if row["value"] is not None:
            assert row["value"] == pytest.approx(shared[row["place"]])
            rate = one(rows, series="rate", place=row["place"], period=month)
            assert rate["denominator"] == adults(row["place"], on)
            assert rate["value"] == pytest.approx(100_000 * row["value"] / adults(row["place"], on))
    if None not in of.values():
        assert sum(row["value"] for row in told) == pytest.approx(sum(of.values()))


def test_a_board_lacks_the_days_on_which_a_trust_of_it_was_silent(tmp_path):
    second = FIRST + timedelta(1)
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria(
            [
                *(trust("T1", FIRST, 10), trust("T2", FIRST, 30), board("north", FIRST, 40)),
                *(trust("T1", second, 12), trust("T2", second, None), board("north", second, 12)),
                *(trust("T3", FIRST, 7), trust("T3", second, 9), board("south", second, 9)),
            ]
        ),
    )
    silent = one(rows, place="north", period=second.isoformat())
    assert (silent["value"], silent["status"]) == (None, "not comparable")
    assert silent["reason"] == "not reported by Trust 2"
    assert one(rows, place="south", period=second.isoformat())["value"] == 9
    month = one(rows, place="north", period="2023-03")
    assert (month["value"], month["numerator"], month["denominator"]) == (40, 40, 1)
    assert month["reason"] == "reported on 1 of 31 days; not on every day by Trust 2"
    england = one(rows, series="patients", place="E92000001", period="2023-03")
    assert (england["value"], england["reason"]) == (11 + 30 + 8, "3 of 3 trusts did not report on every day")


def test_days_are_kept_for_boards_alone(tmp_path):
    rows = observed(tmp_path, nhs_discharge=[trust("T1", FIRST, 10), board("north", FIRST, 10)])
    assert [row["place"] for row in pick(rows, period_type="day")] == ["north"]


def test_a_month_without_a_trust_s_report_is_told_for_those_who_do_not_go_there(tmp_path):
    """T1 is silent: Ash, where most of its patients live, has no value; Joy has."""
    rows = observed(
        tmp_path,
        nhs_discharge=[trust("T1", FIRST - timedelta(1), 10), trust("T1", FIRST, None)]
        + [trust(code, on, 10) for code in ("T2", "T3") for on in (FIRST - timedelta(1), FIRST)],
    )
    ash = one(rows, series="rate", place="ash", period="2023-03")
    assert (ash["value"], ash["denominator"], ash["status"]) == (None, None, "not comparable")
    assert ash["reason"].startswith("no numbers are published for Trust 1, ")
    joy = one(rows, series="rate", place="joy", period="2023-03")
    assert joy["value"] == pytest.approx(100_000 * 10 / ADULTS["joy"])
    assert joy["reason"].startswith("modelled: 100% from Trust 3; ")
    assert one(rows, series="rate", place="E92000001", period="2023-03")["value"] is None
    before = one(rows, series="rate", place="E92000001", period="2023-02")
    assert (before["numerator"], before["denominator"]) == (30, ENGLAND)


def test_a_trust_that_gives_little_is_not_waited_for(tmp_path):
    """T2 sends Ash 0.5 x 1 of some 750 patients."""
    rows = observed(
        tmp_path,
        nhs_discharge=[
            trust(code, on, n)
            for on in (FIRST - timedelta(1), FIRST)
            for code, n in (("T1", 1000), ("T2", 1 if on < FIRST else None))
        ],
    )
    ash = one(rows, series="patients/modelled", place="ash", period="2023-03")
    assert (ash["value"], ash["status"]) == (750, "final")


def test_a_trust_that_stops_leaves_its_councils_without_a_value(tmp_path):
    """It has no row any more, since it joined another, whose catchment is not that of both."""
    april = date(2023, 5, 1)
    rows = observed(
        tmp_path,
        nhs_discharge=[trust("T1", FIRST, 100), trust("T2", FIRST, 100), trust("T2", april, 200)],
    )
    assert one(rows, series="rate", place="ash", period="2023-05")["value"] is None
    assert one(rows, series="rate", place="elm", period="2023-05")["value"] is not None


def test_england_is_without_rate_where_no_population_is_held(tmp_path):
    rows = observed(tmp_path, nhs_discharge=[trust("T3", FIRST, 10)])
    assert one(rows, series="rate", place="E92000001", period="2023-03")["denominator"] == ENGLAND


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(COUNTS, min_size=45, max_size=45))
def test_weekends_are_a_share_of_whole_weeks_in_the_month_of_their_sunday(tmp_path, counts):
    days = [FIRST + timedelta(n) for n in range(45)]
    rows = observed(tmp_path, nhs_discharge=[trust("T3", on, n) for on, n in zip(days, counts, strict=True)])
    held = dict(zip(days, without_zeros({"T3": counts}, nearest=14, least=20)["T3"], strict=True))
    weekend, week = defaultdict(int), defaultdict(int)
    for sunday in (on for on in days if on.weekday() == 6):
        seven = [held.get(sunday - timedelta(n)) for n in range(7)]
        if None not in seven:
            weekend[sunday.strftime("%Y-%m")] += seven[0] + seven[1]
            week[sunday.strftime("%Y-%m")] += sum(seven)
    for place in ("T3", "E92000001", "joy"):
        told = {r["period"]: r["value"] for r in pick(rows, series="at-weekends", place=place)}
        assert told == {m: pytest.approx(weekend[m] / n) if n else None for m, n in week.items()}


def test_a_share_by_five_counts_days_with_times_alone(tmp_path):
    timed = {"by_1700": 6, "from_1701": 4, "times_status": "published"}
    rows = observed(
        tmp_path,
        nhs_discharge=[trust("T3", FIRST, 10, **timed), trust("T3", FIRST + timedelta(1), 500)],
    )
    five = one(rows, series="by-17:00", place="T3")
    assert (five["numerator"], five["denominator"], five["value"]) == (6, 10, 0.6)
    assert one(rows, series="by-17:00", place="joy")["reason"] == "modelled: 100% from Trust 3"


def test_a_day_whose_times_do_not_add_up_counts_in_no_share_by_five(tmp_path):
    sound = {"by_1700": 6, "from_1701": 4, "times_status": "published"}
    odd = {"by_1700": 9, "from_1701": 4, "times_status": "published"}
    rows = observed(
        tmp_path,
        nhs_discharge=[trust("T3", FIRST, 10, **sound), trust("T3", FIRST + timedelta(1), 10, **odd)],
    )
    five = one(rows, series="by-17:00", place="T3")
    assert (five["numerator"], five["denominator"]) == (6, 10)


def test_who_left_is_held_against_who_need_not_stay_on_the_same_days(tmp_path):
    second = FIRST + timedelta(1)
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria(
            [trust("T1", FIRST, 40), trust("T1", second, None), trust("T2", FIRST, 10)]
        ),
        nhs_discharge=[trust("T1", FIRST, 10), trust("T1", second, 30), trust("T2", FIRST, 5)],
    )
    series = "of-patients-without-criteria"
    assert one(rows, series=series, place="T1")["value"] == 0.25
    assert one(rows, series=series, place="E92000001")["value"] == 15 / 50
    ash = (0.75 * 10 + 0.5 * 5) / (0.75 * 40 + 0.5 * 10)
    assert one(rows, series=series, place="ash")["value"] == pytest.approx(ash)


def test_more_discharges_than_patients_is_no_share(tmp_path):
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria([trust("T1", FIRST, 4)]),
        nhs_discharge=[trust("T1", FIRST, 5)],
    )
    share = one(rows, series="of-patients-without-criteria", place="T1")
    assert (share["value"], share["status"]) == (None, "not comparable")


def test_nobody_discharged_is_no_share(tmp_path):
    rows = observed(tmp_path, nhs_discharge=[trust("T1", FIRST, 0, by_1700=0, from_1701=0)])
    share = one(rows, series="by-17:00", place="T1")
    assert (share["value"], share["status"], share["reason"]) == (
        None,
        "missing",
        "there was nobody to count",
    )

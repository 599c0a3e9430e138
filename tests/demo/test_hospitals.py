import csv
from collections import defaultdict

import numpy as np
import pytest

from careplace.demo import delays, hospitals
from careplace.demo.place_files import board


@pytest.fixture(scope="module")
def made(invented):
    return hospitals.trusts(invented)


@pytest.fixture(scope="module")
def written(invented, tmp_path_factory):
    to = tmp_path_factory.mktemp("nhs")
    files = hospitals.write(invented, to, np.random.default_rng(5))
    files += delays.write(invented, to, np.random.default_rng(6))
    return {path.stem: path for path in files}


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_region_has_a_trust(invented, made):
    assert {seat.region for seat in made.seats} == {patch.region for patch in invented.patches}
    assert len(set(made.codes)) == len(made.codes) == len(made.names)


def test_patients_come_from_somewhere_and_mostly_from_near(invented, made):
    assert made.shares.sum(axis=1) == pytest.approx(1)
    adults = np.array([patch.population for patch in invented.patches])
    for trust, seat in enumerate(made.seats):
        away = [np.hypot(p.longitude - seat.longitude, p.latitude - seat.latitude) for p in invented.patches]
        assert np.average(away, weights=made.shares[trust]) < 0.8 * np.average(away, weights=adults)


def test_shares_by_district_and_by_board_are_of_the_same_patients(written):
    by = {}
    for kind, share in (
        ("ltla21", "proportion_trust_came_from_ltla"),
        ("icb22", "proportion_trust_came_from_icb"),
    ):
        sums = defaultdict(float)
        for row in rows(written[f"lookup_nhs_trusts22_{kind}"]):
            sums[row["nhs_trust22_code"]] += float(row[share])
        by[kind] = sums
    assert by["ltla21"] == pytest.approx(by["icb22"], abs=0.02)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("criteria_to_reside", "do_not_meet_criteria_to_reside"),
        ("discharged_patients", "discharged_total"),
        ("accidents_emergency", "total_attendances"),
    ],
)
def test_a_board_has_what_its_trusts_have(made, written, name, column):
    home = {code: board(seat)[0] for code, seat in zip(made.codes, made.seats, strict=True)}
    summed = defaultdict(int)
    for row in rows(written[f"england_trust_{name}"]):
        summed[home[row["nhs_trust22_code"]], row["date"]] += int(row[column] or 0)
    told = {(r["icb22_code"], r["date"]): int(r[column]) for r in rows(written[f"england_icb_{name}"])}
    assert told == summed


def test_times_of_discharge_add_up(written):
    for row in rows(written["england_icb_discharged_patients"]):
        parts = int(row["discharged_by_1700"]) + int(row["discharged_between_1701_2359"])
        assert parts == int(row["discharged_total"])


def test_published_shares_are_of_the_numbers_beside_them(written):
    for row in rows(written["england_trust_accidents_emergency"]):
        if row["attendances_over_4hours"]:
            share = int(row["attendances_over_4hours"]) / int(row["total_attendances"])
            assert float(row["pct_attendance_over_4hours"]) == pytest.approx(share, abs=0.00501)


def test_one_trust_was_silent_for_days_and_one_exempt_for_months(written):
    silent = [r for r in rows(written["england_trust_discharged_patients"]) if not r["discharged_total"]]
    exempt = [
        r for r in rows(written["england_trust_accidents_emergency"]) if not r["attendances_over_4hours"]
    ]
    assert len(silent) == 12
    assert len(exempt) == 2
    assert len({r["nhs_trust22_code"] for r in silent}) == len({r["nhs_trust22_code"] for r in exempt}) == 1


def test_delayed_days_add_up_by_reason_and_by_council(written):
    reasons = rows(written["DToC_Days_Reason_for_Delay"])
    totals = defaultdict(int)
    for row in reasons:
        parts = [row[name] for name in list(row)[2:13]]
        total = int(row["Total Delayed Transfers of Care"])
        assert sum(int(part) for part in parts if part != "NA") == total
        totals[row["Period"], row["Name"] == "England"] += total
    for month in {row["Period"] for row in reasons}:
        assert totals[month, True] == totals[month, False]


def test_responsible_organisations_share_the_same_days(written):
    by = {
        (r["Name"], r["Period"]): int(r["Total Delayed Transfers of Care"])
        for r in rows(written["DToC_Days_Reason_for_Delay"])
    }
    for row in rows(written["DToC_Days_Responsible_Organisation"]):
        assert (
            int(row["NHS"]) + int(row["Social Care"]) + int(row["Both"])
            == by[row["Name"], row["Period_year"]]
        )


def test_the_reason_other_is_counted_since_april_2017(written):
    reasons = rows(written["DToC_Days_Reason_for_Delay"])
    before = {row["Period"] for row in reasons if row["Other"] == "NA"}
    assert len(before) == 12
    assert "March 2017" in before


def test_what_wanders_stays_about_one():
    made = hospitals.wandering(np.random.default_rng(1), (200, 400), 0.9, 0.1)
    assert np.log(made).std() == pytest.approx(0.1, rel=0.05)
    together = np.corrcoef(np.log(made[:, :-1]).ravel(), np.log(made[:, 1:]).ravel())[0, 1]
    assert together == pytest.approx(0.9, abs=0.02)

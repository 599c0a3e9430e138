"""Delayed transfers of care as observations: months, years, rates, and councils that came and went."""

from calendar import monthrange
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.measures.outcomes.hospitals import ADULTS, ENGLAND, observed, one, pick
from tests.measures.outcomes.unreported import without_zeros

MONTHS = [date(2016 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(24)]


def row(place: str, on: date, days: int | None, part: str = "all", **other) -> dict:
    split = "responsible organisation" if part in ("NHS", "social care", "both") else "reason"
    said = {
        "month": on,
        "kind": "council",
        "place_name": place,
        "council": place,
        "stood": True,
        "split": split,
        "part": part,
        "days": days,
        "status": "published" if days is not None else "missing",
    }
    return said | other


def england(on: date, days: int) -> dict:
    return row("England", on, days, kind="nation", council=None)


def days_of_year(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def years(counts: dict[date, int | None]) -> dict[str, int | None]:
    """Each calendar year and financial year: the sum of its twelve months, None with fewer."""
    held = defaultdict(list)
    for on, days in counts.items():
        first = on.year if on.month > 3 else on.year - 1
        for name in (f"{on.year}", f"{first}-{(first + 1) % 100:02}"):
            held[name].append(days)
    return {name: sum(d) if len(d) == 12 and None not in d else None for name, d in held.items()}


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.none(), st.just(0), st.integers(0, 3000)), min_size=24, max_size=24))
def test_years_are_the_sum_of_twelve_months_or_nothing(tmp_path, counts):
    held = dict(zip(MONTHS, counts, strict=True))
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, days) for on, days in held.items()])
    held = dict(zip(MONTHS, without_zeros({"ash": counts}, 3, 100, one_side=False)["ash"], strict=True))
    told = {r["period"]: r["value"] for r in pick(rows, series="days") if r["period_type"] != "month"}
    assert told == years(held)
    assert {r["period"]: r["value"] for r in pick(rows, series="days", period_type="month")} == {
        on.strftime("%Y-%m"): days for on, days in held.items()
    }
    assert all((r["value"] is None) == (r["status"] == "missing") for r in rows)
    assert all(r["reason"] for r in rows if r["value"] is None)


def test_a_year_that_lacks_months_says_how_many_there_are(tmp_path):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, 10) for on in MONTHS[:9]])
    year = one(rows, series="days", period="2016")
    assert (year["status"], year["reason"]) == ("missing", "9 of 12 months are published for this place")
    assert (year["period_start"], year["period_end"]) == (date(2016, 1, 1), date(2016, 12, 31))


def test_a_financial_year_begins_in_april(tmp_path):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, 10) for on in MONTHS])
    year = one(rows, series="days", period="2016-17")
    assert (year["value"], year["period_type"]) == (120, "financial year")
    assert (year["period_start"], year["period_end"]) == (date(2016, 4, 1), date(2017, 3, 31))
    assert {r["period"] for r in pick(rows, series="rate", period_type="financial year")} == {
        "2016-17",
        "2017-18",
    }


@pytest.mark.parametrize(
    ("on", "days"), [(date(2016, 2, 1), 29), (date(2017, 2, 1), 28), (date(2017, 7, 1), 31)]
)
def test_a_rate_is_days_per_day_and_100_000_adults(tmp_path, on, days):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, 62)])
    rate = one(rows, series="rate", period_type="month")
    assert monthrange(on.year, on.month)[1] == days
    assert (rate["numerator"], rate["denominator"]) == (62, ADULTS["ash"] * days)
    assert rate["value"] == pytest.approx(100_000 * 62 / days / ADULTS["ash"])
    assert rate["source"] == "a" * 12 + "|" + "b" * 12


def test_the_rate_of_a_year_knows_leap_years(tmp_path):
    rows = observed(
        tmp_path, nhs_delayed_days=[row("ash", on.replace(year=on.year - 1), 10) for on in MONTHS]
    )
    rates = {r["period"]: r["denominator"] for r in pick(rows, series="rate", period_type="financial year")}
    assert days_of_year(2016) == 366
    assert rates == {"2015-16": ADULTS["ash"] * 366, "2016-17": ADULTS["ash"] * 365}


@pytest.mark.parametrize(
    ("council", "on", "adults"),
    [
        ("bree", date(2016, 4, 1), ADULTS["d1"] + ADULTS["d2"]),
        ("sedge", date(2016, 4, 1), ADULTS["sedge"]),
        ("rood", date(2012, 4, 1), ADULTS["sedge"]),
        ("quay", date(2016, 4, 1), ADULTS["quay-east"] + ADULTS["quay-west"]),
        ("old", date(2016, 4, 1), None),
    ],
)
def test_a_council_of_the_past_has_the_adults_of_what_it_became(tmp_path, council, on, adults):
    """Unless it was joined with others: Joy's people are not Old's."""
    rate = one(
        observed(tmp_path, nhs_delayed_days=[row(council, on, 30)]), series="rate", period_type="month"
    )
    assert rate["denominator"] == (adults * 30 if adults else None)
    assert rate["status"] == ("final" if adults else "missing")
    assert ("joined with others" in rate["reason"]) == (adults is None)


def test_england_is_the_published_total(tmp_path):
    on = date(2016, 6, 1)
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, 10), row("bree", on, 20), england(on, 35)])
    assert one(rows, series="days", place="E92000001", period_type="month")["value"] == 35
    assert one(rows, series="rate", place="E92000001", period_type="month")["denominator"] == ENGLAND * 30


def test_reasons_and_responsible_organisations_are_told_apart(tmp_path):
    on = date(2017, 6, 1)
    parts = {
        "all": 9,
        "care package in own home": 4,
        "further NHS non-acute care": 5,
        "NHS": 6,
        "social care": 3,
    }
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, days, part) for part, days in parts.items()])
    told = {r["breakdown"]: r["value"] for r in pick(rows, series="days", period_type="month")}
    assert told == {
        "all": 9,
        "reason:care-package-in-own-home": 4,
        "reason:further-nhs-non-acute-care": 5,
        "responsible:nhs": 6,
        "responsible:social-care": 3,
    }


def test_rates_by_reason_are_told_for_years_alone(tmp_path):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", on, 1, "housing") for on in MONTHS])
    assert {r["period_type"] for r in pick(rows, series="rate")} == {"financial year"}


def test_a_reason_that_is_not_collected_is_missing(tmp_path):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", date(2017, 3, 1), None, "other")])
    month = one(rows, series="days", period_type="month", breakdown="reason:other")
    assert (month["value"], month["status"], month["reason"]) == (None, "missing", "no number is published")


def test_councils_that_are_published_past_their_end_are_added_up(tmp_path):
    """As Bournemouth and Poole were in April 2019; a total of 0 has no reason above 0, though it gives none."""
    on, gone = date(2019, 4, 1), {"council": "joy", "stood": False}
    published = [
        row("old", on, 12, **gone),
        row("old", on, 12, "housing", **gone),
        row("poole", on, 0, **gone, status="without its parts"),
        row("poole", on, None, "housing", **gone),
    ]
    rows = observed(tmp_path, nhs_delayed_days=published)
    for breakdown in ("all", "reason:housing"):
        joy = one(rows, series="days", period_type="month", breakdown=breakdown)
        assert (joy["place"], joy["value"], joy["source_row"]) == ("joy", 12, None)
        assert joy["reason"] == "published under old and poole, which stood no longer"


def test_a_part_that_is_missing_of_a_total_above_nothing_stays_missing(tmp_path):
    on, gone = date(2019, 4, 1), {"council": "joy", "stood": False}
    published = [row("old", on, 5, **gone), row("old", on, None, "housing", **gone)]
    rows = observed(tmp_path, nhs_delayed_days=published)
    assert one(rows, series="days", period_type="month", breakdown="reason:housing")["value"] is None


def test_a_total_unlike_its_parts_is_told_as_it_is(tmp_path):
    rows = observed(tmp_path, nhs_delayed_days=[row("ash", date(2017, 3, 1), 5, status="unlike its parts")])
    month = one(rows, series="days", period_type="month")
    assert (month["status"], month["reason"]) == ("final", "the published total is unlike its parts")
    assert month["source_row"] == 2

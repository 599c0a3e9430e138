"""The rows that are listed for a summed or modelled figure give its value, whatever the files hold."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.examples import before_release, examples
from tests.measures.outcomes.hospitals import BOARDS, FILE, OTHER_FILE, observed, one
from tests.measures.outcomes.test_observations_hospital_days import board, criteria, trust
from tests.measures.outcomes.test_observations_people import observed as observed_people
from tests.measures.outcomes.test_observations_waits import waits
from tests.places import nation

from careplace.engine import Engine
from careplace.figures import Figure
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes import observing
from careplace.measures.outcomes.published_rows import formula, has_origins, in_words, published_rows

FIRST = date(2023, 3, 30)
COUNTS = st.lists(st.one_of(st.none(), st.integers(1, 900)), min_size=10, max_size=10)
# A case takes a second: one that fails is shown as it is.
SLOW = settings(
    max_examples=examples(4),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PER = {"rate": 100_000, "emergency-admissions/rate": 100_000, "old-age-dependency": 100}
PUBLISHED_ROW = "observations/ascof_outcome.sql"


def traced(folder, row: dict) -> list[dict]:
    """The rows behind an observation."""
    measure = Measure(
        "any",
        "Any",
        "?",
        "system",
        "any",
        "any",
        "any",
        table=row["source_table"],
        series=row["series"],
        period_type=row["period_type"],
    )
    figure = Figure(
        "any",
        row["place"],
        row["period"],
        row["breakdown"],
        row["value"],
        version=row["version"],
        source=row["source"],
        query=row["query"],
    )
    with Engine(threads=2) as engine:
        return published_rows(engine, folder, measure, figure, row["place_kind"])


def calculated(rows: list[dict], per: float) -> float:
    """The value by the formula that is printed above the rows."""
    numerator = sum(row["numerator"] * row["weight"] for row in rows if "numerator" in row)
    out_of = [row["denominator"] * row["weight"] for row in rows if "denominator" in row]
    return per * numerator / (sum(out_of) if out_of else 1)


def check_all(folder, rows: list[dict]) -> int:
    """Check some of the observations that have a value against their rows, some twenty before a release; returns how
    many there are."""
    known = [row for row in rows if row["value"] is not None and row["query"]]
    for row in known[:: len(known) // (20 if before_release() else 5) + 1]:
        listed = traced(folder, row)
        value = calculated(listed, PER.get(row["series"], 1))
        assert value == pytest.approx(row["value"]), (row, listed)
        assert {part["source"][:12] for part in listed} <= set(row["source"].split("|"))
    return len(known)


def with_query(rows: list[dict], query: str) -> list[dict]:
    return [row | {"query": f"observations/{query}.sql"} for row in rows]


@SLOW
@given(st.fixed_dictionaries(dict.fromkeys(BOARDS, COUNTS)))
def test_days_of_hospitals_give_means_of_trusts_boards_councils_and_england(tmp_path, counts):
    days = [FIRST + timedelta(n) for n in range(10)]
    patients = [trust(code, on, n) for code, row in counts.items() for on, n in zip(days, row, strict=True)]
    boards = [board("south", on, n) for on, n in zip(days, counts["T3"], strict=True) if n is not None]
    rows = observed(tmp_path, nhs_criteria_to_reside=criteria(patients + boards))
    monthly = [row for row in rows if row["period_type"] == "month" or row["place"] == "south"]
    check_all(tmp_path, with_query(monthly, "nhs_criteria_to_reside"))


@SLOW
@given(COUNTS, COUNTS)
def test_days_give_shares_of_discharges(tmp_path, here, left_hospital):
    days = [date(2023, 4, 3) + timedelta(n) for n in range(10)]
    timed = [
        trust("T1", on, n, by_1700=None if n is None else n // 2, from_1701=None if n is None else n - n // 2)
        for on, n in zip(days, left_hospital, strict=True)
    ]
    rows = observed(
        tmp_path,
        nhs_criteria_to_reside=criteria([trust("T1", on, n) for on, n in zip(days, here, strict=True)]),
        nhs_discharge=timed,
    )
    shares = [
        row for row in rows if row["series"] in ("by-17:00", "at-weekends", "of-patients-without-criteria")
    ]
    check_all(tmp_path, with_query(shares, "nhs_discharge"))


def test_waits_give_shares_and_rates_of_every_kind_of_place(tmp_path):
    month = date(2023, 5, 1)
    rows = observed(
        tmp_path,
        nhs_four_hours=[
            *(
                waits(code, month, n, over)
                for code, n, over in (("T1", 90, 7), ("T2", 50, None), ("T3", 40, 9))
            ),
            *(waits(code, month, n, over) for code, n, over in (("north", 140, 7), ("south", 40, 9))),
        ],
    )
    assert check_all(tmp_path, with_query(rows, "nhs_four_hours")) > 12
    england = traced(
        tmp_path, with_query([one(rows, series="within-4-hours", place="E92000001")], "nhs_four_hours")[0]
    )
    assert [(row["name"], row["weight"]) for row in england] == [("north", 1), ("T2", -1), ("south", 1)]


def test_delays_of_years_and_rates_lead_to_months_and_adults(tmp_path):
    days = [
        {
            "month": date(2018 + (n + 3) // 12, (n + 3) % 12 + 1, 1),
            "kind": kind,
            "place_name": name,
            "council": code,
            "stood": True,
            "split": "reason",
            "part": part,
            "days": 10 + n,
            "published_code": name,
        }
        for n in range(12)
        for kind, name, code in (("council", "Ash", "ash"), ("nation", "England", None))
        for part in ("all", "housing")
    ]
    rows = observed(tmp_path, nhs_delayed_days=days)
    assert check_all(tmp_path, with_query(rows, "nhs_delayed_days")) > 20
    rate = one(rows, series="rate", place="ash", period="2018-19")
    listed = traced(tmp_path, rate | {"query": "observations/nhs_delayed_days.sql"})
    assert [row["part"] for row in listed] == ["delayed days"] * 12 + ["adults"]
    assert listed[-1]["weight"] == 365
    assert (listed[-1]["source"], listed[0]["source"]) == (OTHER_FILE, FILE)


@pytest.mark.parametrize("name", ["population", "deprivation"])
def test_districts_give_the_numbers_of_councils_regions_and_england(tmp_path, name):
    rows = observed_people(tmp_path, nation.tables(), name)
    assert check_all(tmp_path, with_query(rows, name)) > 50


def test_every_query_that_adds_up_or_models_lists_its_rows():
    """A query whose observations are all single rows names these rows itself."""
    single = {
        PUBLISHED_ROW,
        "observations/council_assessment.sql",
        "observations/fingertips_value.sql",
        "observations/journeys_figure.sql",
        "observations/local_value.sql",
        "observations/oflog_measure.sql",
    }
    inserting = {
        name
        for name in observing.queries()
        if "insert into observation" in observing.sql_text(observing.PACKAGE, name)
    }
    assert {name for name in inserting if not has_origins(name)} == single


@pytest.mark.parametrize(
    ("rows", "per", "words"),
    [
        ([], None, ""),
        ([{"numerator": 1.0, "weight": 1.0}], None, "sum of numerator x weight"),
        (
            [{"numerator": 1.0, "weight": 1.0}, {"denominator": 2.0, "weight": 1.0}],
            100_000,
            "sum of numerator x weight / sum of denominator x weight, x 100,000",
        ),
        ([{"days": 3}], 100_000, ""),
    ],
)
def test_the_formula_says_how_rows_give_the_value(rows, per, words):
    assert formula(rows, per) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {
                "part": "patients",
                "name": "T1",
                "called": "Trust 1",
                "period": "2025-05",
                "numerator": 1475.0,
                "weight": 0.5,
            },
            "Trust 1 (T1), 2025-05: 1,475 patients, weight 0.5",
        ),
        ({"part": "adults", "name": "E07", "denominator": 90.0, "weight": 1.0}, "E07: 90 adults, weight 1"),
        (
            {"part": "patients", "name": "T1", "numerator": 3.0, "denominator": 9.0, "weight": 1.0},
            "T1: 3 patients out of 9, weight 1",
        ),
        (
            {"part": "share of patients", "name": "T1", "period": "2021", "weight": 0.25},
            "T1, 2021: share of patients 0.25",
        ),
    ],
)
def test_a_row_reads_as_words(row, words):
    assert in_words(row) == words

"""Flow between services, from NHS England's real files to figures, held against the files' own lines in plain Python."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import fmean

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.real.reported import published_days, reported, whole

from careplace.engine import Engine
from careplace.measures.outcomes import figures

pytestmark = pytest.mark.real
PLYMOUTH, ENGLAND = "E06000026", "E92000001"
FILES = (
    "DToC_Days_Reason_for_Delay.csv",
    "DToC_Days_Responsible_Organisation.csv",
    *(
        f"england_{of}_{what}.csv"
        for of in ("icb", "trust")
        for what in ("criteria_to_reside", "discharged_patients", "accidents_emergency")
    ),
    "ae_attendances.csv",
    "lookup_nhs_trusts22_ltla21.csv",
    "lookup_nhs_trusts22_icb22.csv",
    "lookup_nhs_trusts22_nhs_region21.csv",
    "population20_ltla21.csv",
)

PARTS = {
    "reason": (
        "completion-of-assessment",
        "public-funding",
        "further-nhs-non-acute-care",
        "residential-home-placement",
        "nursing-home-placement",
        "care-package-in-own-home",
        "community-equipment-and-adaptations",
        "patient-or-family-choice",
        "disputes",
        "housing",
        "other",
    ),
    "responsible": ("nhs", "social-care", "both"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory, read, gazetteer):
    """found(measure, place, …) -> the figures of a measure, by period or by whatever else is named."""
    tables, folder = tmp_path_factory.mktemp("tables"), tmp_path_factory.mktemp("figures")
    held = defaultdict(list)
    for name in FILES:
        for table, rows in read(name).tables.items():
            held[table].append(rows)
    for table, parts in (held | {name: [rows] for name, rows in gazetteer.tables().items()}).items():
        pq.write_table(pa.concat_tables(parts), tables / f"{table}.parquet")
    with Engine() as engine:
        figures.build(engine, tables, folder, lambda *_: None)
        engine.view_parquet("told", *sorted((folder / "outcomes").glob("*.parquet")))

        def of(measure: str, by: str = "period", **where) -> dict:
            named = {"measure": measure, "breakdown": "all"} | where
            condition = " and ".join(f"{name} = ${name}" for name in named)
            rows = engine.rows(f"select * from told where {condition}", named)
            assert len({row[by] for row in rows}) == len(rows)
            return {row[by]: row for row in rows}

        yield of


@pytest.fixture(scope="module")
def published(real_data):
    """published(name) -> the lines of the one file of that name."""

    def of(name: str) -> list[dict]:
        (path,) = real_data.rglob(name)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return of


def values(rows: dict) -> dict:
    return {name: row["value"] for name, row in rows.items()}


def test_plymouth_s_delayed_days_year_by_year(found):
    told = values(found("delayed-days-year", place=PLYMOUTH))
    assert {year: told[year] for year in ("2016", "2017", "2018", "2019")} == {
        "2016": 13_567,
        "2017": 20_946,
        "2018": 15_614,
        "2019": 10_543,
    }
    assert told["2011"] is None


def test_delayed_days_of_england_are_the_published_lines(found, published):
    lines = {
        datetime.strptime(row["Period"], "%B %Y").strftime("%Y-%m"): int(  # noqa: DTZ007
            row["Total Delayed Transfers of Care"]
        )
        for row in published(FILES[0])
        if row["Name"] == "England"
    }
    assert len(lines) == 105
    assert values(found("delayed-days", place=ENGLAND)) == lines


def test_reasons_and_organisations_of_plymouth_add_up(found):
    from_each = Counter()
    for kind in ("reason", "responsible"):
        for part in PARTS[kind]:
            from_each[kind] += values(
                found("delayed-days-year", place=PLYMOUTH, period="2018", breakdown=f"{kind}:{part}")
            )["2018"]
    assert from_each == {"reason": 15_614, "responsible": 15_614}


def test_the_rate_of_plymouth_is_days_over_adults_of_mid_2020(found, published):
    (line,) = [row for row in published("population20_ltla21.csv") if PLYMOUTH in row.values()]
    adults = sum(float(number) for age, number in line.items() if age[:2].isdigit() and int(age[:2]) >= 18)
    rate = found("delayed-days-rate", place=PLYMOUTH)["2018-19"]
    months = values(found("delayed-days", place=PLYMOUTH))
    days = sum(months[f"2018-{m:02}"] for m in range(4, 13)) + sum(months[f"2019-{m:02}"] for m in (1, 2, 3))
    assert rate["value"] == pytest.approx(100_000 * days / 365 / adults)


def test_only_councils_that_were_joined_lack_a_rate(found):
    lacking = found("delayed-days-rate-month", "place", period="2018-03")
    assert {place for place, row in lacking.items() if row["value"] is None} == {
        "E06000028",
        "E06000029",
        "E10000009",
    }
    assert len(lacking) == 151


@pytest.fixture(scope="module")
def counted(real_data):
    """Patients and discharges of each trust and day that it reported."""
    return reported(published_days(real_data))


def patients_of(counted, trust: str, month: str) -> list[int]:
    return [n for day, (n, _) in counted[trust].items() if f"{day:%Y-%m}" == month and n is not None]


def test_a_board_s_monthly_mean_is_that_of_its_lines(found, published, counted):
    """Devon's board; a day on which one of its trusts did not report is left out."""
    lines = defaultdict(list)
    home = {"RK9", "RA9", "RH8", "RBZ"}
    silent = {
        day.isoformat()
        for trust in home & set(counted)
        for day, (n, _) in counted[trust].items()
        if n is None
    }
    for row in published("england_icb_criteria_to_reside.csv"):
        if row["icb22_code"] == "E54000037" and row["date"] not in silent:
            lines[row["date"][:7]].append(whole(row["do_not_meet_criteria_to_reside"]))
    told = values(found("criteria-to-reside", place="E54000037"))
    assert told == {month: pytest.approx(fmean(counts)) for month, counts in lines.items()}
    assert len(told) == 41


def test_england_is_the_sum_of_its_trusts_means_while_each_reported(found, counted):
    told = found("criteria-to-reside", place=ENGLAND)
    for month in ("2022-04", "2022-11", "2023-01", "2025-08"):
        means = [fmean(days) for trust in counted if (days := patients_of(counted, trust, month))]
        assert told[month]["value"] == pytest.approx(sum(means))
    missing = {month for month, row in told.items() if row["value"] is None}
    assert missing == {f"2022-{m:02}" for m in range(5, 11)} | {f"2024-{m:02}" for m in (5, 6, 7, 8, 9)} | {
        "2023-07",
        "2023-08",
    }


def test_boards_days_add_up_to_trusts_days_but_where_a_value_was_filled(published):
    """Until September 2023, when the board of Cambridgeshire has no rows any more."""
    boards, trusts = Counter(), Counter()
    for row in published("england_icb_criteria_to_reside.csv"):
        boards[row["date"]] += whole(row["do_not_meet_criteria_to_reside"]) or 0
    for row in published("england_trust_criteria_to_reside.csv"):
        trusts[row["date"]] += whole(row["do_not_meet_criteria_to_reside"]) or 0
    differing = {day for day in trusts if day < "2023-09-01" and trusts[day] != boards[day]}
    assert differing == {"2022-05-22", "2022-06-15"}


def test_what_is_modelled_for_councils_adds_up_to_england(found):
    councils = found("criteria-to-reside-patients", "place", period="2023-01")
    england = found("criteria-to-reside", place=ENGLAND)["2023-01"]["value"]
    assert len(councils) > 150
    assert sum(values(councils).values()) == pytest.approx(england)


def test_plymouth_s_modelled_patients_are_its_share_of_each_trust(found, published, counted):
    shares = {
        row["nhs_trust22_code"]: float(row["proportion_trust_came_from_ltla"])
        for row in published("lookup_nhs_trusts22_ltla21.csv")
        if row["ltla21_code"] == PLYMOUTH
    }
    expected = sum(
        share * fmean(days)
        for trust, share in shares.items()
        if (days := trust in counted and patients_of(counted, trust, "2023-03"))
    )
    told = found("criteria-to-reside-patients", place=PLYMOUTH)["2023-03"]
    assert told["value"] == pytest.approx(expected)
    assert told["reason"] == "modelled: 98% from University Hospitals Plymouth NHS Trust"


def test_weekends_of_england_are_those_of_the_lines(found, counted):
    """March 2023's whole weeks of each trust, the first of which begins in February."""
    weekend = week = 0
    for days in counted.values():
        for sunday in (date(2023, 3, n) for n in (5, 12, 19, 26)):
            seven = [days.get(sunday - timedelta(back), (None, None))[1] for back in range(7)]
            if None not in seven:
                weekend += seven[0] + seven[1]
                week += sum(seven)
    told = found("weekend-discharges", place=ENGLAND)["2023-03"]
    assert (told["numerator"], told["denominator"]) == (weekend, week)


def test_the_months_that_repeat_the_year_before_are_not_told(found, published):
    lines = {
        (row["icb22_code"], row["date"]): row["total_attendances"]
        for row in published("england_icb_accidents_emergency.csv")
    }
    for month in ("February", "March"):
        pairs = [
            (n, lines[code, f"{month} 2024"]) for (code, on), n in lines.items() if on == f"{month} 2025"
        ]
        assert len(pairs) == 42
        assert all(now == before for now, before in pairs)
    told = found("four-hour-standard", place=ENGLAND)
    assert {month for month, row in told.items() if row["value"] is None} == {"2025-02", "2025-03"}


def test_england_within_four_hours_is_near_what_nhs_england_announced(found):
    """72.3% for April 2022 and 74.2% for March 2024, as commonly known: its announcements are no file of ours."""
    told = values(found("four-hour-standard", place=ENGLAND))
    assert told["2022-04"] == pytest.approx(0.723, abs=0.002)
    assert told["2024-03"] == pytest.approx(0.742, abs=0.002)


def test_major_departments_in_march_2018(found, published):
    lines = [row for row in published("ae_attendances.csv") if row["period"].startswith("2018-03")]
    major = [row for row in lines if row["type"] == "1"]
    attendances = sum(whole(row["attendances"]) for row in major)
    over = sum(whole(row["breaches"]) for row in major)
    told = found("four-hour-standard-by-department", place=ENGLAND, breakdown="department:type-1")["2018-03"]
    assert (told["denominator"], told["numerator"]) == (attendances, attendances - over)
    assert round(told["value"], 3) == 0.764


def test_boards_with_exempt_trusts_have_no_share_until_june_2023(found):
    may = found("four-hour-standard", "place", period="2023-05")
    june = found("four-hour-standard", "place", period="2023-06")
    lacking = {place for place, row in may.items() if place.startswith("E54") and row["value"] is None}
    assert len(lacking) == 13
    assert not [p for p, row in june.items() if row["value"] is None and row["status"] != "missing"]


def test_councils_lie_two_points_below_england_for_walk_in_centres_without_a_catchment(found):
    """What the dictionary tells readers of the modelled share, who would else read all of it as the hospitals' doing."""
    told = found("four-hour-standard-here", "place", period="2025-07")
    england = told.pop(ENGLAND)["value"]
    councils = [row for row in told.values() if row["value"] is not None]
    pooled = sum(row["numerator"] for row in councils) / sum(row["denominator"] for row in councils)
    assert 0.015 < england - pooled < 0.03


def test_every_figure_of_flow_without_a_value_says_why(found):
    for measure in ("criteria-to-reside-rate", "four-hour-standard-here", "emergency-admissions-rate"):
        for month in ("2023-05", "2024-07", "2025-02"):
            told = found(measure, "place", period=month)
            assert len(told) > 150
            assert all(row["reason"] for row in told.values() if row["value"] is None)
            assert all(row["place"] == ENGLAND or row["reason"] for row in told.values())

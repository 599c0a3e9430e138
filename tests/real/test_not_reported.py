"""Zeros and repeated numbers that stand for "not reported" in the real files, counted from the files' own lines.

The catalogue of the files says: 1,345 trust-days of trusts whose median is 50 or more are 0, twelve trust-months
wholly; on 19 June 2022 every trust and board is 0; two trust-days were filled with the value of the day before.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import median

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.real.conftest import opened
from tests.real.reported import published_days, reported

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources import recognise

pytestmark = pytest.mark.real
FRIMLEY, FRIMLEY_BOARD, ENGLAND, BRACKNELL = "RDU", "E54000034", "E92000001", "E06000036"
ZERO_MONTHS = {
    *(("RDU", f"2022-{month:02}") for month in (5, 6, 7, 8, 9)),
    *(("RWD", f"2022-{month:02}") for month in (9, 10)),
    ("RA4", "2023-04"),
    *((trust, f"2024-{month:02}") for trust in ("RN3", "RNZ") for month in (6, 7)),
}
FILES = tuple(
    f"england_{of}_{what}.csv"
    for of in ("trust", "icb")
    for what in ("criteria_to_reside", "discharged_patients", "accidents_emergency")
)
PLACES = (
    "lookup_nhs_trusts22_ltla21.csv",
    "lookup_nhs_trusts22_icb22.csv",
    "lookup_nhs_trusts22_nhs_region21.csv",
    "population20_ltla21.csv",
)
OTHERS = ("DToC_Days_Reason_for_Delay.csv", "ae_attendances.csv")


@pytest.fixture(scope="module")
def published(real_data):
    return published_days(real_data)


@pytest.fixture(scope="module")
def days(published) -> dict[tuple[str, date], tuple[int | None, int | None]]:
    """Patients and discharges of each trust and day, as the two files give them."""
    return {(trust, day): of[:2] for trust, by_day in published.items() for day, of in by_day.items()}


@pytest.fixture(scope="module")
def write(tmp_path_factory, gazetteer):
    """write(readings) -> a folder of the tables of these readings and of the places."""

    def of(readings):
        folder = tmp_path_factory.mktemp("tables")
        held = defaultdict(list)
        for reading in readings:
            for table, rows in reading.tables.items():
                held[table].append(rows)
        for table, parts in (held | {name: [rows] for name, rows in gazetteer.tables().items()}).items():
            pq.write_table(pa.concat_tables(parts), folder / f"{table}.parquet")
        return folder

    return of


@pytest.fixture(scope="module")
def engine(write, read):
    folder = write([read(name) for name in FILES + PLACES + OTHERS])
    with Engine() as opened_engine:
        observing.observe(opened_engine, folder)
        yield opened_engine


def figure(engine, series: str, place: str, period: str, table: str = "nhs_criteria_to_reside") -> dict:
    query = "select * from observation where series = $1 and place = $2 and period = $3 and source_table = $4"
    (row,) = engine.rows(query, [series, place, period, table])
    return row


def test_the_zeros_of_the_catalogue_are_counted_again(days):
    """Every trust that reports has a median of 50 or more, and no trust has 0 patients and a discharge."""
    zeros = {key for key, (patients, _) in days.items() if patients == 0}
    counts = defaultdict(list)
    for (trust, _), (patients, _) in days.items():
        if patients is not None:
            counts[trust].append(patients)
    assert len(zeros) == 1345
    assert all(median(counts[trust]) >= 50 for trust, _ in zeros)
    assert {days[key][1] for key in zeros} == {0}
    months = defaultdict(set)
    for (trust, day), (patients, _) in days.items():
        months[trust, f"{day:%Y-%m}"].add(patients)
    assert {key for key, values in months.items() if values == {0}} == ZERO_MONTHS
    assert len(ZERO_MONTHS) == 12


def test_each_of_these_zeros_is_not_reported(engine, days):
    marked = engine.rows(
        "select organisation, period from not_reported "
        "where source_table = 'nhs_criteria_to_reside' and kind = 'trust' "
        "and (reason like '0 %' or reason like 'every number%')"
    )
    assert {(row["organisation"], row["period"]) for row in marked} == {
        key for key, (patients, _) in days.items() if patients == 0
    }


def test_all_that_is_left_out_is_what_a_slow_look_leaves_out(engine, published):
    counted = reported(published)
    for at, table in enumerate(("nhs_criteria_to_reside", "nhs_discharge")):
        rows = engine.rows(
            "select organisation, period from not_reported where source_table = $1 and kind = 'trust'",
            [table],
        )
        left_out = {
            (trust, day)
            for trust, by_day in published.items()
            for day, of in by_day.items()
            if of[at] is not None and counted[trust][day][at] is None
        }
        assert {(row["organisation"], row["period"]) for row in rows} == left_out


def test_on_19_june_2022_nobody_reported(engine):
    periods = engine.rows("select distinct source_table, period from nobodys_period")
    assert {(row["source_table"], row["period"]) for row in periods} == {
        ("nhs_criteria_to_reside", date(2022, 6, 19)),
        ("nhs_discharge", date(2022, 6, 19)),
    }
    barnsley = figure(engine, "patients", "RFF", "2022-06")
    assert "days that nobody reported: 1" in barnsley["reason"]
    day = figure(engine, "patients", "E54000037", "2022-06-19")
    assert (day["value"], day["reason"]) == (None, "not reported by anybody: every number of the day is 0")


def test_the_two_filled_days_are_left_out(engine, days):
    for trust, day in (("RXQ", date(2022, 6, 15)), ("RH8", date(2022, 5, 22))):
        assert days[trust, day][0] == days[trust, day - timedelta(1)][0]
        (row,) = engine.rows(
            "select reason from not_reported where organisation = $1 and period = $2 "
            "and source_table = 'nhs_criteria_to_reside'",
            [trust, day],
        )
        assert row["reason"] == "the value of the day before was filled in"


def test_frimley_s_board_and_its_councils_have_no_number_in_five_months(engine):
    """The board was 0.0 and "final"; Bracknell Forest fell to a third and rose again."""
    for month in range(5, 10):
        period = f"2022-{month:02}"
        for series, place in (
            ("patients", FRIMLEY),
            ("patients", FRIMLEY_BOARD),
            ("rate", BRACKNELL),
            ("rate", ENGLAND),
        ):
            row = figure(engine, series, place, period)
            assert (row["value"], row["status"]) == (None, "not comparable")
            assert row["reason"]
    assert figure(engine, "patients", FRIMLEY, "2022-11")["value"] > 100
    assert figure(engine, "rate", BRACKNELL, "2022-11")["value"] > 20


def test_no_trust_or_board_has_a_month_of_no_patients(engine):
    rows = engine.rows(
        "select count(*) as n from observation where series = 'patients' and value = 0 and period_type = 'month' "
        "and source_table in ('nhs_criteria_to_reside', 'nhs_discharge')"
    )
    assert rows[0]["n"] == 0


def test_yeovil_joined_somerset(engine, days):
    """Its zeros of April 2023 are its last rows, and Somerset's patients rise by half: England lacks nobody."""
    assert not engine.rows("select * from observation where place = 'RA4' and period = '2023-04'")
    assert max(day for trust, day in days if trust == "RA4") == date(2023, 4, 30)
    march, april = (figure(engine, "patients", "RH5", f"2023-{month}")["value"] for month in ("03", "04"))
    assert (round(march), round(april)) == (191, 299)
    assert figure(engine, "patients", ENGLAND, "2023-04")["value"] is not None


def test_days_without_discharges_are_gaps_where_the_trust_discharges_many(engine, days):
    """764 trust-days have patients and no discharge: 533 of them where 20 or more are usual."""
    lone = {key for key, (patients, left) in days.items() if patients and left == 0}
    assert len(lone) == 764
    marked = engine.rows(
        "select organisation, period from not_reported "
        "where source_table = 'nhs_discharge' and kind = 'trust' and reason like '0 discharges%'"
    )
    marked = {(row["organisation"], row["period"]) for row in marked} & lone
    assert len(marked) == 533
    by_trust = Counter(trust for trust, _ in lone - marked)
    assert {"RLQ", "RTK", "RP5"} <= set(by_trust), "small ones are believed"
    assert by_trust["RD1"] == by_trust["RWH"] == 0


def test_numbers_of_the_day_before_are_counted(engine, days):
    """Of 448 such days with times of discharge the times differ on 50: one in nine may be chance without times."""
    again = {
        (trust, day)
        for (trust, day), (patients, left) in days.items()
        if (patients or 0) >= 50
        and (left or 0) >= 20
        and days.get((trust, day - timedelta(1))) == (patients, left)
    }
    rows = engine.rows("select organisation, day from repeated_day where kind = 'trust'")
    marked = {(row["organisation"], row["day"]) for row in rows}
    assert marked <= again
    until_times_end = {(trust, day) for trust, day in again if day < date(2023, 6, 1)}
    assert again - marked <= until_times_end
    assert (len(until_times_end), len(again - marked), len(marked)) == (448, 50, 1014)


def test_months_that_are_given_again(engine):
    rows = engine.rows("select organisation, month from repeated_month where not everybodys")
    assert {(row["organisation"], f"{row['month']:%Y-%m}") for row in rows} == {
        ("RC9", "2022-04"),
        ("RVJ", "2022-05"),
        ("RNU", "2021-05"),
    }
    everybody = engine.rows("select distinct kind, month from repeated_month where everybodys")
    assert {(row["kind"], f"{row['month']:%Y-%m}") for row in everybody} == {
        (kind, month) for kind in ("trust", "integrated care board") for month in ("2025-02", "2025-03")
    }


def test_zeros_of_other_publications(engine):
    """Delayed days have one council-month of 0 between others, of 22 and 51: it may be one."""
    rows = engine.rows(
        "select source_table, counted, organisation, period from not_reported "
        "where source_table in ('nhs_four_hours', 'nhs_emergency_department', 'nhs_delayed_days') and reason like '0 %'"
    )
    assert {(r["source_table"], r["counted"], r["organisation"], f"{r['period']:%Y-%m}") for r in rows} == {
        ("nhs_four_hours", "emergency_admissions", "RWX", "2022-07"),
        ("nhs_emergency_department", "admissions", "RAE other", "2018-04"),
        ("nhs_emergency_department", "admissions", "RGT other", "2016-10"),
        ("nhs_emergency_department", "over_4_hours", "RJ2 other", "2017-02"),
    }


def test_the_case_of_a_trust_that_did_not_report(real_data, write, read, gazetteer):
    """Case 09: two trusts; Frimley gives 0 on ten days of April 2022, and in all of May."""
    folder = real_data.with_name("cases") / "09-zero-nonreport"
    books = [opened(path) for path in sorted(folder.glob("*.csv"))]
    readings = [recognise(book).read(book, gazetteer) for book in books]
    with Engine() as engine:
        observing.observe(engine, write([*readings, *map(read, PLACES)]))
        april, may, june = (
            figure(engine, "patients", FRIMLEY, f"2022-{month}") for month in ("04", "05", "06")
        )
        assert (april["value"], april["denominator"]) == (300, 20)
        assert april["reason"].startswith("reported on 20 of 30 days")
        assert may["value"] is None
        assert may["reason"].startswith("reported on no day")
        assert june["value"] == 300
        for place in (ENGLAND, BRACKNELL):
            for table in ("nhs_criteria_to_reside", "nhs_discharge"):
                assert figure(engine, "rate", place, "2022-05", table)["value"] is None
                assert figure(engine, "rate", place, "2022-06", table)["value"] > 0

"""Bad input: each fault is counted with its file, rows and columns, what was done is stated, and no value is repeated."""

import dataclasses
import random

import pytest
from tests.journeys.records import CLD, DEATH, ECDS, HES, changed, write

from careplace.engine import Engine
from careplace.journeys.contract.publication import DONE
from careplace.journeys.loading import check, load
from careplace.journeys.model import relation
from careplace.journeys.quality import MOST_ROWS, write_quality

KEY = b"0123456789abcdefghijklmnopqrstuvwxyz"
OTHER = {"TOKEN_PERSON_ID": "P2", "SUSSPELLID": "S2", "EPIKEY": "E2"}


def found(folder):
    return {(f.columns, f.rule, f.rows, f.done) for f in check(folder, 2).faults}


def model(tmp_path, table):
    load(tmp_path / "in", tmp_path / "model", KEY, 2)
    with Engine() as engine:
        return engine.rows(
            f"select * exclude (person_id, bucket) from {relation(tmp_path / 'model', table)} order by all"
        )


@pytest.mark.parametrize(
    ("record", "cells", "columns", "rule", "done"),
    [
        (HES, {"ADMIDATE": ""}, "ADMIDATE", "missing", "left out"),
        (HES, {"ADMIDATE": "1801-01-01"}, "ADMIDATE", "missing", "left out"),
        (HES, {"ADMIDATE": "2025-02-30"}, "ADMIDATE", "unreadable", "left out"),
        (HES, {"DISDATE": "05/25/2025"}, "DISDATE", "unreadable", "left out"),
        (HES, {"DISDATE": "2025-04-01"}, "ADMIDATE, DISDATE", "ends_first", "left out"),
        (HES, {"DISDATE": ""}, "DISDATE, DISMETH", "no_day_of_discharge", "left out"),
        (HES, {"ADMIMETH": "ZZ"}, "ADMIMETH", "unknown", "emptied"),
        (HES, {"DISDEST": "00"}, "DISDEST", "unknown", "emptied"),
        (HES, {"EPIORDER": "first"}, "EPIORDER", "unreadable", "emptied"),
        (HES, {"EPIORDER": "2"}, "EPIORDER", "no_first_episode", "kept"),
        (HES, {"PROCODE3": "NULL"}, "PROCODE3", "missing", "kept"),
        (HES, {"CLASSPAT": "3"}, "CLASSPAT", "regular", "left out"),
        (HES, {"MYDOB": "131940"}, "MYDOB", "unreadable", "emptied"),
        (
            HES,
            {"TOKEN_PERSON_ID": " "},
            "TOKEN_PERSON_ID, PSEUDO_HESID, Der_Pseudo_NHS_Number",
            "person",
            "left out",
        ),
        (
            ECDS,
            {"DEPARTURE_TIME": "09:00"},
            "ARRIVAL_DATE, ARRIVAL_TIME, DEPARTURE_DATE, DEPARTURE_TIME",
            "ends_first",
            "left out",
        ),
        (ECDS, {"ARRIVAL_TIME": "25:00"}, "ARRIVAL_TIME", "unreadable", "emptied"),
        (ECDS, {"DEPARTURE_DATE": "2025-05-09"}, "ARRIVAL_DATE, DEPARTURE_DATE", "days_long", "kept"),
        (CLD, {"Event_Outcome": "Vanished"}, "Event_Outcome", "unknown", "emptied"),
        (CLD, {"Event_End_Date": "2025-01-01"}, "Event_Start_Date, Event_End_Date", "ends_first", "left out"),
        (
            CLD,
            {"Event_Type": "Review", "Event_End_Date": ""},
            "Event_Type, Event_End_Date",
            "unfinished",
            "left out",
        ),
        (CLD, {"Service_Type": ""}, "Event_Type, Service_Type", "no_service", "left out"),
        (CLD, {"LA_Code": "211"}, "LA_Code", "other_code", "kept"),
        (
            CLD,
            {"Date_of_Death": "2025-05-01"},
            "Event_Start_Date, Date_of_Death",
            "starts_after_death",
            "left out",
        ),
        (DEATH, {"DOD": "soon"}, "DOD", "unreadable", "left out"),
    ],
)
def test_a_fault_of_one_record(tmp_path, record, cells, columns, rule, done):
    write(
        tmp_path,
        "a.csv",
        record,
        changed(
            record,
            **(OTHER if record is HES else {})
            | cells
            | ({"ARRIVAL_DATE": "2025-05-01"} if record is ECDS else {}),
        ),
    )
    assert (columns, rule, (3,), DONE[done]) in found(tmp_path)


def test_good_records_have_no_fault(tmp_path):
    for number, record in enumerate((HES, ECDS, CLD, DEATH)):
        write(tmp_path, f"{number}.csv", record)
    assert found(tmp_path) == set()


def test_mixed_date_formats_are_read_and_the_fewer_counted(tmp_path):
    dates = ["2025-05-01"] * 5 + ["01/05/2025", "20250501"]
    rows = [
        changed(HES, ADMIDATE=date, EPIKEY=f"E{n}", TOKEN_PERSON_ID=f"P{n}") for n, date in enumerate(dates)
    ]
    write(tmp_path / "in", "a.csv", *rows)
    assert found(tmp_path / "in") == {("ADMIDATE", "mixed", (7, 8), DONE["read"])}
    assert {str(row["started"]) for row in model(tmp_path, "stay")} == {"2025-05-01"}


def test_dates_all_in_one_other_format_are_no_fault(tmp_path):
    dates = ("ADMIDATE", "DISDATE", "EPISTART", "EPIEND", "DISREADYDATE")
    write(tmp_path, "a.csv", {**HES, **{name: "/".join(reversed(HES[name].split("-"))) for name in dates}})
    assert found(tmp_path) == set()


def test_duplicates_are_one_record_across_files(tmp_path):
    write(tmp_path / "in", "a.csv", HES, changed(HES, EPIKEY="E9"))
    write(tmp_path / "in", "b.csv", HES)
    assert found(tmp_path / "in") == {
        ("EPIKEY", "same_key", (2,), DONE["joined"]),
        ("ADMIDATE, EPISTART, EPIEND, EPIORDER, PROCODE3", "duplicate", (3,), DONE["joined"]),
    }
    assert len(model(tmp_path, "stay")) == 1


def test_overlapping_stays_are_kept_and_counted(tmp_path):
    write(
        tmp_path / "in",
        "a.csv",
        HES,
        changed(
            HES, SUSSPELLID="S2", EPIKEY="E2", EPISTART="2025-05-04", ADMIDATE="2025-05-04", PROCODE3="RYY"
        ),
    )
    assert found(tmp_path / "in") == {("start, end", "overlapping", (3,), DONE["kept"])}
    assert len(model(tmp_path, "stay")) == 2


def test_a_stay_on_the_day_the_last_ended_does_not_overlap(tmp_path):
    write(
        tmp_path,
        "a.csv",
        HES,
        changed(
            HES, SUSSPELLID="S2", EPIKEY="E2", EPISTART="2025-05-09", ADMIDATE="2025-05-09", DISREADYDATE=""
        ),
    )
    assert found(tmp_path) == set()


def test_what_is_after_a_death_is_left_out_or_cropped(tmp_path):
    write(tmp_path / "in", "a.csv", HES)
    write(
        tmp_path / "in",
        "b.csv",
        CLD,
        changed(CLD, Event_Type="Review", Event_Start_Date="2025-06-02", Event_End_Date="2025-06-02"),
    )
    write(tmp_path / "in", "c.csv", changed(DEATH, DOD="2025-05-20"))
    assert found(tmp_path / "in") == {
        ("start, day of death", "after_death", (3,), DONE["left out"]),
        ("end, day of death", "on_after_death", (2,), DONE["cropped"]),
    }
    stays = {row["setting"]: row for row in model(tmp_path, "stay")}
    assert str(stays["intermediate_care"]["ended"]) == "2025-05-20"
    assert stays["intermediate_care"]["discharged_to"] == "died"


def test_of_two_days_of_death_the_earliest_is_taken(tmp_path):
    write(tmp_path / "in", "a.csv", DEATH, changed(DEATH, DOD="2025-11-30"))
    write(tmp_path / "in", "b.csv", HES)
    assert found(tmp_path / "in") == {("day of death", "two_deaths", (2,), DONE["moved"])}
    assert [str(row["died"]) for row in model(tmp_path, "death")] == ["2025-11-30"]


def test_lines_that_are_no_record_are_counted(tmp_path):
    path = write(tmp_path, "a.csv", DEATH)
    with path.open("ab") as file:
        file.write(b"P2,2025-05-01,more\r\nP3\r\nP4,2025-05-02\r\n")
    quality = check(tmp_path, 2)
    assert quality.records == {"a.csv": 4}
    assert [(f.rule, f.faults, f.rows) for f in quality.faults] == [("line", 2, (3, 4))]


def test_a_tenth_of_unknown_codes_is_counted_exactly_and_its_rows_are_capped(tmp_path):
    rows = [changed(HES, TOKEN_PERSON_ID=f"P{n}", EPIKEY=f"E{n}", SUSSPELLID=f"S{n}") for n in range(3000)]
    chosen = sorted(random.Random(4).sample(range(3000), 300))
    for n in chosen:
        rows[n]["ADMIMETH"] = "Q7"
    write(tmp_path, "a.csv", *rows)
    [fault] = check(tmp_path, 3).faults
    assert (fault.faults, fault.percent) == (300, 10.0)
    assert fault.rows == tuple(n + 2 for n in chosen[:MOST_ROWS])


def test_episodes_become_one_spell(tmp_path):
    second = changed(HES, EPIKEY="E2", EPIORDER="2", EPISTART="2025-05-04", DISDEST="65", PROCODE3="RXX")
    first = changed(HES, EPIEND="2025-05-04", DISDATE="", DISMETH="8", DISDEST="98", DISREADYDATE="")
    write(tmp_path / "in", "a.csv", second, first)
    [stay] = model(tmp_path, "stay")
    assert {
        name: str(stay[name])
        for name in ("started", "ended", "ready", "admission", "discharged_to", "council")
    } == {
        "started": "2025-05-01",
        "ended": "2025-05-09",
        "ready": "2025-05-08",
        "admission": "emergency",
        "discharged_to": "care_home",
        "council": "E08000026",
    }


def test_episodes_without_a_number_of_the_spell_are_one_admission_of_a_provider(tmp_path):
    first, second = (changed(HES, SUSSPELLID="", EPIKEY=f"E{n}", EPIORDER=str(n)) for n in (1, 2))
    write(tmp_path / "in", "a.csv", first, second, changed(first, EPIKEY="E3", PROCODE3="RYY"))
    assert [row["provider"] for row in model(tmp_path, "stay")] == ["RXX", "RYY"]


PLANNED, ADMITTED = "NFA: Support ended as planned", "Admitted to hospital"


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({}, [ADMITTED]),
        ({"Reporting_Period_End_Date": "2025-12-31"}, [PLANNED]),
        ({"Event_End_Date": ""}, [None]),
        ({"Event_End_Date": "2025-06-01"}, [PLANNED]),
        ({"Event_End_Date": "2025-06-25"}, [ADMITTED]),
        ({"Service_Component": "Short term residential care"}, [PLANNED, ADMITTED]),
        ({"Unit_Cost": "500"}, [PLANNED, ADMITTED]),
    ],
)
def test_of_one_event_the_record_is_kept_that_dhsc_keeps(tmp_path, cells, kept):
    second = changed(CLD, Unit_Cost="", Event_Outcome=ADMITTED)
    write(tmp_path / "in", "a.csv", changed(CLD, Unit_Cost=""), second | cells)
    outcomes = [row["outcome"] for row in model(tmp_path, "stay")]
    assert sorted(outcomes, key=str) == sorted(kept, key=str)


def test_a_person_is_the_traced_number_else_the_councils_else_its_own_id(tmp_path):
    nobody = {"Der_NHS_Number_Traced_Pseudo": "", "Der_NHS_Number_Pseudo": ""}
    people = [
        CLD,
        changed(CLD, Der_NHS_Number_Pseudo="P9"),
        changed(CLD, Der_NHS_Number_Traced_Pseudo=""),
        changed(CLD, **nobody),
        changed(CLD, **nobody, LA_Code="E08000025"),
        changed(CLD, **nobody, LA_Person_Unique_Identifier=""),
    ]
    write(
        tmp_path / "in",
        "a.csv",
        *(changed(p, Event_Start_Date=f"2025-05-0{n}") for n, p in enumerate(people, 1)),
    )
    assert len(model(tmp_path, "person")) == 3


def test_no_value_of_a_record_is_in_a_report_or_left_in_a_temporary_file(tmp_path, monkeypatch):
    # A folder of its own: other processes of this machine have theirs in the usual one.
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    secret = changed(
        HES, TOKEN_PERSON_ID="Zellinmere", ADMIMETH="Quarrowick", DISDATE="Nonsuch", RESLADST_ONS="Hollowmere"
    )
    write(tmp_path / "in", "a.csv", HES, secret)
    quality = check(tmp_path / "in", 2)
    (tmp_path / "out").mkdir()
    write_quality(quality, tmp_path / "out")
    written = "".join(path.read_text() for path in (tmp_path / "out").iterdir()) + str(
        dataclasses.asdict(quality)
    )
    assert quality.faults
    assert not any(word in written for word in ("Zellinmere", "Quarrowick", "Nonsuch", "Hollowmere"))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_text_where_a_code_is_expected_is_not_kept(tmp_path):
    story = "Mrs Quarrowick waits for her daughter, who has to look at the house before she can come home"
    write(
        tmp_path / "in",
        "a.csv",
        {**HES, "DELAY_REASON": story},
        {**HES, **OTHER, "DELAY_REASON": "home_care"},
    )
    assert found(tmp_path / "in") == {("DELAY_REASON", "long", (2,), DONE["emptied"])}
    assert {row["delay_reason"] for row in model(tmp_path, "stay")} == {None, "home_care"}

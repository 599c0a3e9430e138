"""Small files of records for tests: whole rows of each publication, of which a test changes a few cells."""

import csv
from pathlib import Path

HES = {
    "TOKEN_PERSON_ID": "P1",
    "SUSSPELLID": "S1",
    "EPIKEY": "E1",
    "EPIORDER": "1",
    "EPISTART": "2025-05-01",
    "EPIEND": "2025-05-09",
    "ADMIDATE": "2025-05-01",
    "DISDATE": "2025-05-09",
    "ADMIMETH": "21",
    "DISMETH": "1",
    "DISDEST": "19",
    "CLASSPAT": "1",
    "DISREADYDATE": "2025-05-08",
    "PROCODE3": "RXX",
    "RESLADST_ONS": "E08000026",
    "MYDOB": "031940",
    "SEX": "2",
}
ECDS = {
    "TOKEN_PERSON_ID": "P1",
    "PROVIDER_CODE": "RXX",
    "DEPARTMENT_TYPE": "01",
    "ARRIVAL_DATE": "2025-05-01",
    "ARRIVAL_TIME": "10:15:00",
    "DEPARTURE_DATE": "2025-05-01",
    "DEPARTURE_TIME": "13:05:00",
    "DISCHARGE_DESTINATION": "306706006",
}
DEATH = {"TOKEN_PERSON_ID": "P1", "DOD": "2025-12-01"}
CLD = {
    "LA_Code": "E08000026",
    "Reporting_Period_End_Date": "2026-03-31",
    "Der_NHS_Number_Traced_Pseudo": "P1",
    "Der_NHS_Number_Pseudo": "P1",
    "LA_Person_Unique_Identifier": "17",
    "Gender": "Female",
    "Client_Type": "Service user",
    "Event_Type": "Service",
    "Event_Start_Date": "2025-05-10",
    "Event_End_Date": "2025-06-20",
    "Event_Outcome": "NFA: Support ended as planned",
    "Service_Type": "Short term support: ST-Max",
    "Service_Component": "Reablement",
    "Provider_CQC_Location_ID": "1-123456789",
    "Date_of_Death": "",
}


def changed(record: dict[str, str], **cells: str) -> dict[str, str]:
    """A record with other cells."""
    return {**record, **cells}


def write(folder: Path, name: str, *rows: dict[str, str]) -> Path:
    """Write rows, all with the columns of the first, as a CSV file."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder / name

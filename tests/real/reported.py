"""The days that trusts reported in the real daily files, decided line by line in plain Python."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from tests.measures.outcomes.unreported import usual

Day = tuple[int | None, int | None, tuple]
FILLED = {("RXQ", date(2022, 6, 15)), ("RH8", date(2022, 5, 22))}
COLUMNS = {
    "criteria_to_reside": ("do_not_meet_criteria_to_reside",),
    "discharged_patients": ("discharged_total", "discharged_by_1700", "discharged_between_1701_2359"),
}


def whole(text: str) -> int | None:
    return None if text in ("NA", "-", "") else int(float(text))


def published_days(folder: Path) -> dict[str, dict[date, Day]]:
    """Patients, discharges and discharges by time of each trust and day, as the two files give them."""
    numbers = defaultdict(lambda: defaultdict(tuple))
    for name, columns in COLUMNS.items():
        (path,) = folder.rglob(f"england_trust_{name}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if (trust := row["nhs_trust22_code"]) not in ("", "NA"):
                    counts = tuple(whole(row[column]) for column in columns)
                    numbers[trust][date.fromisoformat(row["date"])] += counts
    return {
        trust: {day: (values[0], values[1], values[2:]) for day, values in days.items()}
        for trust, days in numbers.items()
    }


def repeats(days: dict[date, Day]) -> set[date]:
    """Days with 50 patients and 20 discharges or more whose numbers are all those of the day before."""

    def again(day: date) -> bool:
        now, before = days[day], days.get(day - timedelta(1))
        if before is None or now[:2] != before[:2] or (now[0] or 0) < 50 or (now[1] or 0) < 20:
            return False
        return all(a == b or None in (a, b) for a, b in zip(now[2], before[2], strict=True))

    large = [day for day, (patients, left, _) in days.items() if (patients or 0) >= 50 and (left or 0) >= 20]
    found = {day for day in days if again(day)}
    return found if len(found) <= len(large) / 4 else set()


def reported(published: dict[str, dict[date, Day]]) -> dict[str, dict[date, tuple[int | None, int | None]]]:
    """Patients and discharges of each trust and day; None where these files give no count of the day."""
    found = {}
    for trust, days in published.items():
        again, lefts = repeats(days), [left for _, left, _ in days.values()]
        found[trust] = {}
        for at, (day, (patients, left, _)) in enumerate(days.items()):
            gap = day in again or patients == 0
            alone = left == 0 and patients and (usual(lefts, at, 14, one_side=True) or 0) >= 20
            found[trust][day] = (
                None if gap or (trust, day) in FILLED else patients,
                None if gap or alone else left,
            )
    return found

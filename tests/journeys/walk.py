"""From records of people to an edition, by commands alone: check, load, run, release, build."""

import shutil
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from tests.journeys.records import DEATH, HES, changed, write

from careplace.cli import main
from careplace.journeys.key import VARIABLE

COUNCIL = "X08000001"
FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
STAYS, DIED_THERE, DIED_LATER = 72, 20, 4


def written(folder):
    """The records of 72 people: each a stay in hospital; 20 died there, and 4 at home three days later."""
    stays, deaths = [], []
    for n in range(STAYS):
        began = FIRST + timedelta(days=5 * n)
        ended = LAST if n == STAYS - 1 else began + timedelta(days=4)
        person, died = f"P{n}", n < DIED_THERE
        ids = {"TOKEN_PERSON_ID": person, "SUSSPELLID": f"S{n}", "EPIKEY": f"E{n}"}
        dates = {
            "EPISTART": began,
            "ADMIDATE": began,
            "EPIEND": ended,
            "DISDATE": ended,
            "DISREADYDATE": ended,
        }
        left = {"DISMETH": "4", "DISDEST": "79"} if died else {}
        stays.append(
            changed(
                HES, **ids, **left, RESLADST_ONS=COUNCIL, **{name: str(day) for name, day in dates.items()}
            )
        )
        if n < DIED_THERE + DIED_LATER:
            day = ended if died else ended + timedelta(days=3)
            deaths.append(changed(DEATH, TOKEN_PERSON_ID=person, DOD=str(day)))
    write(folder, "hospital.csv", *stays)
    write(folder, "deaths.csv", *deaths)


PUBLISHED = (
    "uk_local_authorities",
    "lookup_",
    "population20",
    "england_",
    "ascof",
    "01_September_2026_Latest",
)
"""The published files of the edition: places, hospitals, surveys of care, and one register."""
MEASURES = "transitions,length_of_stay,readmission_30_days,weekend_discharge"


def walk(raw: Path, at: Path) -> None:
    """Goes the whole way in the folder `at`: its `release` and its `home` are what a reader gets. `raw`: published files."""
    written(at / "records")
    (at / "key").write_text("0123456789abcdefghijklmnopqrstuvwxyz", encoding="utf-8")
    (at / "published").mkdir()
    for path in raw.iterdir():
        if path.name.startswith(PUBLISHED):
            shutil.copy(path, at / "published")
    for words in (
        ("journeys", "check", at / "records", "--to", at / "quality", "--buckets", 1),
        ("journeys", "load", at / "records", "--to", at / "model", "--key", at / "key", "--buckets", 1),
        ("journeys", "run", at / "model", "--to", at / "results", "--measures", MEASURES),
        ("journeys", "release", at / "results", "--to", at / "release", "--by", "Exampleshire Council"),
        ("build", "--raw", at / "published", "--raw", at / "release", "--home", at / "home"),
    ):
        clean = dict.fromkeys(("CAREPLACE_HOME", "CAREPLACE_DEBUG", VARIABLE))
        result = CliRunner(env=clean).invoke(main, [str(word) for word in words])
        assert result.exit_code == 0, (words, result.output)

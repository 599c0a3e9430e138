"""From records of people to the report of a place, by commands alone: check, load, run, release, build, report."""

import re
from datetime import date, timedelta

import pytest
from tests.journeys.records import DEATH, HES, changed, write

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


@pytest.fixture(scope="module")
def walked(careplace, small, tmp_path_factory):
    """The folder in which the whole walk was gone."""
    at = tmp_path_factory.mktemp("walk")
    written(at / "records")
    (at / "key").write_text("0123456789abcdefghijklmnopqrstuvwxyz", encoding="utf-8")
    for words in (
        ("journeys", "check", at / "records", "--to", at / "quality", "--buckets", 1),
        ("journeys", "load", at / "records", "--to", at / "model", "--key", at / "key", "--buckets", 1),
        ("journeys", "run", at / "model", "--to", at / "results", "--measures", "transitions"),
        ("journeys", "release", at / "results", "--to", at / "release", "--by", "Exampleshire Council"),
        ("build", "--raw", small, "--raw", at / "release", "--home", at / "home"),
        (
            "report",
            COUNCIL,
            "--home",
            at / "home",
            "--to",
            at / "reports",
            "--chapter",
            "system",
            "--format",
            "html",
        ),
    ):
        result = careplace(*words, **{VARIABLE: ""})
        assert result.exit_code == 0, (words, result.output)
    return at


@pytest.fixture(scope="module")
def page(walked):
    [path] = (walked / "reports").glob("*.html")
    return path.read_text(encoding="utf-8")


def cells(page, move):
    [row] = re.findall(rf'<th scope="row">{move}</th>(.*?)</tr>', page)
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row)]


def test_the_report_has_the_moves_that_the_records_have_to_the_nearest_5(page):
    assert cells(page, "home to hospital")[0] == "70"
    assert cells(page, "hospital to home")[:2] == ["50", "4"]


def test_what_few_people_did_is_withheld_with_what_gives_it_away(page, walked):
    assert cells(page, "home to death")[0] == cells(page, "hospital to death")[0] == "withheld"
    assert "Dashed lines are moves of which the number is withheld" in page


def test_the_report_says_whose_figures_these_are(page):
    assert "released by Exampleshire Council" in page
    assert "fictional people" not in page


def test_nothing_of_a_person_is_in_the_release_or_the_report(page, walked):
    released = "".join(path.read_text(encoding="utf-8") for path in (walked / "release").iterdir())
    assert not [n for n in range(STAYS) if re.search(rf"\b[PSE]{n}\b", released + page)]


def test_a_figure_is_traced_to_its_row_of_the_release(careplace, walked):
    figure = f"journeys-transitions-number/{COUNCIL}/2025-26/from-and-to:home-to-hospital"
    result = careplace("trace", figure, "--home", walked / "home")
    assert result.exit_code == 0, result.output
    assert "figures.csv" in result.stdout

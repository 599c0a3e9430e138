"""From records of people to the report of a place, by commands alone: check, load, run, release, build, report."""

import re

import pytest
from tests.journeys.walk import COUNCIL, STAYS


@pytest.fixture(scope="module")
def walked(journeys_walk):
    """The folder in which the whole way was gone."""
    return journeys_walk


@pytest.fixture(scope="module")
def page(careplace, walked, tmp_path_factory):
    to = tmp_path_factory.mktemp("reports")
    result = careplace(
        *("report", COUNCIL, "--home", walked / "home", "--to", to),
        *("--chapter", "system", "--format", "html"),
    )
    assert result.exit_code == 0, result.output
    [path] = to.glob("*.html")
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

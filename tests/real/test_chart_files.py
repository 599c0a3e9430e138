"""Charts of real places as files: each stands alone, and its data are the figures that it prints."""

from collections import Counter

import pytest
from tests.kinds import some
from tests.publish.chart_files.charts import figures_of, rows, size, stands_alone

from careplace.cli.report import told_of
from careplace.publish.chart_files.place_charts import MEASURES, SECTORS, place_chart
from careplace.publish.content import Content

pytestmark = pytest.mark.real

PLACES = {
    "Coventry": "E08000026",
    "Isles of Scilly": "E06000053",
    "West Midlands": "E12000005",
    "England": "E92000001",
}
# Coventry's at least: a chart that is not drawn any more is missed here.
LEAST = {"spine": 7, "trend": 30, "control": 5, "funnel": 8, "map": 30, "flow": 2, "adult": 2}


def names(content: Content) -> list[str]:
    sections = content.outcomes.sections if content.outcomes else []
    outcomes = [o.anchor for section in sections for o in section.every if o.known]
    return [
        "mix",
        "spine-place",
        *(f"{sector.key}-{kind}-chart" for sector in content.sectors for kind in SECTORS),
        *(f"spine-{section.key}" for section in sections),
        *(f"{kind}-{anchor}" for kind in MEASURES for anchor in outcomes),
    ]


# The charts of a council are of every kind; those of the others are for the release.
@pytest.fixture(scope="module", params=some(PLACES, ("Coventry",)))
def place(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def drawings(edition, place):
    """{name of a chart: the drawing} of a place."""
    content = Content(told_of(edition, PLACES[place]))
    drawn = {name: place_chart(content, name) for name in names(content)}
    return {name: drawing for name, drawing in drawn.items() if drawing}


def test_every_kind_of_chart_is_there(drawings, place):
    kinds = Counter(name.partition("-")[0] for name in drawings)
    least = LEAST if place == "Coventry" else {}
    assert all(kinds[kind] >= number for kind, number in least.items()), kinds
    assert drawings or place == "Isles of Scilly"


def test_every_chart_stands_alone_within_its_size(drawings):
    for name, drawing in drawings.items():
        text = drawing.svg
        assert stands_alone(text).get("width") == "800", name
        assert len(text) < 150_000, name


def test_the_data_of_every_chart_are_the_figures_that_it_prints(drawings):
    for name, drawing in drawings.items():
        values = {row["id"]: row["value"] for row in rows(drawing.csv)}
        assert figures_of(drawing.html) <= set(values), name
        assert all(float(values[f.id]) == f.value for f in drawing.figures if f.value is not None), name


def test_a_picture_of_every_kind_opens(drawings):
    firsts = {name.partition("-")[0]: (drawing, name) for name, drawing in drawings.items()}
    for drawing, name in firsts.values():
        height = int(stands_alone(drawing.svg).get("height"))
        assert size(drawing.png) == (1600, 2 * height), name

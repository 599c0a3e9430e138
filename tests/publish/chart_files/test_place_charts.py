"""Every chart of a place as a file: it stands alone, and its data are the figures that its page prints."""

import re
from dataclasses import replace
from html import unescape

import pytest
from tests.publish import fictional, fictional_outcomes
from tests.publish.chart_files.charts import figures_of, rows, size, stands_alone
from tests.publish.charts.test_drawing import content as outcomes_content  # noqa: F401

from careplace.publish import Content
from careplace.publish.chart_files.place_charts import place_chart, sector_of, spine_of

SECTOR = "adult-social-care"


@pytest.fixture(scope="module")
def content(outcomes_content):  # noqa: F811
    return outcomes_content


def names(content: Content) -> list[str]:
    """Every name that may be a chart of the place's measures."""
    outcomes = [o for section in content.outcomes.sections for o in section.every if o.known]
    kinds = ("trend", "control", "funnel", "map", "flow", "moves")
    spines = ["spine-place", *(f"spine-{section.key}" for section in content.outcomes.sections)]
    return [*spines, *(f"{kind}-{outcome.anchor}" for kind in kinds for outcome in outcomes)]


@pytest.fixture(scope="module")
def drawings(content):
    sectors = [
        f"{s.key}-{kind}-chart" for s in content.sectors for kind in ("mix", "questions", "comparison")
    ]
    found = {name: place_chart(content, name) for name in ("mix", *sectors, *names(content))}
    return {name: drawing for name, drawing in found.items() if drawing}


def test_there_is_a_chart_of_every_kind(drawings):
    kinds = {re.sub(r"^(\w+)-.*", r"\1", name) for name in drawings}
    assert {"mix", "spine", "trend", "control", "funnel", "map", "flow", "moves"} <= kinds
    assert {f"{SECTOR}-mix-chart", f"{SECTOR}-comparison-chart"} <= set(drawings)


def test_a_chart_stands_alone_as_xml(drawings):
    for name, drawing in drawings.items():
        root = stands_alone(drawing.svg)
        assert root.get("width") == "800", name


def test_a_chart_says_its_finding_its_edition_and_its_figure(drawings, content):
    for drawing in drawings.values():
        text = "".join(stands_alone(drawing.svg).itertext())
        caption = re.search(r"<figcaption>([^<]+)", drawing.html)[1].strip()
        assert unescape(caption) in text
        assert content.edition["id"] in text
        assert "Licence: " in text or not any(figure.source for figure in drawing.figures)


def test_the_data_are_the_figures_that_the_chart_prints(drawings):
    for name, drawing in drawings.items():
        ids = [row["id"] for row in rows(drawing.csv)]
        assert figures_of(drawing.html) <= set(ids), name
        assert len(ids) == len({(row["series"], row["id"]) for row in rows(drawing.csv)})


def test_the_data_have_the_value_of_every_figure(drawings, content):
    for drawing in drawings.values():
        for row in rows(drawing.csv):
            figure = next(f for f in drawing.figures if f.id == row["id"])
            assert (float(row["value"]) if row["value"] else None) == figure.value


def test_a_picture_has_twice_the_size_of_its_svg(drawings):
    chart = drawings["map-m-" + next(n for n in drawings if n.startswith("map-m-")).removeprefix("map-m-")]
    root = stands_alone(chart.svg)
    assert size(chart.png) == (1600, 2 * int(root.get("height")))


def test_a_trend_has_a_row_for_each_point_of_each_line(drawings):
    name = next(name for name in drawings if name.startswith("trend-"))
    series = {row["series"] for row in rows(drawings[name].csv)}
    assert {fictional.PLACE["name"], "Albion"} <= series


def test_a_map_names_the_publisher_of_its_outlines(drawings):
    assert all("OS data ©" in d.svg for name, d in drawings.items() if name.startswith("map-"))
    assert not any("OS data ©" in d.svg for name, d in drawings.items() if not name.startswith("map-"))


@pytest.mark.parametrize(
    "name",
    [
        "trend-m-nothing",
        "spine-nowhere",
        "trend-",
        "mixture",
        "nothing-mix-chart",
        "m-reablement",
        "pie-m-reablement",
    ],
)
def test_a_name_of_no_chart_has_none(content, name):
    assert place_chart(content, name) is None


def test_a_place_without_anything_has_no_chart():
    content = Content(replace(fictional_outcomes.whole(), outcomes=None))
    assert place_chart(content, "spine-place") is None
    assert place_chart(content, "trend-m-reablement") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("adult-social-care-mix-chart", "adult-social-care"),
        ("gp-practices-questions-chart", "gp-practices"),
        ("mix", ""), ("trend-m-mix-chart-rate", ""), ("adult-social-care-pie-chart", ""),
    ],
)  # fmt: skip
def test_the_sector_of_a_name(name, key):
    assert sector_of(name) == key


def test_a_spine_of_some_measures_has_those_and_a_finding_of_those(content):
    section = next(s for s in content.outcomes.sections if place_chart(content, f"spine-{s.key}"))
    outcome = next(o for o in section.outcomes if spine_of(content, [o], "Some"))
    chart = spine_of(content, [outcome], "Some")
    assert {series.partition(":")[0] for series, _figure in chart.rows} == {outcome.title}
    assert spine_of(content, [], "None") is None

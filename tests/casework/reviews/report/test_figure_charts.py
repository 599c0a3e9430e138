"""The charts of the figures that a report cites: of those alone, with the numbers that the place's data have."""

import re
from xml.etree import ElementTree

import pytest
from tests.publish import fictional
from tests.publish.charts.test_drawing import content as place  # noqa: F401

from careplace.casework.reviews.report.figure_charts import figure_charts
from careplace.publish.charts import spine
from careplace.publish.charts.lines import trend
from careplace.publish.content import Content
from careplace.publish.paper.drawings import without_drawings
from careplace.publish.wording import written

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def content(place):  # noqa: F811
    return place


def outcomes(content):
    return [outcome for section in content.outcomes.sections for outcome in section.every if outcome.known]


def with_a_series(content):
    """A measure that has a line, and a row next to all councils."""
    key = content.against[0].key
    drawn = (o for o in outcomes(content) if spine.row(o, key))
    return next(o for o in drawn if trend(o, content.here, content.against, content.measured))


def charts_of(content, *figures):
    return {chart.title: chart for chart in figure_charts(content, {figure.id for figure in figures})}


def test_what_is_not_cited_has_no_chart(content):
    assert figure_charts(content, ()) == ()
    assert figure_charts(content, {"satisfaction/X99/2024-25/all"}) == ()


def test_a_cited_measure_is_compared_and_shown_over_time(content):
    outcome = with_a_series(content)
    charts = charts_of(content, outcome.latest)
    assert set(charts) == {"Compared with other councils", outcome.title}
    assert [chart.name for chart in charts.values()] == ["figures-1.png", "figures-2.png"]
    over_time = charts[outcome.title]
    assert over_time.columns[:2] == ("Period", content.name)
    own = [point for run in outcome.shown for point in run if point.value is not None]
    assert [row[1] for row in over_time.rows] == [written(point, outcome.form) for point in own]
    assert over_time.finding.startswith(outcome.title)


def test_an_earlier_figure_is_a_point_of_the_line_and_is_not_compared(content):
    outcome = with_a_series(content)
    (chart,) = charts_of(content, outcome.points[0]).values()
    assert chart.title == outcome.title


def test_only_the_cited_measures_are_compared(content):
    outcome = with_a_series(content)
    compared = charts_of(content, outcome.latest)["Compared with other councils"]
    (row,) = compared.rows
    theirs = outcome.theirs(content.against[0].key)
    assert row[0] == outcome.title
    assert row[2:4] == (written(outcome.latest, outcome.form), written(theirs, outcome.form))


def test_a_cited_share_of_ratings_has_its_levels():
    content = Content(fictional.report())
    sector = next(sector for sector in content.sectors if sector.good_or_better())
    (chart,) = figure_charts(content, {sector.good_or_better().id})
    assert chart.title.startswith(f"Ratings: {sector.title}")
    assert [row[0] for row in chart.rows] == ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    assert [row[1] for row in chart.rows] == [written(share, "share1") for share in sector.shares()]


def test_every_row_has_a_cell_for_each_column(content):
    every = [outcome.latest for outcome in outcomes(content)]
    for chart in charts_of(content, *every).values():
        assert {len(row) for row in chart.rows} == {len(chart.columns)}
        assert "None" not in str(chart.record)


def test_a_picture_is_read_as_its_title_and_drawn_alike_on_paper(content):
    for chart in charts_of(content, with_a_series(content).latest).values():
        assert chart.png.startswith(b"\x89PNG")
        drawn = ElementTree.fromstring(chart.on_paper)
        assert drawn.findtext(f"{SVG}title") == chart.alternative
        assert chart.title in chart.alternative
        assert chart.finding not in chart.on_paper


def test_each_picture_is_one_drawing_on_paper(content):
    """Also where nothing is inside a part of it, such as the band of limits of a measure without limits."""
    charts = charts_of(content, *(outcome.latest for outcome in outcomes(content))).values()
    html, drawings = without_drawings("".join(chart.on_paper for chart in charts))
    assert html.count("<img") == len(charts) == len(drawings)
    assert re.sub(r"<img[^>]*>", "", html).strip() == ""
    assert [drawing.words for drawing in drawings] == [chart.alternative for chart in charts]


def test_the_record_has_the_words_and_the_numbers(content):
    (chart,) = charts_of(content, with_a_series(content).points[0]).values()
    record = chart.record
    assert record["file"] == chart.name
    assert record["finding"] == chart.finding
    assert [tuple(row) for row in record["rows"]] == list(chart.rows)

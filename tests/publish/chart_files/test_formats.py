"""The files of a chart: a size that is bounded, data that no spreadsheet runs, sources that are named."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.chart_files.charts import rows, size, stands_alone

from careplace.figures import Figure
from careplace.publish.chart_files.data import COLUMNS, to_csv
from careplace.publish.chart_files.formats import FORMATS, ChartFile
from careplace.publish.chart_files.layout import NARROW
from careplace.publish.chart_files.png import png
from careplace.publish.chart_files.sources import MOST, source_lines
from careplace.publish.chart_files.standalone import TALLEST, captions, drawing, notes, svg

PLOT = '<div class="plot"><svg height="{}"><circle cx="50%" cy="9" r="5" fill="{}"/></svg></div>'
FIGURE = Figure("m", "X1", "2024-25", "all", 0.5, source="aaaaaaaaaaaa|bbbbbbbbbbbb")


def figure(height=20, fill="#000", caption="A finding"):
    return f"<figure><figcaption>{caption}</figcaption>{PLOT.format(height, fill)}</figure>"


def file(n):
    letter = "abcdefghij"[n]
    return {"sha256": letter * 64, "title": f"Book {letter}", "publisher": "Office", "licence": "Open"}


def test_a_chart_that_is_too_tall_is_refused():
    with pytest.raises(ValueError, match="pixels"):
        svg(figure(TALLEST + 1), [])


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_words_of_the_data_are_words_of_the_file(text):
    from markupsafe import escape

    words = " ".join(text.split())
    root = stands_alone(svg(figure(caption=f"A {escape(words)}"), [f"Source: {words}"]))
    assert " ".join(root[0].text.split()) == f"A {words}".strip()


def test_patterns_stand_in_the_file_that_uses_them():
    patterns = '<svg><defs><pattern id="stripes" width="8" height="8"><rect width="8" height="8"/></pattern></defs></svg>'
    assert "<pattern" not in svg(patterns + figure(), [])
    assert '<pattern id="stripes"' in svg(patterns + figure(fill="url(#stripes)"), []).replace(
        'width="8" height="8" id="stripes"', 'id="stripes"'
    )


def test_a_picture_is_drawn_of_what_the_svg_says():
    text = svg(figure(), ["Source: Office"])
    height = int(stands_alone(text).get("height"))
    assert size(png(text)) == (1600, 2 * height)
    assert png(text) == png(text)
    assert png(text) != png(svg(figure(fill="#fff"), ["Source: Office"]))


def test_a_row_a_figure_and_none_twice_under_one_name():
    text = to_csv([("=Wick", FIGURE), ("=Wick", FIGURE), ("Albion", FIGURE)])
    assert [(row["series"], row["id"], row["value"]) for row in rows(text)] == [
        ("'=Wick", FIGURE.id, "0.5"),
        ("Albion", FIGURE.id, "0.5"),
    ]
    assert text.splitlines()[0] == ",".join(COLUMNS)


def test_the_source_names_the_files_behind_the_figures_alone():
    lines = source_lines([FIGURE], [file(0), file(1), file(2)], "2026-01-01-abc", "trend-m", FIGURE)
    assert lines == [
        "Source: Office, Book a; Office, Book b.",
        "Licence: Open.",
        "Careplace, edition 2026-01-01-abc. Chart: trend-m. Figure: m/X1/2024-25/all.",
    ]


def test_many_sources_are_counted_and_none_is_not_claimed():
    many = Figure("m", "X1", "2024-25", "all", 0.5, source="|".join(file(n)["sha256"][:12] for n in range(9)))
    lines = source_lines([many], map(file, range(9)), "e", "c", many)
    assert f"and {9 - MOST} other publications" in lines[0]
    assert source_lines([many], [], "e", "c", many) == [
        "Careplace, edition e. Chart: c. Figure: m/X1/2024-25/all."
    ]


def test_each_form_is_written_from_one_chart():
    chart = ChartFile(figure(), ("Source: Office",), (("Wick", FIGURE),))
    assert {kind: type(write(chart)) for kind, (_media, write) in FORMATS.items()} == {
        "svg": str,
        "png": bytes,
        "csv": str,
    }
    assert chart.figures == [FIGURE]


NOTED = figure().replace(
    "</figure>", '<p class="small">The line is broken.</p><p class="cp-chart-files">SVG</p></figure>'
)


@pytest.mark.parametrize("scale", [1, 0.5])
def test_a_drawing_is_the_picture_alone(scale):
    root = ElementTree.fromstring(drawing(NOTED, "A chart <of> points", scale))
    assert float(root.get("width")) == NARROW.width * scale
    assert root.get("viewBox").split()[2] == str(NARROW.width)
    assert [element.text for element in root.iter() if element.text and element.text.strip()] == [
        "A chart <of> points"
    ]


def test_the_words_around_a_drawing():
    captioned = figure(caption='Most are <b>Good</b><span class="what">Shares, Wick</span>')
    assert captions(captioned) == ("Most are Good", "Shares, Wick")
    assert captions("<figure></figure>") == ("Chart", "")
    assert notes(NOTED) == ["The line is broken."]

"""Each block of a figure is laid out below the one before it, within the file."""

import pytest

from careplace.publish.chart_files.blocks import LEGEND, MARGIN, SPINE, Sheet
from careplace.publish.chart_files.elements import parsed
from careplace.publish.charts.marks import FILLS

STRIP = '<svg width="100%" height="30"><rect width="10%" height="9"/></svg>'


def laid_out(*blocks: str) -> Sheet:
    sheet = Sheet(800)
    for block in parsed(f"<figure>{''.join(blocks)}</figure>")[1]:
        sheet.add(block)
    return sheet


def texts(sheet: Sheet) -> list[str]:
    return ["".join(part.itertext()) for part in sheet.parts if part.tag == "text"]


def test_a_caption_is_a_bold_headline_and_below_it_what_is_drawn():
    sheet = laid_out('<figcaption>Most are Good<span class="what">Shares, Wick</span></figcaption>')
    headline, what = sheet.parts
    assert (headline.text, headline.get("font-weight")) == ("Most are Good", "700")
    assert what.text == "Shares, Wick"
    assert float(headline.get("y")) < float(what.get("y")) < sheet.y


def test_a_legend_breaks_between_its_entries():
    entry = '<li><svg width="16" height="14"></svg> a council with no clear difference from England</li>'
    sheet = laid_out(f'<ul class="legend">{entry * 4}</ul>')
    assert len({part.get("y") for part in sheet.parts if part.tag == "svg"}) > 1
    assert all(float(part.get("x")) < 800 - MARGIN for part in sheet.parts)


@pytest.mark.parametrize("level", FILLS)
def test_the_letters_of_a_rating_stand_on_its_colour(level):
    sheet = laid_out(f'<ul class="legend"><li><span class="key key-{level}">G</span>Good</li></ul>')
    sign = next(part for part in sheet.parts if part.tag == "svg")
    assert (sign.find("rect").get("fill"), sign.find("text").text) == (FILLS[level], "G")
    assert texts(sheet) == ["Good"]


def test_the_drawing_has_the_width_that_scale_and_names_leave():
    scale, names = '<svg width="56" height="200"></svg>', '<svg width="150" height="200"></svg>'
    sheet = laid_out(f'<div class="axes">{scale}<svg height="238"></svg>{names}</div>')
    left, drawing, right = sheet.parts
    assert float(left.get("x")) + 56 == float(drawing.get("x"))
    assert float(drawing.get("x")) + float(drawing.get("width")) == float(right.get("x"))
    assert float(right.get("x")) + 150 <= 800 - MARGIN
    assert sheet.y >= MARGIN + 238


def test_a_drawing_says_the_size_of_its_letters():
    sheet = laid_out('<div class="plot"><svg class="chart" height="80"><text x="5%">A</text></svg></div>')
    assert sheet.parts[0].get("font-size") == str(LEGEND)


def test_a_row_of_a_spine_chart_is_as_tall_as_its_longest_text():
    row = f'<li><div class="name">{"A long name " * 9}</div><div class="strip">{STRIP}</div><div class="said">1</div></li>'
    one, two = laid_out(f'<ul class="spine">{row}</ul>'), laid_out(f'<ul class="spine">{row * 2}</ul>')
    assert two.y - one.y == one.y - MARGIN
    assert one.y - MARGIN > 30
    assert float(one.parts[0].get("x")) + SPINE[0] <= 800


def test_a_map_keeps_its_shape_and_its_letters_their_size():
    letters = '<g text-anchor="middle"><text>A</text></g>'
    sheet = laid_out(f'<svg class="map" viewBox="0 0 600 300">{letters}</svg>')
    drawing = sheet.parts[0]
    assert float(drawing.get("width")) == 2 * float(drawing.get("height"))
    assert float(drawing.find("g").get("font-size")) * float(drawing.get("width")) / 600 == pytest.approx(
        LEGEND, 0.01
    )


def test_notes_are_written_and_links_to_files_are_not():
    sheet = laid_out(
        '<p class="small">Broken <b>before</b> 2019.</p><p class="cp-chart-files">Download: SVG</p>'
    )
    assert texts(sheet) == ["Broken before 2019."]


def test_a_block_that_no_file_shows_takes_no_room():
    assert laid_out("<details><p>Values</p></details>").y == MARGIN

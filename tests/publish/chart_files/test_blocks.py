"""Each block of a figure is laid out below the one before it, within the file."""

import pytest

from careplace.publish.chart_files.blocks import Sheet, is_note
from careplace.publish.chart_files.elements import parsed
from careplace.publish.chart_files.layout import NARROW, WIDE, Layout
from careplace.publish.chart_files.png import png
from careplace.publish.chart_files.text_widths import text_width
from careplace.publish.charts.marks import FILLS

STRIP = '<svg width="100%" height="30"><rect width="10%" height="9"/></svg>'


MARGIN = WIDE.margin


def laid_out(*blocks: str, layout: Layout = WIDE) -> Sheet:
    sheet = Sheet(layout)
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
    assert sheet.parts[0].get("font-size") == str(WIDE.letters)


def test_a_row_of_a_spine_chart_is_as_tall_as_its_longest_text():
    row = f'<li><div class="name">{"A long name " * 9}</div><div class="strip">{STRIP}</div><div class="said">1</div></li>'
    one, two = laid_out(f'<ul class="spine">{row}</ul>'), laid_out(f'<ul class="spine">{row * 2}</ul>')
    assert two.y - one.y == one.y - MARGIN
    assert one.y - MARGIN > 30
    assert float(one.parts[0].get("x")) + WIDE.spine[0] <= 800


def test_a_map_keeps_its_shape_and_its_letters_their_size():
    letters = '<g text-anchor="middle"><text>A</text></g>'
    sheet = laid_out(f'<svg class="map" viewBox="0 0 600 300">{letters}</svg>')
    drawing = sheet.parts[0]
    assert float(drawing.get("width")) == 2 * float(drawing.get("height"))
    assert float(drawing.find("g").get("font-size")) * float(drawing.get("width")) / 600 == pytest.approx(
        WIDE.letters, 0.01
    )


def test_notes_are_written_and_links_to_files_are_not():
    sheet = laid_out(
        '<p class="small">Broken <b>before</b> 2019.</p><p class="cp-chart-files">Download: SVG</p>'
    )
    assert texts(sheet) == ["Broken before 2019."]


def test_a_block_that_no_file_shows_takes_no_room():
    assert laid_out("<details><p>Values</p></details>").y == MARGIN


ROW = (
    '<li><div class="name">Satisfaction <small>2024-25</small></div><div class="strip">'
    f'{STRIP}</div><div class="said"><strong>67%</strong> here, 65% there: <strong>better</strong>'
    "<small>of 151</small></div></li>"
)


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_the_small_words_of_a_row_are_a_line_of_their_own(layout):
    sheet = laid_out(f'<ul class="spine">{ROW}</ul>', layout=layout)
    assert texts(sheet) == ["Satisfaction", "2024-25", "67% here, 65% there: better", "of 151"]


def test_a_narrow_row_has_its_strip_below_its_name_and_above_its_words():
    sheet = laid_out(f'<ul class="spine">{ROW}</ul>', layout=NARROW)
    name, _period, strip, words, *_ = sheet.parts
    assert float(name.get("y")) < float(strip.get("y"))
    assert float(strip.get("y")) + 30 <= float(words.get("y"))
    assert float(strip.get("x")) + float(strip.get("width")) <= NARROW.width


def test_a_narrow_drawing_leaves_out_what_a_narrow_page_leaves_out():
    scale, names = (
        '<svg class="scale" width="56" height="9"></svg>',
        '<svg class="gutter" width="150" height="9"></svg>',
    )
    periods = '<text class="more" x="25%">2020</text><text x="50%">2021</text>'
    block = f'<div class="axes">{scale}<svg class="chart" height="238">{periods}</svg>{names}</div>'
    _scale, drawing = laid_out(block, layout=NARROW).parts
    assert [text.text for text in drawing] == ["2021"]
    assert len(laid_out(block).parts) == 3
    assert float(drawing.get("x")) + float(drawing.get("width")) <= NARROW.width - NARROW.margin


def test_a_narrow_map_fits():
    drawing = laid_out('<svg class="map" viewBox="0 0 600 300"></svg>', layout=NARROW).parts[0]
    assert float(drawing.get("width")) == NARROW.width - 2 * NARROW.margin


def test_no_letter_of_a_narrow_picture_is_smaller_than_12_pixels_on_a_telephone():
    smallest = min(NARROW.headline, NARROW.letters, NARROW.small, NARROW.row)
    assert smallest * (320 - 2 * 15) / NARROW.width > 12


def test_the_space_before_a_bold_word_is_seen():
    """resvg drops a space at the beginning of a tspan."""
    mixed = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30">{}</svg>'
    (line,) = laid_out("<p>19.0 in England: <strong>better</strong> than</p>").parts
    assert [line.text, line[0].text, line[0].tail] == ["19.0 in England: ", "better", " than"]
    drawn = [
        png(mixed.format(f'<text y="20">{words}</text>'))
        for words in ("In: <tspan>A</tspan>", "In:<tspan>A</tspan>")
    ]
    assert drawn[0] != drawn[1]
    assert text_width("In: ", 16) > text_width("In:", 16)


@pytest.mark.parametrize(
    ("kind", "is_one"), [("small", True), ("trace", False), ("cp-chart-files", False), ("parting", False)]
)
def test_what_says_something_of_a_chart_is_a_note(kind, is_one):
    (paragraph,) = parsed(f'<figure><p class="{kind}">Words</p></figure>')[1]
    assert is_note(paragraph) == is_one

"""The figure of a page as elements: its words, its lines, its drawings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.publish.chart_files.elements import copied, parsed, text_of, words, wrapped
from careplace.publish.chart_files.text_widths import text_width

FIGURE = (
    "<figure><figcaption>Most are <strong>Good</strong><span class='what'>Shares<b>, all</b></span></figcaption>"
    "<svg viewBox='0 0 1 1' aria-hidden='true'><title>Said elsewhere</title><path id='p' class='q' data-x='1'"
    " d='M0 0'><title>Wick</title></path><text font-family='Arial'>G <tspan data-figure='f'>75%</tspan></text></svg>"
    "</figure>"
)


def caption():
    return parsed(FIGURE)[1].find(".//figcaption")


def test_words_know_whether_they_are_bold():
    assert words(caption(), without="what") == [("Most", False), ("are", False), ("Good", True)]


def test_a_sign_stays_at_its_word_across_the_ends_of_elements():
    assert [word for word, _bold in words(caption())] == ["Most", "are", "GoodShares,", "all"]
    _body, figure = parsed("<figure><p>In <span>Albion</span>: <strong>better</strong>.</p></figure>")
    assert words(figure.find(".//p")) == [("In", False), ("Albion:", False), ("better.", True)]


def test_a_text_has_the_words_of_its_elements_with_single_spaces():
    assert text_of(caption(), without="what") == "Most are Good"


def test_words_of_drawings_are_no_words_of_the_text():
    assert "Wick" not in text_of(parsed(FIGURE)[1])


def test_html_without_a_figure_is_refused():
    with pytest.raises(ValueError, match="no figure"):
        parsed("<p>Nothing</p>")


def test_a_drawing_is_copied_without_what_only_a_page_needs():
    drawing = copied(parsed(FIGURE)[1].find(".//svg"))
    assert drawing.attrib == {"viewBox": "0 0 1 1"}
    assert [element.tag for element in drawing.iter()] == ["svg", "path", "title", "text", "tspan"]
    assert drawing.find("path").attrib == {"d": "M0 0"}
    assert "".join(drawing.find("text").itertext()) == "G 75%"


def slowly_fits(line, size, width) -> bool:
    text = sum(text_width(word, size, bold) for word, bold in line)
    return len(line) == 1 or text + sum(text_width(" ", size, bold) for _w, bold in line[1:]) <= width + 1e-6


@given(
    st.lists(
        st.tuples(st.text("abcdefW .", min_size=1).map(lambda t: t.replace(" ", "") or "a"), st.booleans())
    ),
    st.floats(20, 400),
)
def test_lines_hold_every_word_in_order_and_fit(text, width):
    lines = wrapped(text, 14, width)
    assert [word for line in lines for word in line] == text
    assert all(slowly_fits(line, 14, width) for line in lines)


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1))
def test_a_line_is_broken_only_where_the_next_word_does_not_fit(text):
    lines = wrapped([(word, False) for word in text], 14, 100)
    for line, following in pairwise(lines):
        assert not slowly_fits([*line, following[0]], 14, 99.999)

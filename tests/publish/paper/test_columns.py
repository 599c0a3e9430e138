"""Widths of columns: together the room, as wide as their words where it is possible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from careplace.publish.chart_files.text_widths import text_width
from careplace.publish.paper.columns import GAP, shared, widths

SIZES = st.lists(st.tuples(st.floats(1, 200), st.floats(0, 200)), min_size=1, max_size=9)


@given(SIZES, st.floats(50, 2000))
def test_they_fill_the_room_between_what_is_least_and_what_is_wanted(sizes, room):
    least = np.array([size for size, _more in sizes])
    wanted = least + np.array([more for _size, more in sizes])
    found = shared(least, wanted, room)
    assert found.sum() == pytest.approx(room)
    if least.sum() < room < wanted.sum():
        assert (found >= least - 1e-9).all()
        assert (found <= wanted + 1e-9).all()


def rows(*texts: str) -> tuple:
    table = fragment_fromstring(f"<table><tbody>{''.join(texts)}</tbody></table>")
    first, *others = table.iter("tr")
    return first, others


def test_where_there_is_room_no_line_is_broken():
    lines = ("A measure with a name of several words", "17 October 2025", "1.5 to 2.5")
    heads, others = rows(
        "<tr><th>A</th><th>B</th><th>C</th></tr>", *[f"<tr>{''.join(f'<td>{x}</td>' for x in lines)}</tr>"]
    )
    found = widths(heads, others, 8, 500)
    assert all(width >= text_width(line, 8) + GAP for width, line in zip(found, lines, strict=True))


def test_where_there_is_little_a_short_line_is_whole_and_a_long_one_broken():
    heads, others = rows(
        "<tr><th>A</th><th>B</th></tr>", f"<tr><td>{'word ' * 40}</td><td>NG31 8DG</td></tr>"
    )
    long, short = widths(heads, others, 7, 120)
    assert short >= text_width("NG31 8DG", 7) + GAP
    assert text_width("word", 7) + GAP < long < text_width("word " * 40, 7)


def test_a_remark_is_a_line_of_its_own():
    heads, plain = rows("<tr><th>A</th><th>B</th></tr>", "<tr><td>12.5</td><td>x</td></tr>")
    _heads, remarked = rows("<tr></tr>", "<tr><td>12.5<small>low</small></td><td>x</td></tr>")
    assert widths(heads, plain, 8, 100) == widths(heads, remarked, 8, 100)


def test_a_row_with_a_cell_over_several_columns_says_nothing_of_widths():
    heads, others = rows("<tr><th>A</th><th>B</th></tr>", "<tr><td>a</td><td>b</td></tr>")
    spanning = fragment_fromstring(f"<table><tr><td colspan='2'>{'word ' * 30}</td></tr></table>").find(
        ".//tr"
    )
    assert widths(heads, [*others, spanning], 8, 100) == widths(heads, others, 8, 100)


def test_a_table_without_rows_goes_by_its_heads():
    heads, others = rows("<tr><th>A</th><th>Something</th></tr>")
    narrow, wide = widths(heads, others, 8, 100)
    assert narrow < wide

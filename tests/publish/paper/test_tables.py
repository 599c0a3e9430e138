"""Tables on paper: a head for each row, whole where they are short."""

import pytest
from lxml.html import fragment_fromstring

from careplace.publish.paper import calls
from careplace.publish.paper.tables import LONG, table


def drawn(rows: str, classes: str = "", caption: str = "<caption>C</caption>") -> str:
    head = '<thead><tr><th>A</th><th class="n">B</th></tr></thead>'
    element = fragment_fromstring(f'<table class="{classes}">{caption}{head}<tbody>{rows}</tbody></table>')
    return table(element, lambda cell: calls.words(cell.text), room=200, brief=False)


ROW = "<tr><th>a</th><td>1</td></tr>"


def test_numbers_stand_to_the_right_and_heads_apart():
    source = drawn(ROW)
    assert 'align: ("left", "right", )'.replace('"', "") in source
    assert 'header: (th-cell(seq("A")), th-cell(seq("B")), )' in source
    assert source.endswith('seq("a"), seq("1"))')
    assert 'caption: caption("C")' in source
    assert "caption" not in drawn(ROW, caption="")


@pytest.mark.parametrize(("rows", "whole"), [(1, "true"), (LONG - 1, "true"), (LONG, "false")])
def test_a_long_table_may_go_over(rows, whole):
    assert f"whole: {whole}" in drawn(ROW * rows)


def test_a_list_of_locations_is_small_and_a_short_table_narrow():
    assert "size: 7.0pt" in drawn(ROW, "locations")
    assert "width: 130pt" in drawn(ROW, "short")


def test_a_sum_is_bold_and_a_cell_may_span_columns():
    assert 'strong-text("a"), strong-text("1")' in drawn(ROW.replace("<tr>", '<tr class="sum">'))
    wide = '<tr><th>a</th><td colspan="1">b</td></tr>'
    assert 'table.cell(colspan: 1, seq("b"))' in drawn(wide)


@pytest.mark.parametrize(
    "row", ["<tr><td>a</td><td>1</td></tr>", "<tr><td>a</td><th>1</th></tr>", "<tr><th>a</th><th>1</th></tr>"]
)
def test_a_row_without_its_head_first_is_refused(row):
    with pytest.raises(ValueError, match="begin with its head"):
        drawn(ROW + row)

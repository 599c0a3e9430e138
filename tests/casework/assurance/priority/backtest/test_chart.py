"""The chart: every area that has an interval is a mark at its height, on a file that needs nothing else."""

from xml.etree import ElementTree

import numpy as np
from tests.casework.assurance.priority.backtest.test_orders import history

from careplace.casework.assurance.priority.backtest.chart import BOTTOM, SIGNS, TOP, svg
from careplace.casework.assurance.priority.backtest.results import compared
from careplace.casework.assurance.priority.scheme import default

SVG = "{http://www.w3.org/2000/svg}"


def test_every_area_is_a_mark_at_its_height():
    comparisons = compared(default(), history(2000))
    root = ElementTree.fromstring(svg(comparisons))
    panels = root.findall(f"{SVG}g")[len(SIGNS) :]
    assert len(panels) == len(comparisons)
    for panel, comparison in zip(panels, comparisons, strict=True):
        areas = [result.orders[name].area for result in comparison.by_year.values() for name in SIGNS]
        heights = [
            float(path.get("transform").split()[1].rstrip(")")) for path in panel.findall(f"{SVG}path")
        ]
        expected = [BOTTOM + (TOP - BOTTOM) * area.value for area in areas]
        assert np.allclose(heights, expected, atol=0.01)


def test_an_area_that_is_not_given_has_no_mark():
    few = compared(default(), history(60))
    areas = [result.orders[name].area.value for c in few for result in c.by_year.values() for name in SIGNS]
    marks = sum(
        len(panel.findall(f"{SVG}path"))
        for panel in ElementTree.fromstring(svg(few)).findall(f"{SVG}g")[len(SIGNS) :]
    )
    assert marks == np.count_nonzero(~np.isnan(areas)) < len(areas)


def test_the_file_needs_nothing_else_and_has_no_script():
    text = svg(compared(default(), history(2000)))
    assert "href" not in text
    assert "<script" not in text
    assert "nan" not in text

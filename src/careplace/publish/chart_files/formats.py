"""The forms that a chart is had in: an SVG, a PNG of it, and the figures that it is drawn from."""

from collections.abc import Callable
from dataclasses import dataclass

from careplace.figures import Figure
from careplace.publish.chart_files.data import Row, to_csv
from careplace.publish.chart_files.png import png
from careplace.publish.chart_files.standalone import svg


@dataclass(frozen=True)
class ChartFile:
    """A chart: its figure as HTML, the lines that say where it comes from, and the rows that it is drawn from."""

    html: str
    source: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def svg(self) -> str:
        return svg(self.html, self.source)

    @property
    def png(self) -> bytes:
        return png(self.svg)

    @property
    def csv(self) -> str:
        return to_csv(self.rows)

    @property
    def figures(self) -> list[Figure]:
        return [figure for _series, figure in self.rows]


FORMATS: dict[str, tuple[str, Callable[[ChartFile], str | bytes]]] = {
    "svg": ("image/svg+xml; charset=utf-8", lambda chart: chart.svg),
    "png": ("image/png", lambda chart: chart.png),
    "csv": ("text/csv; charset=utf-8; header=present", lambda chart: chart.csv),
}
"""Ending of an address: (media type, what writes it)."""

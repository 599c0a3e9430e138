"""The counts of a question as a picture of bars, for slides; the report has every number of it in a table."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from careplace.publish.chart_files.png import png

WIDEST = 310
"""Pixels of the longest bar."""


def chart_png(table: Mapping[str, Any]) -> bytes:
    """The picture of a table of `results.count`. A count that is withheld has no bar, and says so."""
    return png(chart_svg(table))


def chart_svg(table: Mapping[str, Any]) -> str:
    """The same as SVG."""
    most = max([row["people"] or 0 for row in table["rows"]], default=0) or 1
    bars = [
        {
            "words": row["words"],
            "people": "not shown" if row["people"] is None else row["people"],
            "width": round(WIDEST * (row["people"] or 0) / most, 1),
        }
        for row in table["rows"]
    ]
    answered = "not shown" if table["answered"] is None else f"{table['answered']} answered"
    return _template().render(bars=bars, title=table["question"]["words"], answered=answered)


@cache
def _template() -> Template:
    loader = PackageLoader("careplace.casework.consultation", ".")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    return environment.get_template("chart.svg.jinja")

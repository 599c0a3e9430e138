"""The figures that a chart is drawn from, as CSV: a row a figure, with the name that the chart gives it."""

import csv
import io
from collections.abc import Iterable

from careplace.figures import Figure
from careplace.publish.opendata import FIGURE_WORDS, figure_row, spreadsheet_safe_text

Row = tuple[str, Figure]
"""(the line, mark or bar of the chart in words, its figure)."""
COLUMNS = ("series", *FIGURE_WORDS)


def to_csv(rows: Iterable[Row]) -> str:
    """CSV with the columns of a place's figures.csv after `series`; text cells no spreadsheet takes for a formula.

    A figure that is drawn twice under one name has one row.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    once = {(series, figure.id): figure for series, figure in rows}
    writer.writerows(
        {"series": spreadsheet_safe_text(series)} | figure_row(figure)
        for (series, _id), figure in once.items()
    )
    return out.getvalue()

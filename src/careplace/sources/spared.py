"""Cells that do not fit and do not cost their file: read as blank, and noted.

One postcode in which a letter is missing must not cost a register of 56,000 locations. Where many cells of a column do
not fit, the column holds something else, and the file is refused as for any other column.
"""

from careplace.sources.contract import Problem, refuse_for
from careplace.sources.messages import summed

ONE_IN = 10
SMALL = 10


def notes(problems: list[Problem], rows: int) -> list[str]:
    """Notes on cells of descriptive columns that are read as blank, of a sheet of so many `rows`.

    Raises:
        SourceError: where more than SMALL cells, and more than one in ten, of a column do not fit.
    """
    refuse_for([problem for problem in problems if problem.rows > max(SMALL, rows // ONE_IN)])
    return [f"read as blank: {line}" for line in summed(problems)]

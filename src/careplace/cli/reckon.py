"""careplace reckon: the statistics of this project on a table of one's own."""

import csv
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import numpy as np

from careplace.publish.opendata import unarmed
from careplace.statistics.arguments import ArgumentError
from careplace.statistics.comparison import Polarity
from careplace.statistics.control_charts import Cause, Chart, assurance, variation, xmr
from careplace.statistics.estimates import Estimate, Reason
from careplace.statistics.proportions import newcombe, proportion
from careplace.statistics.rates import rate
from careplace.statistics.standardisation import standardised_ratio

LIMITS = (0.95, 0.998)
PER = 100_000
DIRECTIONS = {"high": Polarity.HIGH_IS_GOOD, "low": Polarity.LOW_IS_GOOD, "none": Polarity.NONE}
Columns = dict[str, Iterable]

# What each method takes from the file, in its order.
TAKES = {
    "proportion": ("numerator", "denominator"),
    "rate": ("count", "population"),
    "ratio": ("observed", "expected"),
    "difference": ("numerator", "denominator", "other_numerator", "other_denominator"),
    "chart": ("value",),
}


@click.command(short_help="Reckon limits and charts for a table of your own.")
@click.argument("method", type=click.Choice(list(TAKES)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--per", type=float, default=PER, show_default=True, help="A rate is of so many people.")
@click.option(
    "--target", type=float, help="For a chart: will the process meet this target? Needs --direction."
)
@click.option("--direction", type=click.Choice(list(DIRECTIONS)), help="For a chart: which way is better.")
@click.option("--rebase", type=int, multiple=True, help="For a chart: a data row at which new limits begin.")
@click.option(
    "--trend-points",
    type=click.Choice(["6", "7"]),
    default="7",
    show_default=True,
    help="For a chart: how many points one way are a trend.",
)
def reckon(method, file, per, target, direction, rebase, trend_points) -> None:
    """Reckon limits for each row of the CSV FILE, or a control chart down its rows, and print the table with them."""
    names, rows = _read(file)
    numbers = [_numbers(file, names, rows, name) for name in TAKES[method]]
    if method == "chart":
        made = _chart(*numbers, [row - 1 for row in rebase], int(trend_points), target, direction)
    elif target is not None or direction or rebase or trend_points != "7":
        raise click.UsageError("--target, --direction, --rebase and --trend-points belong to a chart")
    else:
        made = _limits(METHODS[method](numbers, per))
    writer = csv.writer(sys.stdout)
    writer.writerow([*names, *made])
    for row, told in zip(rows, zip(*made.values(), strict=True), strict=True):
        writer.writerow([*(cell if _is_number(cell) else unarmed(cell) for cell in row), *map(_cell, told)])


METHODS: dict[str, Callable[[list[np.ndarray], float], Estimate]] = {
    "proportion": lambda columns, _per: proportion(*columns, LIMITS),
    "rate": lambda columns, per: rate(*columns, per, LIMITS),
    "ratio": lambda columns, _per: standardised_ratio(*columns, 1, LIMITS),
    "difference": lambda columns, _per: newcombe(*columns, LIMITS),
}


def _limits(found: Estimate) -> Columns:
    return {
        "value_reckoned": found.value,
        "lower95": found.lower[0],
        "upper95": found.upper[0],
        "lower998": found.lower[1],
        "upper998": found.upper[1],
        "method": [found.method] * len(found.value),
        "reason": [Reason(int(code)).words for code in found.reason],
    }


def _chart(
    values: np.ndarray, rebase: list[int], trend_points: int, target: float | None, direction: str | None
) -> Columns:
    """The chart's lines and causes; on the last row what it says of the latest point and of the target.

    Raises:
        UsageError: a target without a direction.
        ClickException: --rebase does not rise within the table.
    """
    if target is not None and direction is None:
        raise click.UsageError("--target needs --direction high or low: which way is better")
    try:
        chart = xmr(values, rebase=rebase, trend_points=trend_points)
    except ArgumentError as error:
        rows = ", ".join(str(position + 1) for position in rebase)
        last = f"expected rising data rows from 2 to {len(values)}"
        raise click.ClickException(f"--rebase {rows}: {last}" if rebase else str(error)) from None
    short = ["fewer than 13 points: limits are rough" if few else "" for few in chart.short]
    return {
        "mean": chart.mean,
        "lower_limit": chart.lower,
        "upper_limit": chart.upper,
        "cause": [_cause(int(code)) for code in chart.cause],
        "method": [chart.method] * len(values),
        "reason": [Reason(int(code)).words or few for code, few in zip(chart.reason, short, strict=True)],
    } | _latest(chart, target, direction)


def _latest(chart: Chart, target: float | None, direction: str | None) -> Columns:
    """Columns that only the last row fills: what the latest point shows, and whether the target will be met."""
    if direction is None:
        return {}
    before, polarity = [""] * (len(chart.mean) - 1), DIRECTIONS[direction]
    found = {"variation": [*before, str(variation(chart, polarity))]}
    if target is not None:
        found["assurance"] = [*before, str(assurance(chart, target, polarity))]
    return found


def _cause(code: int) -> str:
    """A special cause in words with its side: "outside, low"."""
    if not code:
        return ""
    return f"{Cause(abs(code)).name.lower().replace('_', ' ')}, {'high' if code > 0 else 'low'}"


def _read(file: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a CSV file, blank lines left out.

    Raises:
        ClickException: the file is no UTF-8 text, is empty, or has a row of another length.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = [(number, row) for number, row in enumerate(csv.reader(opened), 1) if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.ClickException(f"file {file}: found {error}; expected a CSV file in UTF-8") from None
    if len(lines) < 2:
        raise click.ClickException(f"file {file}: found no rows; expected a header and at least one row")
    names = lines[0][1]
    for number, row in lines[1:]:
        if len(row) != len(names):
            found = f"found {len(row)} cells; expected {len(names)}, as the header has"
            raise click.ClickException(f"file {file}, row {number}: {found}")
    return names, [row for _number, row in lines[1:]]


def _numbers(file: Path, names: list[str], rows: list[list[str]], name: str) -> np.ndarray:
    """A column as numbers; an empty cell is missing.

    Raises:
        ClickException: there is no such column, or a cell is no number.
    """
    if name not in names:
        raise click.ClickException(
            f"file {file}: found columns {', '.join(names)}; expected a column {name!r}"
        )
    cells = [row[names.index(name)].strip() for row in rows]
    for cell in cells:
        if cell and not _is_number(cell):
            found = f"found {cell!r}; expected a number, without commas, or an empty cell"
            raise click.ClickException(
                f"file {file}, data row {cells.index(cell) + 1}, column {name}: {found}"
            )
    return np.array([float(cell) if cell else np.nan for cell in cells])


def _is_number(cell: str) -> bool:
    try:
        return np.isfinite(float(cell))
    except ValueError:
        return False


def _cell(value) -> str:
    if isinstance(value, str):
        return value
    return "" if np.isnan(value) else repr(float(value))

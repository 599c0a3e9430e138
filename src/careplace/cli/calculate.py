"""careplace calculate: the statistics of this project on a table of one's own."""

import csv
import io

import click
import numpy as np

from careplace.cli.calculating.cells import Decimal, Fault
from careplace.cli.calculating.methods import METHODS, Method, Settings
from careplace.cli.calculating.run import Choices, Faulty
from careplace.cli.calculating.run import calculate as calculate_table
from careplace.cli.calculating.tables import SEPARATORS, read_table
from careplace.cli.errors import visible
from careplace.publish.opendata import spreadsheet_safe_text

MOST_FAULTS = 20
MOST_CONFIDENCES = 2


def _columns_of_methods() -> str:
    """The methods with the columns that each takes, as lines of help."""
    lines = ["\b", "METHOD takes these columns (--column says what the file calls them):"]
    for name, method in METHODS.items():
        lines.append(f"  {name:<16} {', '.join(role.name for role in method.roles)}")
    return "\n".join([*lines, "", "The guide says what each gives: docs/guide/calculate.md"])


EPILOG = _columns_of_methods()
OPTIONS = (
    "confidence",
    "per",
    "groups",
    "highest_first",
    "benchmark",
    "target",
    "rebase",
    "trend_points",
    "direction",
)
PERCENT = click.FloatRange(0, 100, min_open=True, max_open=True)


@click.command(short_help="Calculate limits, standardised rates and charts for a table.", epilog=EPILOG)
@click.argument("method", type=click.Choice(list(METHODS)), metavar="METHOD")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE=NAME",
    help="What the file calls a column, such as numerator=Num.",
)
@click.option("--by", multiple=True, metavar="NAME", help="A column that distinguishes groups or series.")
@click.option(
    "--order", metavar="NAME", help="The column of months, dates or years that a series is sorted by."
)
@click.option(
    "--confidence",
    type=PERCENT,
    multiple=True,
    metavar="PERCENT",
    help="Confidence of the limits; twice for two.  [default: 95, 99.8]",
)
@click.option(
    "--per",
    type=click.FloatRange(0, min_open=True),
    help="A rate is of so many people (100,000); a ratio times this (1).",
)
@click.option(
    "--groups", type=click.IntRange(2, 100), default=5, show_default=True, help="How many quantiles."
)
@click.option("--highest-first", is_flag=True, help="Quantile 1 holds the highest values, not the lowest.")
@click.option("--benchmark", type=float, help="The number that limits are compared with.")
@click.option("--target", type=float, help="The target of a chart: will it be met?")
@click.option(
    "--rebase",
    multiple=True,
    metavar="POINT",
    help="A point at which a chart's limits begin again, such as 2024-04.",
)
@click.option(
    "--trend-points",
    type=click.IntRange(6, 7),
    default=7,
    show_default=True,
    help="How many points one way are a trend.",
)
@click.option(
    "--direction", type=click.Choice(["high", "low"]), help="Which is better; without it nothing is judged."
)
@click.option(
    "--separator",
    metavar="CHARACTER",
    help="comma, semicolon, tab, pipe or a character.  [default: found in the file]",
)
@click.option(
    "--decimal",
    type=click.Choice(["point", "comma"]),
    help="The sign before decimals: 12.5 or 12,5.  [default: point]",
)
@click.option("--encoding", help="The encoding.  [default: UTF-8, UTF-16 or Windows-1252, whichever it is]")
@click.option("--missing", multiple=True, metavar="TEXT", help="What else is written for a missing number.")
@click.option(
    "--keep-going",
    is_flag=True,
    help="Calculate the other rows where a cell cannot be used; its row says why.",
)
@click.pass_context
def calculate(
    context,
    method,
    file,
    columns,
    by,
    order,
    separator,
    decimal,
    encoding,
    missing,
    keep_going,
    rebase,
    **options,
) -> None:
    """Calculate METHOD for each row or group of the table FILE: CSV, or text with any separator; - is standard input.

    The table is printed as CSV with the results beside it. Options that may be given several times: --column, --by,
    --confidence, --rebase, --missing.
    """
    chosen = METHODS[method]
    _refuse_unused(context, method, chosen)
    settings = _settings(options, chosen, method)
    table = read_table(file, _character(separator), encoding)
    sign = Decimal(decimal) if decimal else None
    choices = Choices(_mapped(columns, chosen, method), by, order, missing, rebase, keep_going, sign)
    try:
        answer = calculate_table(table, chosen, choices, settings)
    except Faulty as error:
        raise click.ClickException(_fault_list(table.file, error.faults)) from None
    click.echo(_csv(answer.names, answer.rows), nl=False)
    for note in answer.notes:
        click.echo(f"Note: {note}.", err=True)
    if answer.faults:
        click.echo(f"Note: {_cells(len(answer.faults))} not used; the rows say why.", err=True)


def _cells(number: int) -> str:
    return f"{number:,} cell{'s' if number > 1 else ''}"


def _refuse_unused(context: click.Context, name: str, method: Method) -> None:
    """An option that the method has no use for is refused, not passed over."""
    for option in OPTIONS:
        is_set = context.get_parameter_source(option) == click.core.ParameterSource.COMMANDLINE
        if is_set and option not in method.options:
            users = ", ".join(key for key, candidate in METHODS.items() if option in candidate.options)
            raise click.UsageError(f"--{option.replace('_', '-')} is nothing to {name}; it is for {users}")
    if context.params["order"] and not method.ordered:
        users = ", ".join(key for key, candidate in METHODS.items() if candidate.ordered)
        raise click.UsageError(f"--order is nothing to {name}, whose rows are in no order; it is for {users}")
    if context.params["by"] and method.answers == "row":
        raise click.UsageError(f"--by is nothing to {name}, which takes each row by itself")


def _settings(options: dict, method: Method, name: str) -> Settings:
    confidence = (
        tuple(sorted({percent / 100 for percent in options.pop("confidence")})) or Settings.confidence
    )
    if len(confidence) > MOST_CONFIDENCES:
        raise click.UsageError("--confidence may be given twice at most")
    if "benchmark" in method.options and options["benchmark"] is None:
        raise click.UsageError(f"{name} needs --benchmark")
    return Settings(confidence=confidence, **options)


def _character(separator: str | None) -> str | None:
    if separator is None or separator in SEPARATORS or (len(separator) == 1 and separator not in '"\r\n'):
        return separator
    raise click.UsageError(f"--separator {separator!r} is no character; give one, or {', '.join(SEPARATORS)}")


def _mapped(columns: tuple[str, ...], method: Method, name: str) -> dict[str, str]:
    roles, mapped = [role.name for role in method.roles], {}
    for assignment in columns:
        role, equals, column = assignment.partition("=")
        if not equals or role not in roles or role in mapped:
            raise click.UsageError(
                f"--column {assignment}: {name} takes {', '.join(f'{role}=NAME' for role in roles)}, each once"
            )
        mapped[role] = column
    return mapped


def _fault_list(file: str, faults: list[Fault]) -> str:
    """What is wrong with the table, the first SHOWN cells of it."""
    head = f"file {file}: {_cells(len(faults))} cannot be used, so nothing was calculated"
    more = [f"… and {len(faults) - MOST_FAULTS:,} more"] if len(faults) > MOST_FAULTS else []
    return _visible(
        [
            f"{head} (--keep-going calculates the other rows)",
            *(f"  {fault}" for fault in faults[:MOST_FAULTS]),
            *more,
        ]
    )


def _visible(lines: list[str]) -> str:
    return "\n".join(visible(line) for line in lines)


def _csv(names: list[str], rows: list[list]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_cell(name) for name in names])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _cell(cell) -> str:
    """A cell of the answer: numbers in full, and text that no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        return cell if _is_number(cell) else spreadsheet_safe_text(cell)
    if isinstance(cell, float | np.floating):
        return "" if np.isnan(cell) else repr(float(cell))
    return str(cell)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True

"""careplace trace: from a number back to the query, the rows and the raw file."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from careplace.cli.errors import visible
from careplace.cli.home import at_home
from careplace.cli.place import reader_of
from careplace.cli.printing import say, say_json
from careplace.editions.opening import Edition, open_edition
from careplace.figures import Figure, counts_councils
from careplace.measures.outcomes.published_rows import in_words
from careplace.measures.providers.tracing import Trace
from careplace.measures.tracing import trace as follow
from careplace.publish.source_files import files_behind

MOST_ROWS = 20
PLACED = ("source", "sheet", "source_row")


@click.command(short_help="Follow a figure back to its rows and files.")
@click.argument("figure")
@click.option("--json", "json_wanted", is_flag=True, help="Everything as one JSON object.")
@click.option("--all", "all_rows", is_flag=True, help=f"Every row, not the first {MOST_ROWS}.")
@click.option("--denominator", is_flag=True, help="The rows that a share or a count is out of, too.")
@click.option(
    "--groups",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file with groups of your own.",
)
@at_home
def trace(figure, json_wanted, all_rows, denominator, groups, home) -> None:
    """Follow FIGURE (an id, as a report prints it) to its query, its rows and the files that they came from."""
    with open_edition(home) as edition:
        result = follow(reader_of(edition, groups), figure)
        files = {entry["sha256"]: entry for entry in edition.manifest["inputs"]}
        if json_wanted:
            say_json(json.dumps(_as_json(result, edition, files), ensure_ascii=False, indent=1, default=str))
        else:
            say("\n".join(_lines(result, edition, files, None if all_rows else MOST_ROWS, denominator)))


def _lines(result: Trace, edition: Edition, files: dict, most: int | None, denominator: bool) -> list[str]:
    figure, measure = result.figure, result.measure
    lines = [
        figure.id,
        f"  value      {_number(figure.value)} {figure.unit}{_fraction(figure)} ({figure.status})",
        f"  councils   {_number(figure.numerator)} of {_number(figure.denominator)} have a figure"
        if counts_councils(figure)
        else "",
        f"  limits     {_limits(figure)}" if figure.lower95 is not None else "",
        f"  measure    {measure.title}: {measure.numerator}"
        + (f" / {measure.denominator}" if measure.denominator else ""),
        f"  method     {figure.method}",
        f"  said       {figure.reason}" if figure.reason else "",
        f"  edition    {edition.id}",
        f"  query      careplace/measures/{result.room}/{figure.query}",
        "  raw files  "
        + "; ".join(_file_name(files, prefix) for prefix in figure.source.split("|") if prefix),
    ]
    lines = [line for line in lines if line]
    if result.parts:
        return [*lines, "  calculated from:", *(f"    {part}" for part in result.parts)]
    lines += [f"  formula    {result.formula}"] if result.formula else []
    lines += _row_lines("rows", result, result.rows, files, most)
    if not result.out_of:
        return lines
    if denominator or not result.rows:
        return lines + _row_lines("out of", result, result.out_of, files, most)
    return [*lines, f"  out of     {len(result.out_of):,} of the register; --denominator lists them"]


def _row_lines(
    heading: str, result: Trace, rows: tuple[dict, ...], files: dict, most: int | None
) -> list[str]:
    where = "the register" if result.room == "providers" else "the files"
    lines = [f"  {heading:<10} {len(rows):,} of {where}:", *(_row(row, files) for row in rows[:most])]
    if most and len(rows) > most:
        lines.append(f"    … and {len(rows) - most:,} more; --all lists them.")
    return lines


def _fraction(figure: Figure) -> str:
    """Such as " = 4 of 147": the parts that the value is made of, where it is made of parts."""
    if figure.numerator is None or counts_councils(figure):
        return ""
    parts = (number for number in (figure.numerator, figure.denominator) if number is not None)
    return f" = {' of '.join(map(_number, parts))}"


def _limits(figure: Figure) -> str:
    return (
        f"95% {_number(figure.lower95)} to {_number(figure.upper95)}; "
        f"99.8% {_number(figure.lower998)} to {_number(figure.upper998)}"
    )


def _number(value: float | None) -> str:
    """A number in full, without what binary fractions add to it."""
    return "none" if value is None else f"{value:,.12g}"


def _row(row: dict, files: dict) -> str:
    if "location_id" not in row:
        cell = _cell(files, row["source"], row.get("sheet") or "", row["source_row"])
        return f"    {cell}: {visible(in_words(row) if 'part' in row else _cells(row))}"
    origin = _cell(files, row["rating_source"], row["rating_sheet"], row["rating_row"] or row["source_row"])
    # A figure of change has two rows: as it was, and as it is.
    if (before := row.get("earlier_source")) and before != row["rating_source"]:
        origin = f"{_cell(files, before, row['earlier_sheet'], row['earlier_row'])}; {origin}"
    return f"    {row['location_id']:<15} {visible(row['location_name'] or '')}: {row['overall'] or 'Not rated'} ({origin})"


def _cells(row: dict) -> str:
    """The cells of a row that was read as it is published."""
    cells = (
        f"{name} {_number(value) if isinstance(value, float) else value}"
        for name, value in row.items()
        if value is not None and name not in PLACED
    )
    return ", ".join(cells)


def _cell(files: dict, source: str, sheet: str, row: int) -> str:
    name = files.get(source, {}).get("name", source[:12])
    return ", ".join([name, f"{sheet} row {row}".strip()])


def _file_name(files: dict, prefix: str) -> str:
    file = next((entry for sha, entry in files.items() if sha.startswith(prefix)), None)
    return f"{file['name']} (SHA-256 {prefix}…, {file['publisher']})" if file else prefix


def _as_json(result: Trace, edition: Edition, files: dict) -> dict:
    figure = {"id": result.figure.id} | {
        name: getattr(result.figure, name) for name in result.figure.__slots__
    }
    return {
        "figure": figure,
        "measure": asdict(result.measure),
        "edition": edition.id,
        "query": {"file": result.figure.query, "text": result.query},
        "parts": list(result.parts),
        "formula": result.formula,
        "rows": list(result.rows),
        "out_of": list(result.out_of),
        "files": files_behind([result.figure], files.values()),
    }

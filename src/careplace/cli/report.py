"""careplace report: the Providers report of a place."""

from datetime import date
from pathlib import Path

import click

from careplace.cli.home import at_home
from careplace.cli.place import asked_of_a_place, profile_of, store_of
from careplace.editions.opening import Edition, open_edition
from careplace.measures.providers.report import report_data
from careplace.publish import FORMATS, USUAL, write


@click.command(short_help="Write the report on a place's providers.")
@asked_of_a_place
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Folder to write into.",
)
@click.option(
    "--format",
    "formats",
    default=",".join(USUAL),
    show_default=True,
    callback=lambda _context, _option, text: _formats(text),
    help=f"Which files, by commas: {', '.join(FORMATS)}.",
)
@at_home
def report(place, as_at, against, groups, to, formats, home) -> None:
    """Write the report on PLACE's providers: a page to read, PDF, a workbook, JSON, and CSV on the Web."""
    with open_edition(home) as edition:
        store = store_of(edition, groups)
        found = profile_of(store, place, as_at, against)
        for path in write(report_data(store, found, made_from(edition)), to, formats):
            click.echo(path)


def made_from(edition: Edition) -> dict:
    """The edition as a report names it: its id, and the files that it was made from."""
    return {"id": edition.id, "made_from": [_input(one) for one in edition.manifest["inputs"]]}


def _input(one: dict) -> dict:
    return one | {"snapshot": date.fromisoformat(one["snapshot"]) if one["snapshot"] else None}


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(FORMATS)}.")
    return wanted

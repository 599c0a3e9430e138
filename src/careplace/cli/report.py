"""careplace report: the data report of a place; careplace brief: its two pages."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from careplace.cli.home import at_home
from careplace.cli.place import asked_of_a_place, reader_of
from careplace.editions.made_from import made_from
from careplace.editions.opening import Edition, open_edition
from careplace.measures.report import CHAPTERS, DataReport, data_report
from careplace.publish import FORMATS, OF_A_BRIEF, USUAL, write, write_brief

TO = click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Folder to write into.",
)


def written_as(formats: tuple[str, ...], usual: tuple[str, ...]) -> Callable:
    return click.option(
        "--format",
        "formats",
        default=",".join(usual),
        show_default=True,
        callback=lambda _context, _option, text: _formats(text, formats),
        help=f"Which files, by commas: {', '.join(formats)}.",
    )


@click.command(short_help="Write the data report of a place.")
@asked_of_a_place
@TO
@written_as(FORMATS, USUAL)
@click.option(
    "--chapter",
    "chapters",
    type=click.Choice(CHAPTERS),
    multiple=True,
    help="Only this chapter; may be given several times.",
)
@at_home
def report(place, as_at, against, groups, to, formats, chapters, home) -> None:
    """Write the data report of PLACE: a page to read, PDF, a workbook, JSON, and CSV on the Web."""
    with open_edition(home) as edition:
        data = told_of(edition, place, as_at, against, groups, chapters or CHAPTERS)
        for path in write(data, to, formats):
            click.echo(path)


@click.command(short_help="Write the two pages of a place's brief.")
@asked_of_a_place
@TO
@written_as(OF_A_BRIEF, OF_A_BRIEF)
@at_home
def brief(place, as_at, against, groups, to, formats, home) -> None:
    """Write what is strong, weak, moving and unknown in PLACE, on two pages."""
    with open_edition(home) as edition:
        for path in write_brief(told_of(edition, place, as_at, against, groups), to, formats):
            click.echo(path)


def told_of(
    edition: Edition,
    place: str,
    as_at: date | None = None,
    against: tuple[str, ...] | None = None,
    groups: Path | None = None,
    chapters: tuple[str, ...] = CHAPTERS,
) -> DataReport:
    """The data report of a place as a reader wrote it.

    Raises:
        UnknownPlace: for a name or a comparator that means nothing.
        NotCovered: when the edition has nothing of the place.
    """
    reader = reader_of(edition, groups)
    area = reader.gazetteer.resolve(place, as_at)
    return data_report(reader, area, made_from(edition), as_at=as_at, against=against, chapters=chapters)


def _formats(text: str, formats: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [name for name in chosen if name not in formats]
    if unknown or not chosen:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is not among {', '.join(formats)}.")
    return chosen

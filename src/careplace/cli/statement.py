"""careplace statement: "Working with providers", as a council's local account has it, with the figures behind it."""

import click

from careplace.cli.day import DAY
from careplace.cli.home import at_home
from careplace.cli.place import against_option, groups_option, reader_of
from careplace.cli.report import TO, written_as
from careplace.cli.span import SPAN
from careplace.editions.made_from import made_from
from careplace.editions.opening import open_edition
from careplace.measures.providers.definitions import sectors
from careplace.publish import STATEMENT_FORMATS, STATEMENT_USUAL, write_statement
from careplace.publish.statement import AGAINST, USUAL_MONTHS, USUAL_SECTOR, statement_of


@click.command(short_help="Write a statement on a place's providers for its local account.")
@click.argument("place")
@click.option(
    "--since",
    type=SPAN,
    default=f"{USUAL_MONTHS}m",
    show_default=True,
    help="How long before the change is counted from: the register nearest to it is taken, and named.",
)
@click.option(
    "--sector",
    type=click.Choice(list(sectors())),
    default=USUAL_SECTOR,
    show_default=True,
    help="Which services.",
)
@click.option(
    "--date",
    "as_at",
    type=DAY,
    help="The latest register on or before this day; without it, the latest that covers the place.",
)
@against_option(AGAINST)
@groups_option
@TO
@written_as(STATEMENT_FORMATS, STATEMENT_USUAL)
@at_home
def statement(place, since, sector, as_at, against, groups, to, formats, home) -> None:
    """Write how CQC rated PLACE's services, what changed and how it compares, in sentences to copy.

    Every number is a figure of the edition, listed with its id at the end.
    """
    with open_edition(home) as edition:
        reader = reader_of(edition, groups)
        area = reader.gazetteer.resolve(place, as_at)
        options = {"as_at": as_at, "against": against, "sector": sector, "months": since}
        for path in write_statement(statement_of(reader, area, made_from(edition), **options), to, formats):
            click.echo(path)

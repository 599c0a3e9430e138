"""careplace check: a public statement checked against its own numbers, an earlier one, and an edition."""

from contextlib import nullcontext
from pathlib import Path

import click

from careplace.claims import check as checked
from careplace.claims import read_document
from careplace.claims.output import as_json, page, terminal
from careplace.cli.home import DEFAULT, at_home
from careplace.cli.place import reader_of
from careplace.cli.printing import say, say_json
from careplace.editions.home import Home
from careplace.editions.opening import open_edition

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="Check the numbers in a public statement.")
@click.argument("text", type=_FILE)
@click.option("--before", type=_FILE, help="An earlier statement, to hold words of change against.")
@click.option("--json", "json_wanted", is_flag=True, help="One JSON object instead of words.")
@click.option(
    "--html",
    "html_to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the findings to a page as well.",
)
@at_home
def check(text, before, json_wanted, html_to, home) -> None:
    """Check the numbers in TEXT: a .md, .txt, .html, .docx, .odt, .pdf or .csv file.

    They are checked against each other, and against the figures of the edition in --home where there is one.
    """
    document, earlier = read_document(text), read_document(before) if before else None
    with _edition(home) as edition:
        findings = checked(document, reader_of(edition) if edition else None, earlier)
        name = edition.id if edition else None
    if html_to:
        html_to.write_text(page(document.name, findings), encoding="utf-8")
    if json_wanted:
        say_json(as_json(document.name, name, findings))
    else:
        say(terminal(document.name, findings))


def _edition(home: Path):
    """The edition that serves; without one a text is checked against itself, unless a folder was asked for."""
    return nullcontext() if home == DEFAULT and not Home(home).current() else open_edition(home)

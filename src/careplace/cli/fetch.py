"""careplace fetch and careplace harvest: published files from their publishers."""

from pathlib import Path

import click

from careplace.cli.printing import say
from careplace.cli.progress import progress_bar
from careplace.sources.cqc.api.client import Client
from careplace.sources.cqc.api.harvest import harvest as harvest_api
from careplace.sources.fetch import Fetched
from careplace.sources.fetch import fetch as fetch_files

folder = click.Path(file_okay=False, path_type=Path)


@click.command(short_help="Download the current files of the publishers.")
@click.option("--to", type=folder, required=True, help="Where the files are put.")
@click.option("--only", metavar="KEY", multiple=True, help="A publication, by its key; may be repeated.")
def fetch(to, only) -> None:
    """Find the current files on their publishers' pages, and download those that are new."""
    with progress_bar() as progress:
        results = fetch_files(to, keys=only or None, progress=progress)
    say("\n".join(map(line, results)))
    if failed := sum(result.state == "failed" for result in results):
        raise click.ClickException(f"{failed} of {len(results)} publications could not be fetched")


@click.command(short_help="Download CQC's register through its API.")
@click.option("--to", type=folder, required=True, help="Where the file is put.")
def harvest(to) -> None:
    """Harvest CQC's public API into one file.

    A harvest that was stopped goes on; a later one asks for what has changed. The subscription key is read from
    CAREPLACE_CQC_KEY.
    """
    # What a harvest has so far lies in a hidden folder, which a build passes over: it is no published file.
    working = to / ".harvest"
    with progress_bar() as progress, Client() as client:
        result = harvest_api(working, client, progress=lambda done, of, what: progress(what, done, of))
    path = result.path.replace(to / result.path.name)
    click.echo(f"{path}: {result.held:,} locations and providers, {result.asked:,} asked for now")
    if result.gone:
        click.echo(f"{len(result.gone):,} ids are not known to the API any more")


def line(result: Fetched) -> str:
    """What came of one publication."""
    outcome = result.problem or f"{result.path}, {result.size:,} bytes"
    return f"{result.state:<9}  {result.key}: {outcome}"

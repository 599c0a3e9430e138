"""careplace fetch and careplace harvest: published files from their publishers."""

from pathlib import Path

import click

from careplace.cli.progress import shown

folder = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--to", type=folder, required=True, help="Where the file is put.")
def harvest(to) -> None:
    """Harvest CQC's public API into one file.

    A harvest that was stopped goes on; a later one asks for what has changed.

    The subscription key is read from CAREPLACE_CQC_KEY.
    """
    from careplace.sources.cqc.api.client import Client
    from careplace.sources.cqc.api.harvest import harvest as harvest_api

    # What a harvest has so far lies in a hidden folder, which a build passes over: it is no published file.
    working = to / ".harvest"
    with shown() as progress, Client() as client:
        result = harvest_api(working, client, progress=lambda done, of, what: progress(what, done, of))
    made = result.path.replace(to / result.path.name)
    click.echo(f"{made}: {result.held:,} locations and providers, {result.asked:,} asked for now")
    if result.gone:
        click.echo(f"{len(result.gone):,} ids are not known to the API any more")

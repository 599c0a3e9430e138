"""careplace journeys: record-level data, checked and loaded into the internal model, and fictional people to try it on."""

from pathlib import Path

import click

from careplace.cli.progress import progress_bar
from careplace.journeys.model import BUCKETS
from careplace.journeys.synthetic.generate import EVENTS, generate_model

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def journeys() -> None:
    """Check and load record-level data about people, inside the organisation that has it."""


@journeys.command()
@click.option(
    "--events", type=click.IntRange(1, 10**9), default=100_000, show_default=True, help="About how many."
)
@click.option("--to", type=FOLDER, required=True, help="The new folder.")
@click.option("--layout", type=click.Choice(["model"]), default="model", show_default=True)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same seed gives the same people.",
)
@click.option(
    "--buckets", type=click.IntRange(1, 4096), default=BUCKETS, show_default=True, help="Of a model."
)
def generate(events, to, layout, seed, buckets) -> None:
    """Write fictional people and their journeys, near published national totals."""
    with progress_bar() as progress:
        manifest = generate_model(
            to, events, seed, buckets, lambda done, of: progress("generating", done, of)
        )
    count = sum(manifest.rows[name] for name in EVENTS)
    click.echo(f"{count:,} events of {manifest.rows['person']:,} fictional people are in {to}")

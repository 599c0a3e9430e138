"""careplace demo: published files of places that do not exist."""

from pathlib import Path

import click

from careplace.cli.progress import progress_bar
from careplace.demo.generate import generate


@click.command(short_help="Write published files of a fictional nation.")
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where files are put."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another nation.")
@click.option(
    "--councils", type=click.IntRange(min=16), default=24, show_default=True, help="How many councils."
)
@click.option(
    "--locations", type=click.IntRange(min=1), default=1200, show_default=True, help="How many locations."
)
def demo(to, seed, councils, locations) -> None:
    """Write published files of a fictional nation, in the formats of the real ones, to try everything on."""
    with progress_bar() as progress:
        written = generate(
            to, seed=seed, councils=councils, locations=locations, progress=lambda what: progress(what, 0, 0)
        )
    click.echo(f"{len(written)} files written to {to}. Next: careplace build --raw {to}")

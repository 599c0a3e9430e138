"""careplace journeys: record-level data, checked and loaded into the internal model, and fictional people to try it on."""

from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from careplace.cli.journeys_run import release, run
from careplace.cli.printing import printable
from careplace.cli.progress import progress_bar
from careplace.journeys.key import read_key
from careplace.journeys.loading import check as check_records
from careplace.journeys.loading import load as load_records
from careplace.journeys.model import BUCKETS
from careplace.journeys.quality import Quality, write_quality
from careplace.journeys.synthetic.generate import EVENTS, generate_model
from careplace.journeys.synthetic.layouts import generate_records
from careplace.publish import records_quality

FOLDER = click.Path(file_okay=False, path_type=Path)
RECORDS = click.Path(exists=True, file_okay=False, path_type=Path)


def in_buckets(help: str) -> Callable:
    """The option --buckets."""
    return click.option(
        "--buckets", type=click.IntRange(1, 4096), default=BUCKETS, show_default=True, help=help
    )


@click.group()
def journeys() -> None:
    """Measure people's journeys through care."""


@journeys.command()
@click.option(
    "--events", type=click.IntRange(1, 10**9), default=100_000, show_default=True, help="About how many."
)
@click.option("--to", type=FOLDER, required=True, help="The new folder.")
@click.option(
    "--layout",
    type=click.Choice(["publishers", "model"]),
    default="publishers",
    show_default=True,
    help="Of the files.",
)
@click.option(
    "--format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
    help="Of publishers' files.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="The same seed gives the same people.",
)
@in_buckets("Of a model.")
def generate(events, to, layout, format, seed, buckets) -> None:
    """Write fictional people and their journeys, near published national totals."""
    with progress_bar() as progress:
        if layout == "model":
            rows = generate_model(
                to, events, seed, buckets, lambda done, of: progress("generating", done, of)
            ).rows
        else:
            rows = generate_records(
                to, events, seed, format, lambda done, of: progress("generating", done, of)
            )
    count = sum(rows[name] for name in EVENTS)
    click.echo(f"{count:,} events of {rows['person']:,} fictional people are in {to}")


@journeys.command()
@click.argument("records", type=RECORDS)
@click.option("--to", type=FOLDER, default="quality", show_default=True, help="The folder of the report.")
@in_buckets("More need less memory.")
def check(records, to, buckets) -> None:
    """Check every record below the folder RECORDS: count each fault, and say what loading does about it."""
    with progress_bar() as progress:
        quality = check_records(records, buckets, progress=progress)
    to.mkdir(parents=True, exist_ok=True)
    write_quality(quality, to)
    records_quality.write(quality, records.resolve().name, to)
    _show(quality)
    click.echo(f"quality.csv, faults.csv and quality.html are in {to}")


@journeys.command()
@click.argument("records", type=RECORDS)
@click.option("--to", type=FOLDER, required=True, help="The new folder of the model.")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file; else CAREPLACE_JOURNEYS_KEY.",
)
@in_buckets("More need less memory.")
def load(records, to, key, buckets) -> None:
    """Write the records below the folder RECORDS as the internal model."""
    with progress_bar() as progress:
        quality = load_records(records, to, read_key(key), buckets, progress=progress)
    _show(quality)
    rows = quality.rows
    click.echo(
        f"{rows['person']:,} people, {rows['stay']:,} stays, {rows['contact']:,} contacts and {rows['death']:,} deaths "
        f"are in {to}, with quality.csv and faults.csv"
    )


def _show(quality: Quality) -> None:
    """A line for each kind of fault."""
    table = Table("Columns", "Fault", "Records", "%", "What was done")
    for kind in records_quality.kinds(quality):
        cells = (kind.columns, kind.title, f"{kind.faults:,}", f"{100 * kind.share:.2f}", kind.done)
        table.add_row(*map(printable, cells))
    if table.row_count:
        Console().print(table)
    records = sum(quality.records.values())
    click.echo(
        f"{table.row_count or 'No'} kinds of faults in {records:,} records of {len(quality.records)} files"
    )


journeys.add_command(run)
journeys.add_command(release)

"""careplace journeys run and release: measures over record-level data, and what of them is safe to publish."""

from pathlib import Path

import click

from careplace.cli.progress import progress_bar

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("model", type=EXISTING)
@click.option("--to", type=FOLDER, required=True, help="The new folder of results.")
@click.option("--measures", default="", help="Ids of measures, separated by commas; without it, all.")
@click.option("--boards", "boards_file", type=FILE, help="A CSV file with the columns council and board.")
@click.option(
    "--engine", "url", default="duckdb:", show_default=True, help="duckdb:, spark:local[N], spark:// or sc://"
)
@click.option("--memory", help="The most memory to use, such as 3GB.  [env: CAREPLACE_MEMORY]")
def run(model, to, measures, boards_file, url, memory) -> None:
    """Count measures over MODEL, inside the organisation: the results have small counts.

    Nothing leaves with them but through `careplace journeys release`.
    """
    from careplace.journeys.definitions import chosen
    from careplace.journeys.run import read_boards
    from careplace.journeys.run import run as run_measures

    boards = read_boards(boards_file) if boards_file else None
    with progress_bar() as progress:
        results = run_measures(
            model, to, chosen([*filter(None, measures.split(","))]), boards, url, memory, progress
        )
    click.echo(f"{len(results.measures)} measures, {results.first_day} to {results.last_day}, are in {to}")
    click.echo(
        "They have small counts: publish what `careplace journeys release` makes of them, and nothing else."
    )


@click.command()
@click.argument("results", type=EXISTING)
@click.option("--to", type=FOLDER, required=True, help="The new folder, which may be published.")
@click.option(
    "--log",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Why counts were withheld; without it, TO.withheld.csv. It stays inside.",
)
@click.option(
    "--after",
    type=EXISTING,
    multiple=True,
    help="An earlier release of the same data; may be given several times, the last one last.",
)
@click.option("--by", help="The organisation that releases: every page that shows the figures names it.")
def release(results, to, log, after, by) -> None:
    """Write what of RESULTS may be published: small counts withheld, with what gives them away, the rest rounded."""
    from careplace.journeys.release.release import UNNAMED
    from careplace.journeys.release.release import release as write_release

    log = log or to.with_name(f"{to.name}.withheld.csv")
    with progress_bar() as progress:
        withheld = write_release(results, to, log, after, progress, by=by or UNNAMED)
    click.echo(f"{to} may be published. {withheld:,} counts are withheld")
    click.echo(f"Why is in {log}, which stays inside. Give --after {to} to the next release.")

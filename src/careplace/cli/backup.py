"""careplace backup and careplace restore: one file with everything that cannot be made again."""

from pathlib import Path

import click

from careplace.cli.home import at_home
from careplace.cli.progress import progress_bar

URL = click.option(
    "--database",
    "url",
    envvar="CAREPLACE_DATABASE_URL",
    help="The casework database: sqlite:///PATH or postgresql://….  [env: CAREPLACE_DATABASE_URL]",
)


@click.command(short_help="Write a backup of database, publications and editions into one file.")
@click.argument("to", type=click.Path(path_type=Path))
@URL
@at_home
def backup(to, url, home) -> None:
    """Write the casework database, publications, editions and raw files of HOME into the new file TO.

    Where TO is a folder, the file gets a name with the time. The sites may go on running. The file has what people
    wrote in casework: keep it as you keep the database.
    """
    from careplace.backups.backup import back_up

    with progress_bar() as progress:
        summary = back_up(home, to, url, progress)
    click.echo(f"{_words(summary)} are in {summary.archive}")
    if not summary.database:
        click.echo("Without a database: none was named with --database or CAREPLACE_DATABASE_URL")


@click.command(short_help="Restore a backup into an empty home.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@URL
@at_home
def restore(file, url, home) -> None:
    """Restore FILE into an empty HOME and an empty database: whole, and checked, or not at all."""
    from careplace.backups.restore import restore as restore_backup

    with progress_bar() as progress:
        restored = restore_backup(file, home, url, progress)
    click.echo(f"{_words(restored.summary)} are restored into {home}, every byte as it was backed up")
    for fault in restored.faults:
        click.echo(f"Damaged when it was backed up: {fault}", err=True)


def _words(summary) -> str:
    database = f"the database ({summary.database}), " if summary.database else ""
    parts = f"{summary.publications:,} publications, {summary.editions:,} editions"
    return f"{database}{parts}: {summary.files:,} files, {summary.bytes / 2**20:,.1f} MiB"

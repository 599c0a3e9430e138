"""careplace publications: which there are, whether they are as they were released, and taking one back."""

from datetime import date

import click

from careplace.cli.home import at_home
from careplace.cli.printing import say
from careplace.publications.changes import withdraw as withdraw_publication
from careplace.publications.records import KINDS, Release, Tombstone
from careplace.publications.store import Store, Version
from careplace.publications.verification import faults


@click.group()
def publications() -> None:
    """List, verify or withdraw what organisations published here."""


@publications.command(name="list")
@at_home
def list_publications(home) -> None:
    """List every version of every publication."""
    store = Store(home)
    versions = [version for id in store.ids() for version in store.versions(id)]
    say("\n".join(map(_line, versions)) or f"{home} has no publication")


@publications.command()
@at_home
def verify(home) -> None:
    """Find every file of a publication that is not as it was released."""
    store = Store(home)
    if wrong := faults(home):
        lines = "\n".join(f"  {fault}" for fault in wrong)
        raise click.ClickException(
            f"publications are damaged; restore them from a backup (`careplace restore`):\n{lines}"
        )
    count = sum(len(store.numbers(id)) for id in store.ids())
    click.echo(f"All {count:,} versions of publications are as they were released")


@publications.command()
@click.argument("id")
@click.option("--reason", required=True, help="Why, in words for readers: the site shows them.")
@click.option("--version", type=click.IntRange(min=1), help="This version alone; without it every version.")
@at_home
def withdraw(id, reason, version, home) -> None:
    """Withdraw the publication ID: its files are deleted for good, and its page says when and why."""
    today = date.today()  # noqa: DTZ011 (the day on the calendar of whoever withdraws it)
    for tombstone in withdraw_publication(home, id, reason, today, version):
        click.echo(f"{tombstone.id} v{tombstone.version} is withdrawn")


def _line(version: Version) -> str:
    name = f"{version.id} v{version.version}"
    if isinstance(version, Release):
        about = version.description
        return f"{name}  {about.published_on}  {KINDS[about.kind]}: {about.title} ({about.author})"
    if isinstance(version, Tombstone):
        return f"{name}  withdrawn {version.withdrawn_on}: {version.reason}"
    return f"{name}  damaged: {version.why}"

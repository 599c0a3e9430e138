"""careplace casework: the staff site, its database, its people, its audit."""

import os
from pathlib import Path

import click

from careplace.cli.deploy_check import report_findings
from careplace.cli.errors import PlainGroup
from careplace.cli.home import at_home


@click.group(cls=PlainGroup, short_help="The staff site, where a council's team writes.")
def casework() -> None:
    """The staff site, where a council's team writes: accounts, services, and the record of every change."""


def _ready(home: Path) -> None:
    """Django with the settings of casework: only these commands wait for it."""
    import django

    from careplace.web.casework.server import prepare

    host = "" if os.environ.get("CAREPLACE_ALLOWED_HOSTS") else "127.0.0.1"
    prepare(os.environ, home, host)
    django.setup()


@casework.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer."
)
@at_home
def serve(host, port, workers, home) -> None:
    """Serve casework until stopped. Make its tables first, with `careplace casework migrate`."""
    from careplace.web.casework import server

    click.echo(f"Careplace casework on http://{host}:{port}/  (Ctrl+C stops it)", err=True)
    server.serve(home, host, port, workers)


@casework.command()
@at_home
def migrate(home) -> None:
    """Create the tables of casework, or change them to this release's. Back the database up before."""
    _ready(home)
    from careplace.web.casework import commands

    steps = commands.migrate()
    click.echo(f"{len(steps)} changes of tables made" if steps else "The tables are those of this release.")


@casework.command()
@click.argument("email")
@click.option("--place", required=True, help="Code of the council, such as E08000026.")
@click.option(
    "--role", default="administrator", show_default=True, help="Key of the role, such as quality_officer."
)
@click.option("--site", default="http://127.0.0.1:8001", show_default=True, help="Address of the staff site.")
@at_home
def invite(email, place, role, site, home) -> None:
    """Invite a person to a role at a place: the way in for its first administrator."""
    _ready(home)
    from careplace.web.casework import commands

    commands.invite(place, email, role, f"{site.rstrip('/')}/invitation/")
    click.echo(f"The invitation is sent to {email}.")


@casework.command()
@at_home
def demo(home) -> None:
    """Make a fictional team of the edition's first council, in an empty database, and print how its people sign in."""
    _ready(home)
    from careplace.web.casework import commands
    from careplace.web.casework.demonstration import PASSWORD, make_team

    commands.migrate()
    place, logins = make_team(home)
    click.echo(f"A fictional team of {place}. Everybody's password is: {PASSWORD}")
    for login in logins:
        click.echo(f"  {login.email}  {login.role}")
        click.echo(f"    authenticator app: {login.secret}   recovery code: {login.recovery_code}")


@casework.command("new-edition")
@at_home
def new_edition(home) -> None:
    """Note what the current edition changes about every team's services, once: ratings, ends, new registrations."""
    _ready(home)
    from careplace.casework.edition_reader import NoEdition
    from careplace.web.casework import commands

    try:
        counts = commands.note_edition(home)
    except NoEdition as error:
        raise click.ClickException(str(error)) from error
    for place, count in counts.items():
        click.echo(f"{place}  {count} signals noted")


@casework.command("deploy-check")
@at_home
def deploy_check(home) -> None:
    """Look at the settings, the database and the mail of casework; exit 1 when something is wrong."""
    _ready(home)
    from careplace.web.casework.deploy_check import findings

    report_findings(findings(os.environ))


@casework.command("verify-audit")
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the end of every chain to this file, to keep away from the server.",
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also compare with a file that --save wrote.",
)
@at_home
def verify_audit(save, against, home) -> None:
    """Look for events of the audit that were changed, deleted, reordered or cut off. Ends with 1 if anything is wrong."""
    _ready(home)
    from careplace.web.casework import commands

    ends, wrong = commands.verify_audit(against)
    for end in ends:
        click.echo(f"{end.place}  {end.count:,} events, ends with {end.digest}")
    if wrong:
        raise click.ClickException("\n".join(["the audit is not as it was written:", *map(str, wrong)]))
    if save:
        commands.write_anchors(save, ends)
    click.echo("Every chain is whole.")


@casework.command()
@click.option(
    "--role", default="", help="A role of PostgreSQL that may then insert responses, and do nothing else."
)
@at_home
def inbox(role, home) -> None:
    """Create the inbox into which the site for responses inserts. On SQLite that site creates it itself."""
    _ready(home)
    from careplace.web.casework import commands

    commands.create_inbox(home, role)
    click.echo(f"The inbox is there, and {role} may insert into it." if role else "The inbox is there.")


@casework.command()
@at_home
def tick(home) -> None:
    """Do what is due, and send the mails that wait: run it by a timer. Ends with 1 if a job failed.

    Running it twice, or twice at once, does nothing more.
    """
    _ready(home)
    from careplace.web.casework import commands

    results, mails = commands.tick()
    for result in results:
        click.echo(f"{result.job.name}  {result.error or f'{result.changes:,} changes'}")
    click.echo(f"mails  {mails:,} sent or tried")
    if failed := [result.job.name for result in results if result.error]:
        raise click.ClickException(f"{', '.join(failed)}: failed and changed nothing; the log says why")


@casework.command()
@at_home
def worker(home) -> None:
    """Send mails as soon as they are queued, until stopped. Without it each `careplace casework tick` sends them."""
    _ready(home)
    from careplace.web.casework import commands

    commands.send_mails()

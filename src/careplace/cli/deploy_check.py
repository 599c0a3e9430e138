"""careplace deploy-check: is everything as it must be before readers are let in?"""

import os
from itertools import chain

import click

from careplace.cli.home import at_home


@click.command(name="deploy-check", short_help="Check that the site is ready for users.")
@click.option("--url", help="Look also at the running site, as readers reach it, such as https://….")
@at_home
def deploy_check(url, home) -> None:
    """Look at the settings, the edition, the static files and the database of the site; exit 1 when something is wrong."""
    from careplace.web.public.deploy_check import findings
    from careplace.web.public.live_check import findings_at

    os.environ |= {"CAREPLACE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings"}
    wrong = 0
    for finding in chain(findings(os.environ), findings_at(url) if url else ()):
        wrong += bool(finding.advice)
        click.echo(
            f"{'WRONG' if finding.advice else 'right'}  {finding.what}{': ' if finding.advice else ''}{finding.advice}"
        )
    if wrong:
        raise click.ClickException(f"{wrong} of these must be put right before readers are let in.")

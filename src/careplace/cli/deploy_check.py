"""careplace deploy-check: is everything as it must be before readers are let in?"""

import os
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

import click

from careplace.cli.home import at_home

if TYPE_CHECKING:
    from careplace.web.shell.deploy_checks import Finding


@click.command(name="deploy-check", short_help="Check that the site is ready for users.")
@click.option("--url", help="Look also at the running site, as readers reach it, such as https://….")
@at_home
def deploy_check(url, home) -> None:
    """Look at the settings, the edition and the static files of the site; exit 1 when something is wrong."""
    from careplace.web.public.deploy_check import findings
    from careplace.web.public.live_check import findings_at

    os.environ |= {"CAREPLACE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "careplace.web.public.settings"}
    report_findings(chain(findings(os.environ), findings_at(url) if url else ()))


def report_findings(findings: "Iterable[Finding]") -> None:
    """Print each thing that was looked at. Raises ClickException when something is wrong."""
    wrong = 0
    for finding in findings:
        wrong += bool(finding.advice)
        click.echo(
            f"{'WRONG' if finding.advice else 'right'}  {finding.what}{': ' if finding.advice else ''}{finding.advice}"
        )
    if wrong:
        raise click.ClickException(f"{wrong} of these must be put right before readers are let in.")

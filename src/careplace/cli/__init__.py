"""The command line: each command in a module of its own, read when it is asked for, and all of them in COMMANDS."""

import click

import careplace
from careplace.cli.errors import PlainGroup
from careplace.cli.home import at_home

COMMANDS = {
    "fetch": "fetch",
    "harvest": "fetch",
    "build": "build",
    "editions": "editions",
    "publications": "publications",
    "places": "places",
    "report": "report",
    "reports": "reports",
    "brief": "report",
    "statement": "statement",
    "evaluate": "evaluate",
    "profile": "profile",
    "trace": "trace",
    "compare": "compare",
    "rate": "rate",
    "priority": "priority",
    "warning": "warning",
    "calculate": "calculate",
    "check": "check",
    "demo": "demo",
    "serve": "serve",
    "deploy-check": "deploy_check",
    "casework": "casework",
    "consultation": "consultation",
    "journeys": "journeys",
    "backup": "backup",
    "restore": "backup",
}
"""{command: the module of this package that holds it}, in the order of the help."""


@click.group(
    cls=PlainGroup,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(careplace.__version__, prog_name="careplace")
@at_home
def main(home) -> None:
    """From published files to figures and reports on health and care in any area of England."""

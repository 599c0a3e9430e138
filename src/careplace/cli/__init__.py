"""The command line: each command in a module of its own, and all of them in COMMANDS."""

import click

import careplace
from careplace.cli.build import build
from careplace.cli.check import check
from careplace.cli.compare import compare
from careplace.cli.demo import demo
from careplace.cli.deploy_check import deploy_check
from careplace.cli.editions import editions
from careplace.cli.errors import PlainGroup
from careplace.cli.fetch import fetch, harvest
from careplace.cli.home import at_home
from careplace.cli.places import places
from careplace.cli.profile import profile
from careplace.cli.rate import rate
from careplace.cli.reckon import reckon
from careplace.cli.report import brief, report
from careplace.cli.reports import reports
from careplace.cli.serve import serve
from careplace.cli.trace import trace

COMMANDS = (
    fetch,
    harvest,
    build,
    editions,
    places,
    report,
    reports,
    brief,
    profile,
    trace,
    compare,
    rate,
    reckon,
    check,
    demo,
    serve,
    deploy_check,
)


@click.group(
    cls=PlainGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(careplace.__version__, prog_name="careplace")
@at_home
def main(home) -> None:
    """From published files to figures and reports on health and care in any area of England."""


for command in COMMANDS:
    main.add_command(command)

"""Where --home comes from: the command line before the environment before the default."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from careplace.cli.home import at_home


@click.group()
@at_home
def group(home):
    pass


@group.group(invoke_without_command=True)
@at_home
@click.pass_context
def editions(context, home):
    if not context.invoked_subcommand:
        click.echo(home)


@editions.command()
@at_home
def verify(home):
    assert isinstance(home, Path)
    click.echo(home)


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ("editions verify", None, "careplace-data"),
        ("editions", None, "careplace-data"),
        ("editions verify", "/env", "/env"),
        ("editions verify --home /own", "/env", "/own"),
        ("editions --home /group verify", "/env", "/group"),
        ("--home /main editions verify", "/env", "/main"),
        ("--home /main editions --home /group verify --home /own", "/env", "/own"),
        ("--home /main editions --home /group verify", None, "/group"),
        ("--home /main editions", None, "/main"),
    ],
)
def test_the_nearest_spoken_home_counts(arguments, environment, expected):
    runner = CliRunner(env={"CAREPLACE_HOME": environment})
    assert runner.invoke(group, arguments.split()).output == f"{expected}\n"


def test_a_command_alone_has_a_home():
    assert CliRunner(env={"CAREPLACE_HOME": None}).invoke(verify).output == "careplace-data\n"

"""A command or an option that the README or the guide does not tell of fails the build."""

import re

import click
import pytest

from careplace.cli import main


def commands(command: click.Command, path: str = "careplace"):
    """(words, command) of `command` and of every command under it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), f"{path} {name}")


COMMANDS = dict(commands(main))
OPTIONS = [
    (path, option)
    for path, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("--")
]


def section(guide: str, path: str) -> str:
    """What the guide says under the headings that name the command."""
    parts = re.split(r"^(#+ .*)$", guide, flags=re.MULTILINE)
    told = [body for head, body in zip(parts[1::2], parts[2::2], strict=True) if f"`{path}`" in head]
    return "\n".join(told)


@pytest.mark.parametrize("path", [path for path in COMMANDS if path != "careplace"])
def test_every_command_has_a_section_of_its_own(guide, path):
    assert section(guide, path), f"no heading of README.md or docs/guide names `{path}`"


@pytest.mark.parametrize(("path", "option"), OPTIONS)
def test_every_option_is_told_where_its_command_is(guide, path, option):
    told = guide if path == "careplace" else section(guide, path)
    assert re.search(rf"{option}(?![\w-])", told), f"{path} {option} is not documented"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_helps_in_words(path):
    assert COMMANDS[path].help, f"{path} --help says nothing"


def test_the_guide_tells_of_no_command_that_is_not_there(guide):
    told = set(re.findall(r"^#+ `(careplace [a-z -]+)`", guide, flags=re.MULTILINE))
    assert told <= set(COMMANDS)

"""What went wrong, in plain words on standard error, without a traceback."""

import errno
import os
from collections.abc import Mapping
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING

import click
import duckdb

if TYPE_CHECKING:
    from careplace.sources.contract import SourceError

# These come from the world, not from a mistake in the code: a full disk, a missing folder, too little memory.
WORLDLY = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, ValueError)

UNCHANGED = "nothing was built; the last edition goes on serving"

# The file that is named may be the one that was read; what is full is the disk that is written to.
LONGEST = 8000
ADVICE = {
    errno.ENOSPC: ". Free some space where --home and --to lead, and run it again; no file is left half written.",
    errno.EDQUOT: ". Free some space where --home and --to lead, and run it again; no file is left half written.",
    errno.EROFS: ". Choose a folder that you may write to, with --home or --to.",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        ". It may be there: this user may not reach it. Ask whoever keeps it, or choose a folder of your own with "
        "--home or --to.",
    ),
    errno.ENOENT: ". Nothing has this name: look at how it is spelt.",
}


class PlainGroup(click.Group):
    """A group of commands whose failures end with code 1 and a message for people.

    `modules` is {command: module of this package}, listed in that order: what every command needs takes a second to
    read, of which each needs a part.
    """

    def __init__(self, *arguments, modules: Mapping[str, str] | None = None, **more):
        super().__init__(*arguments, **more)
        self.modules = modules or {}

    def list_commands(self, _context: click.Context) -> list[str]:
        return [*self.modules, *self.commands]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.modules:
            return super().get_command(context, name)
        module = import_module(f"careplace.cli.{self.modules[name]}")
        return getattr(module, name.replace("-", "_"))

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            # Here, since the engine takes half a second to read, and most commands end well.
            from careplace.engine import interrupted

            if interrupted(error):
                raise click.Abort from error
            if os.environ.get("CAREPLACE_DEBUG"):
                raise
            raise click.ClickException("\n".join(map(visible, message_of(error).split("\n")))) from error


def message_of(error: Exception) -> str:
    """An exception in words that say what is wrong and what to do, and never longer than a person reads."""
    from careplace.sources.contract import shortened

    return shortened(_message(error), LONGEST)


def _message(error: Exception) -> str:
    # Here, since every reader of files comes with it: half a second that the site need not wait for.
    from careplace.sources.contract import SourceError

    if isinstance(error, SourceError):
        return _by_file(error)
    if isinstance(error, OSError) and error.strerror:
        text = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
        return f"{text}{ADVICE.get(error.errno or 0, '')}"
    if isinstance(error, WORLDLY) or type(error).__module__.startswith("careplace."):
        return str(error)
    about = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return f"a fault in Careplace itself ({about}). With CAREPLACE_DEBUG=1 it shows where; please report it."


def _by_file(error: "SourceError") -> str:
    from careplace.sources.messages import summed

    lines = []
    for file, problems in groupby(sorted(error.problems, key=lambda p: p.file), key=lambda p: p.file):
        lines += [visible(_in_file(file, line)) for line in summed(problems)]
    return "\n".join([f"{UNCHANGED}.", *lines])


def _in_file(file: str, line: str) -> str:
    from careplace.sources.contract import shortened

    return f"file {shortened(file)}{': ' if line.startswith('found ') else ', '}{line}"


def visible(text: str) -> str:
    """`text` with each control character written out, so that a file's name cannot move or colour what is printed."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

"""What went wrong, in plain words on standard error, without a traceback."""

import errno
import os
from itertools import groupby

import click
import duckdb

from careplace.sources.contract import SHOWN, SourceError

# These come from the world, not from a mistake in the code: a full disk, a missing folder, too little memory.
WORLDLY = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, ValueError)

# The file that is named may be the one that was read; what is full is the disk that is written to.
ADVICE = {
    errno.ENOSPC: ". Free some space where --home and --to lead, and run it again; no file is left half written.",
    errno.EDQUOT: ". Free some space where --home and --to lead, and run it again; no file is left half written.",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS),
        ". Choose a folder that you may write to, with --home or --to, or ask whoever keeps this one.",
    ),
}


class PlainGroup(click.Group):
    """A group of commands, listed as they were added, whose failures end with code 1 and a message for people."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("CAREPLACE_DEBUG"):
                raise
            raise click.ClickException(told(error)) from error


def told(error: Exception) -> str:
    """An exception in words that say what is wrong and what to do."""
    if isinstance(error, SourceError):
        return _by_file(error)
    if isinstance(error, OSError) and error.strerror:
        said = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
        return f"{said}{ADVICE.get(error.errno, '')}"
    if isinstance(error, WORLDLY) or type(error).__module__.startswith("careplace."):
        return str(error)
    about = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return f"a fault in Careplace itself ({about}). With CAREPLACE_DEBUG=1 it shows where; please report it."


def _by_file(error: SourceError) -> str:
    lines = []
    for file, problems in groupby(sorted(error.problems, key=lambda p: p.file), key=lambda p: p.file):
        problems = list(problems)
        lines += [visible(str(problem)) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"… and {len(problems) - SHOWN:,} more in file {file}")
    return "\n".join(["nothing was built; the last edition goes on serving.", *lines])


def visible(text: str) -> str:
    """`text` with each control character written out, so that a file's name cannot move or colour what is printed."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)

"""What went wrong, in plain words on standard error, without a traceback."""

import os
from itertools import groupby

import click
import duckdb

from careplace.sources.contract import SHOWN, SourceError

# These come from the world, not from a mistake in the code: a full disk, a missing folder, too little memory.
WORLDLY = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, ValueError)


class PlainGroup(click.Group):
    """A group of commands whose failures end with exit code 1 and a message for people."""

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
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    if isinstance(error, WORLDLY) or type(error).__module__.startswith("careplace."):
        return str(error)
    about = "; ".join([f"{type(error).__name__}: {error}", *getattr(error, "__notes__", ())])
    return f"a fault in Careplace itself ({about}). With CAREPLACE_DEBUG=1 it shows where; please report it."


def _by_file(error: SourceError) -> str:
    lines = []
    for file, problems in groupby(sorted(error.problems, key=lambda p: p.file), key=lambda p: p.file):
        problems = list(problems)
        lines += [str(problem) for problem in problems[:SHOWN]]
        if len(problems) > SHOWN:
            lines.append(f"… and {len(problems) - SHOWN:,} more in file {file}")
    return "\n".join(["nothing was built; the last edition goes on serving.", *lines])

"""Keeps compiled templates between runs: to compile them takes half of a report's words, and half of a site's first page.

They are in a folder of the user's own below the temporary folder, which Jinja refuses where another could write to it; each
is compiled again when its text has changed.
"""

from contextlib import suppress
from pickle import UnpicklingError

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """A cache that neither a full disk nor a torn file does any harm to."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up a template that was kept whole."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, TypeError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, where there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled() -> BytecodeCache | None:
    """The cache; None where there is no folder that it could be kept in."""
    try:
        return Compiled()
    except (OSError, RuntimeError):
        return None

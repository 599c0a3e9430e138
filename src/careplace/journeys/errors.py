"""Errors about record-level data, which never repeat what is in a record."""

import contextlib
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from careplace.engine import interrupted


class RecordsError(ValueError):
    """Files of records that cannot be used. The message names files, columns and rows, and never a value."""


@contextlib.contextmanager
def discreet(doing: str) -> Iterator[None]:
    """Turn errors of the database, whose messages quote values of records, into one that says what was being done.

    A traceback does not print the first error.
    """
    try:
        yield
    except (duckdb.Error, pa.ArrowException, UnicodeError) as error:
        if interrupted(error):
            raise KeyboardInterrupt from None
        advice = _ADVICE.get(type(error), _OTHERWISE)
        raise RecordsError(f"{doing} failed ({type(error).__name__}); {advice}") from None


_OTHERWISE = "its message may quote a record, and is not shown"
_ADVICE: dict[type, str] = {
    duckdb.OutOfMemoryException: "more memory or room for temporary files is needed: CAREPLACE_MEMORY, CAREPLACE_SPILL",
    duckdb.IOException: "a file cannot be read or written: look at its permissions and at the room on the disk",
}

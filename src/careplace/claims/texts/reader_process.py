"""Reads a file in a process of its own with limits of time and memory, which may end without harm.

Run as `python -m careplace.claims.texts.reader_process KIND SECONDS BYTES` it is that process: the file comes in on
standard input, and what was read goes out as JSON. Parsers of PDF, of packed files and of pages meet whatever anyone
sends.
"""

import json
import resource
import subprocess
import sys

from careplace.claims.texts import formats
from careplace.claims.texts.passages import Passage, Position, Role, Table

SECONDS = 15
"""Of processor time; a local account of 200 pages takes under 2."""

MEMORY = 1_500 * 2**20
"""Bytes of address space; the libraries alone take 300 million."""


def parts(data: bytes, kind: str) -> tuple[Passage | Table, ...]:
    """As formats.parts, read in a process of its own.

    Raises:
        ValueError: also for a file that takes more time or memory to read than it may, or ends its reader.
    """
    command = [sys.executable, "-m", "careplace.claims.texts.reader_process", kind, str(SECONDS), str(MEMORY)]
    try:
        completed = subprocess.run(command, input=data, capture_output=True, timeout=4 * SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        raise ValueError(_TOO_LONG) from None
    if completed.returncode:
        raise ValueError(_TOO_LONG if -completed.returncode in _CLOCK else _ENDED)
    reply = json.loads(completed.stdout)
    if "refused" in reply:
        raise ValueError(reply["refused"])
    return tuple(_from_json(part) for part in reply["parts"])


_CLOCK = (9, 24)  # SIGKILL at the hard limit of processor time, SIGXCPU at the soft one
_TOO_LONG = "it takes longer to read than it may. Save it again as text, or split it."
_ENDED = "it takes more memory to read than it may, or is damaged. Save it again as text, or split it."


def main(kind: str, seconds: int, memory: int) -> None:
    """Read standard input as `kind`, and write what it holds, or why it cannot be read."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reply: dict[str, object]
    try:
        reply = {"parts": [_as_json(part) for part in formats.parts(sys.stdin.buffer.read(), kind)]}
    except ValueError as error:
        reply = {"refused": str(error)}
    except MemoryError:
        reply = {"refused": _ENDED}
    sys.stdout.write(json.dumps(reply))


def _as_json(part: Passage | Table) -> dict:
    if isinstance(part, Table):
        return {"caption": part.caption, "rows": [[_as_json(cell) for cell in row] for row in part.rows]}
    marks = [(offset, at.number, at.column, at.unit) for offset, at in part.marks]
    return {"text": part.text, "role": part.role, "marks": marks}


def _from_json(fields: dict) -> Passage | Table:
    if "rows" in fields:
        return Table(
            tuple(tuple(_passage(cell) for cell in row) for row in fields["rows"]), fields["caption"]
        )
    return _passage(fields)


def _passage(fields: dict) -> Passage:
    marks = tuple(
        (offset, Position(number, column, unit)) for offset, number, column, unit in fields["marks"]
    )
    return Passage(fields["text"], Role(fields["role"]), marks)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

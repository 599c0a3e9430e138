"""Many problems of one kind as one line, and lines that never grow beyond what a person reads.

A file whose councils are all unknown has 500 problems with one cause. They are one line here: how many rows, and the
first of them.
"""

import re
from collections.abc import Iterable

from careplace.sources.contract import MOST_PROBLEMS, Problem

# Characters of all lines about one file together.
LONGEST = 4000
# What differs between messages of one kind: quoted values, remarks in brackets, numbers.
_VALUES = re.compile(r"\([^()]*\)|'[^']*'|\"[^\"]*\"|[\d,.]*\d")


def summed(problems: Iterable[Problem]) -> list[str]:
    """Problems of one file as lines without the file's name, at most MOST_PROBLEMS of them and LONGEST characters.

    Problems of one kind (the same sheet, column and expectation) are one line.
    """
    kinds: dict[tuple, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    return _bounded([_line(kind) for kind in kinds.values()])


def _kind(problem: Problem) -> tuple:
    # Of two things that are wrong with a whole file neither stands for the other.
    whole = problem.found if problem.row is None else None
    return problem.sheet, problem.column, _VALUES.sub("", problem.expected), whole


def _line(kind: list[Problem]) -> str:
    first, rows = kind[0], sum(problem.rows for problem in kind)
    if first.row is None or rows < 2:
        where = ", ".join(first.place())
        return f"{where}: {first.message()}" if where else first.message()
    where = ", ".join(first.place(row=False))
    return (
        f"{where + ': ' if where else ''}{rows:,} rows like this; first: row {first.row}, {first.message()}"
    )


def _bounded(lines: list[str]) -> list[str]:
    kept: list[str] = []
    left = LONGEST
    for line in lines[:MOST_PROBLEMS]:
        left -= len(line)
        if left < 0 and kept:
            break
        kept.append(line)
    more = len(lines) - len(kept)
    return [*kept, f"… and {more:,} more of other kinds"] if more else kept

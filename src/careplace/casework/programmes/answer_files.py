"""A CSV file of answers to a question, an answer a row, counted by option and by the groups that its columns name."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_ROWS = 5
"""Rows that a message names."""


class AnswersRefused(ValueError):
    """A file of answers that is not read; the message says what was found, and where."""


@dataclass(frozen=True)
class Answers:
    """Answers by option, and [labels, answers by option] of each group; no group where no column names one."""

    counts: list[int]
    groups: list[list[list]]


def answers_from(name: str, data: bytes, scale: Sequence[str], columns: Sequence[str] = ()) -> Answers:
    """The answers of a file with one a row in its last column, below a heading. Case is ignored.

    Args:
        columns: the headings of the columns that say which group a person belongs to. Other columns are not read.

    Raises:
        AnswersRefused: with the first rows whose answer is none of the options, or the headings where a column is not there.
    """
    heading, *rows = _rows(name, data)
    places = [_place(name, heading, column) for column in columns]
    options = {option.casefold(): position for position, option in enumerate(scale)}
    answers = [(number, row) for number, row in enumerate(rows, start=2) if any(row)]
    _check(name, answers, scale)
    counted = Counter((_labels(row, places), options[row[-1].strip().casefold()]) for _number, row in answers)
    return Answers(_sums(counted, len(scale)), _by_group(counted, len(scale)) if columns else [])


def _rows(name: str, data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise AnswersRefused(f"{name} is no CSV file in UTF-8: {error}") from error


def _place(name: str, heading: Sequence[str], column: str) -> int:
    headings = [cell.strip().casefold() for cell in heading[:-1]]
    if headings.count(column.casefold()) != 1:
        expected = f"one column “{column}” before the answers"
        raise AnswersRefused(f"{name}, row 1: expected {expected}; found {', '.join(heading[:-1]) or 'none'}")
    return headings.index(column.casefold())


def _check(name: str, answers: Iterable[tuple[int, list[str]]], scale: Sequence[str]) -> None:
    options = {option.casefold() for option in scale}
    wrong = [
        f"row {number}: “{row[-1].strip()}”"
        for number, row in answers
        if row[-1].strip().casefold() not in options
    ]
    if wrong:
        more = f" and {len(wrong) - MOST_ROWS} more" if len(wrong) > MOST_ROWS else ""
        raise AnswersRefused(
            f"{name}: expected one of {', '.join(scale)}; found {'; '.join(wrong[:MOST_ROWS])}{more}"
        )


def _labels(row: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
    """The labels of a row's group; a row that is too short has none there."""
    return tuple(" ".join(row[place].split()) if place < len(row) - 1 else "" for place in places)


def _sums(counted: Counter[tuple[tuple[str, ...], int]], options: int) -> list[int]:
    return [sum(n for (_labels, option), n in counted.items() if option == k) for k in range(options)]


def _by_group(counted: Counter[tuple[tuple[str, ...], int]], options: int) -> list[list[list]]:
    """Groups in the order of their labels. Labels that differ by case alone are one group, by the first of them."""
    groups: dict[tuple[str, ...], tuple[list[str], list[int]]] = {}
    for (labels, option), n in sorted(counted.items()):
        key = tuple(label.casefold() for label in labels)
        _, counts = groups.setdefault(key, (list(labels), [0] * options))
        counts[option] += n
    return [[labels, counts] for labels, counts in groups.values()]

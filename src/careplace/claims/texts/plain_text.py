"""Plain text and Markdown. Marks of emphasis and addresses become spaces, so that every column stays where it was."""

import re
from collections.abc import Iterator
from itertools import groupby

from careplace.claims.texts.passages import Passage, Position, Role, Table

_ITEM = re.compile(r"^\s*(?:[-*+•◦▪]|\d{1,2}[.)])\s+(?=\S)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:-]*-{2,}[\s|:-]*$")
_HIDDEN = re.compile(
    r"[*`]+|(?<!\w)_+|_{1,3}(?!\w)|\]\([^)\s]{0,2000}\)|\[(?=[^\[\]]{0,300}\]\()|https?://\S+"
)


def parts(text: str) -> Iterator[Passage | Table]:
    """Passages and tables of the text, in order."""
    lines = list(enumerate(text.split("\n"), start=1))
    for table, run in groupby(lines, key=lambda line: bool(_ROW.match(line[1]))):
        run_lines = list(run)
        yield from [_table(run_lines)] if table else _passages(run_lines)


def _passages(lines: list[tuple[int, str]]) -> Iterator[Passage]:
    block: list[tuple[int, int, str]] = []
    role = Role.PARAGRAPH
    for number, line in lines:
        starts = _HEADING.match(line) or _ITEM.match(line)
        if block and (starts or not line.strip() or role is Role.HEADING):
            yield _passage(block, role)
            block = []
        if not line.strip():
            continue
        if not block:
            role = Role.HEADING if _HEADING.match(line) else Role.ITEM if starts else Role.PARAGRAPH
        begin = starts.end() if starts else len(line) - len(line.lstrip())
        block.append((number, begin, line))
    if block:
        yield _passage(block, role)


def _passage(lines: list[tuple[int, int, str]], role: Role) -> Passage:
    words, marks, length = [], [], 0
    for number, begin, line in lines:
        marks.append((length, Position(number, begin + 1)))
        words.append(_plain(line[begin:]))
        length += len(words[-1]) + 1
    return Passage(" ".join(words), role, tuple(marks))


def _table(lines: list[tuple[int, str]]) -> Table:
    return Table(tuple(tuple(_cells(number, line)) for number, line in lines if not _RULE.match(line)))


def _cells(number: int, line: str) -> Iterator[Passage]:
    for match in re.finditer(r"(?<=\|)[^|]*(?=\|)", _plain(line)):
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        yield Passage(match[0].strip(), Role.CELL, ((0, Position(number, begin + 1)),))


def _plain(line: str) -> str:
    return _HIDDEN.sub(lambda match: " " * len(match[0]), line)

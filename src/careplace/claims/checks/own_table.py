"""Sentences checked against the text's own tables, where a row and a column are named by their words."""

import re
from collections.abc import Iterator

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.grids import Grid
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence
from careplace.ratings.scale import LEVELS

MOST_ROWS = 200
"""Rows of a table whose labels are looked for in sentences; beyond that it is data, and no table of a text."""

_ELSEWHERE = re.compile(
    r"(?i)\b(?:compared|than|previous|last\s+year|target|average|national(?:ly)?|England|rose|fell|increas\w+|decreas\w+|change\w*|from|if|not)\b"
)
_COMMON = {
    "number",
    "total",
    "people",
    "percentage",
    "share",
    "proportion",
    "rate",
    "over",
    "with",
    "rated",
    "services",
    "count",
}
_WORD = re.compile(r"[a-z]{4,}")


def against_tables(sentences: list[Sentence], grids: list[Grid]) -> Iterator[Finding]:
    """Numbers of sentences that differ from the cell that their words name, where a text has one table alone.

    With several, of sectors or of years, rows and columns are called alike, and it is not clear which is meant.
    """
    if len(grids) != 1 or len(grids[0].rows) > MOST_ROWS:
        return
    for sentence in sentences:
        numbers = [
            t
            for t in tokens(sentence.text)
            if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT)
        ]
        if len(numbers) == 1 and numbers[0].bound is Bound.EXACT and not _ELSEWHERE.search(sentence.text):
            yield from _compare_with_cell(sentence, numbers[0], grids[0])


def _compare_with_cell(sentence: Sentence, number: Token, grid: Grid) -> Iterator[Finding]:
    columns = (
        grid.percents if number.kind is Kind.PERCENT else grid.numbers if number.kind is Kind.NUMBER else []
    )
    row, column = _row(sentence, grid), _column(sentence, grid, columns)
    if row is None or column is None or (cell := grid.cells[column][row]) is None:
        return
    if row in grid.totals or _same_value(cell, number) or _elsewhere(grid, number, row, column):
        return
    says = f"the table has {cell.text} for {grid.label(row)}"
    quote, where = sentence.quote(number.start, number.end), sentence.position(number.start)
    # The sentence may be of some of what the row counts, in words that no column has.
    check = Check.SHARE if cell.kind is Kind.PERCENT else Check.BASE
    yield Finding(check, Grade.MISLEADING, quote, where, says)


def _same_value(cell: Token, number: Token) -> bool:
    return abs(cell.value - number.value) <= cell.half * (
        cell.places > 0 or cell.kind is Kind.PERCENT
    ) + number.half * (number.kind is Kind.PERCENT)


def _elsewhere(grid: Grid, number: Token, row: int, column: int) -> bool:
    """Whether the number stands elsewhere in the row or the column: then its words name that cell less plainly."""
    row_and_column = [grid.cells[j][row] for j in grid.cells] + grid.cells[column]
    return any(
        cell is not None and cell.kind is number.kind and _same_value(cell, number) for cell in row_and_column
    )


def _row(sentence: Sentence, grid: Grid) -> int | None:
    """The one row whose label the sentence has; the rating that it speaks of, where rows are ratings."""
    text = sentence.text.lower()
    labels = [grid.label(i).lower() for i in range(len(grid.rows))]
    if len(set(labels)) < len(labels):
        return None
    matches = [
        i
        for i, label in enumerate(labels)
        if len(label) > 2 and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text)
    ]
    levels = {t.levels for t in tokens(sentence.text) if t.kind is Kind.RATING}
    if (
        len(levels) == 1
        and len(level := levels.pop()) == 1
        and {name.lower() for name in LEVELS} & set(labels)
    ):
        matches = [i for i, label in enumerate(labels) if label == level[0].lower()]
    dates = [t.text.lower() for t in tokens(sentence.text) if t.kind is Kind.DATE]
    return matches[0] if len(matches) == 1 and all(date in labels[matches[0]] for date in dates) else None


def _column(sentence: Sentence, grid: Grid, columns: list[int]) -> int | None:
    """The one column whose words the sentence has, the most of them."""
    text = sentence.text.lower()
    scores = {j: _words(grid.head[j].text) for j in columns}
    matches = [j for j, words in scores.items() if words and all(word in text for word in words)]
    best = max((len(scores[j]) for j in matches), default=0)
    matches = [j for j in matches if len(scores[j]) == best]
    return matches[0] if len(matches) == 1 else None


def _words(title: str) -> set[str]:
    return {word for word in _WORD.findall(title.lower()) if word not in _COMMON}

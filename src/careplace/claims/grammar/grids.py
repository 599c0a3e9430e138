"""A table as numbers: which columns hold counts, shares or labels, and which row is the total."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Passage, Table, folded

MOST_COLUMNS = 12
"""Columns of numbers in a table that is calculated with; relations between them are tried pair by pair."""

MOST_CELLS = 20_000
"""Cells of a table that is calculated with; more is data, and no table of a text."""

_SHARES = re.compile(r"(?i)%|\bper\s?cent|\bpercentage\b(?!\s+points?)|\bshare\b|\bproportion\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOTAL = re.compile(r"(?i)^\W*(?:grand\s+|overall\s+)?(?:totals?|all|overall|sum)\b")


@dataclass(frozen=True)
class Grid:
    """The rows under a head. `cells[j]` are the tokens of column j, None where a cell is no plain number."""

    head: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...]

    @cached_property
    def cells(self) -> dict[int, list[Token | None]]:
        return {j: [_cell(row[j], self.shares(j)) for row in self.rows] for j in range(1, len(self.head))}

    @cached_property
    def numbers(self) -> list[int]:
        """Columns of numbers, most of whose cells are."""
        return [j for j in self.cells if self._kind(j) is Kind.NUMBER][:MOST_COLUMNS]

    @cached_property
    def percents(self) -> list[int]:
        return [j for j in self.cells if self._kind(j) is Kind.PERCENT][:MOST_COLUMNS]

    def _kind(self, j: int) -> Kind | None:
        kinds = [token.kind for token in self.cells[j] if token]
        return kinds[0] if kinds and len(set(kinds)) == 1 and 2 * len(kinds) > len(self.rows) else None

    def shares(self, j: int) -> bool:
        return bool(_SHARES.search(self.head[j].text))

    def label(self, i: int) -> str:
        return folded(self.rows[i][0].text)

    @cached_property
    def totals(self) -> list[int]:
        """Rows that are totals by their label."""
        return [i for i in range(len(self.rows)) if _TOTAL.match(self.label(i))]

    def quote(self, i: int, *columns: int) -> str:
        """A row's label and the cells of some of its columns."""
        return " … ".join([self.label(i), *(folded(self.rows[i][j].text) for j in columns)])


def grid(table: Table) -> Grid | None:
    """The table as numbers, without rows of another width; None where it has no head, or is too large."""
    if len(table.rows) < 2 or any(
        _cell(cell, False) and not _YEAR.fullmatch(cell.text.strip()) for cell in table.rows[0][1:]
    ):
        return None
    head = table.rows[0]
    rows = tuple(row for row in table.rows[1:] if len(row) == len(head))
    return Grid(head, rows) if 2 <= len(head) <= 40 and 0 < len(rows) * len(head) <= MOST_CELLS else None


def is_total(title: str) -> bool:
    return bool(_TOTAL.match(title))


def grids(tables: list[Table]) -> Iterator[Grid]:
    return (numeric for table in tables if (numeric := grid(table)))


def _cell(cell: Passage, share: bool) -> Token | None:
    text = cell.text.strip()
    cell_tokens = tokens(text) if len(text) < 30 else ()
    if len(cell_tokens) != 1 or cell_tokens[0].text != text:
        return None
    token = cell_tokens[0]
    if token.kind is Kind.DATE and _YEAR.fullmatch(text):
        token = replace(token, kind=Kind.NUMBER, value=type(token.value)(text))
    if token.kind is Kind.NUMBER and not text[0].isalpha():
        return replace(token, kind=Kind.PERCENT, text=f"{text}%") if share else token
    return token if token.kind is Kind.PERCENT else None

"""The shape of one sheet of the workbook, before any spreadsheet is made of it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A heading, the kind of its values, and its width in characters.

    Kinds are text, count, share, points, years, number, date, and name: of a figure, kept on one line.
    """

    heading: str
    kind: str = "text"
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """One table. A value is text, a number, a date or None; `notes` are keys of the workbook's notes."""

    label: str
    title: str
    columns: tuple[Column, ...]
    rows: list[list[Any]]
    notes: tuple[str, ...] = ()


NAME = Column("Name of the figure", "name", 40)

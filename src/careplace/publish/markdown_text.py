"""Blocks of a page as Markdown, the form that goes into other documents."""

import re
from collections.abc import Iterable

from careplace.publish.blocks import Grid, Text

_MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "p": "", "li": "- "}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def to_markdown(blocks: Iterable[Text | Grid]) -> str:
    """The blocks as Markdown: a blank line between them, none between items of a list."""
    lines: list[str] = []
    previous = ""
    for block in blocks:
        kind = block.kind if isinstance(block, Text) else "table"
        lines += [""] if lines and not kind == previous == "li" else []
        lines += [_MARKS[kind] + escaped(block.text)] if isinstance(block, Text) else _table(block)
        previous = kind
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text in which no letter is taken for a mark of Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def _table(grid: Grid) -> list[str]:
    rows = [_row(grid.head), _row("---" for _ in grid.head), *(_row(map(escaped, row)) for row in grid.rows)]
    return [*([escaped(grid.caption), ""] if grid.caption else []), *rows]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

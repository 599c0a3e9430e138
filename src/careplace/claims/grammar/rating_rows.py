"""Ratings mixes along the rows of a table whose columns are the ratings, as in "2023 | 408 (3.9%) | 8,137 (78.6%) | …"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from careplace.claims.grammar.distributions import (
    BEDS,
    CONTEXT,
    TOTAL,
    UNRATED,
    Distribution,
    Part,
    Total,
    mix_of,
)
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Document, Passage, Table, folded

_LEVEL = re.compile(
    r"(?i)^(?:rated\s+)?(?P<level>outstanding|good|requir(?:es?|ed|ing)[ -]improvement|inadequate)"
    r"(?:\s+(?:n|no\.?|number|count|share|rating|services|homes|locations|providers))?$"
)
_MARKS = re.compile(
    r"[%()#:*]|\bper\s?cent(?:age)?\b|^\s*(?:no\.?|number|share|proportion)(?:\s+of|\s+rated)?\s"
)
_SHARES = re.compile(r"(?i)%|\bper\s?cent|\bpercentage\b|\bshare\b|\bproportion\b")
_PAIR = re.compile(r"\s*[(/]\s*")


def mixes_of_rows(document: Document) -> Iterator[Distribution]:
    """One mix for each row of every table that has three levels or four in its head."""
    before = ""
    for part in document.parts:
        if isinstance(part, Passage):
            before = part.text[-CONTEXT:]
        else:
            yield from _of_table(part, f"{before} {part.caption[:CONTEXT]}")


def _of_table(table: Table, context: str) -> Iterator[Distribution]:
    for n, head in enumerate(table.rows[:3]):
        roles = [_role(cell.text) for cell in head]
        if len({role for role in roles if role in _ORDER}) >= 3:
            width = len(head)
            rows = (row for row in table.rows[n + 1 :] if len(row) == width)
            yield from (mix for row in rows if (mix := _of_row(head, roles, row, context)))
            return


_ORDER = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def _role(title: str) -> str:
    """What a column holds: a level, "unrated", "total", "beds" or ""."""
    if BEDS.search(title):
        return "beds"
    match = _LEVEL.match(" ".join(_MARKS.sub(" ", title.lower()).split()))
    if match:
        word = match["level"].replace("-", " ")
        return _ORDER[2] if word.startswith("requir") else word.capitalize()
    return "unrated" if UNRATED.match(title) else "total" if TOTAL.match(title) else ""


def _of_row(head, roles: list[str], row: tuple[Passage, ...], context: str) -> Distribution | None:
    cells = [_cell(cell, bool(_SHARES.search(title.text))) for cell, title in zip(row, head, strict=True)]
    parts, unrated, total = {}, [], None
    for level in _ORDER:
        columns = [j for j, role in enumerate(roles) if role == level]
        if not columns:
            continue
        counts = [cells[j][0] for j in columns if cells[j][0]]
        shares = [cells[j][1] for j in columns if cells[j][1]]
        if len(counts) > 1 or len(shares) > 1 or not counts + shares:
            return None
        cell_text = " ".join(folded(row[j].text) for j in columns)
        quote = f"{folded(row[0].text)} … {level} {cell_text}" if roles[0] == "" else f"{level} {cell_text}"
        parts[level] = Part(
            level, (counts or [None])[0], (shares or [None])[0], quote, row[columns[-1]].position(0)
        )
    for j, role in enumerate(roles):
        count, share = cells[j]
        if role == "unrated":
            unrated.append(([count] if count else [], [share] if share else []))
        elif role == "total" and count and total is None:
            quote = folded(f"{row[0].text} {row[j].text}")
            total = Total(count.value, quote, row[j].position(0), "rated" in head[j].text.lower())
    label = row[0].text if roles[0] == "" else ""
    return _consistent(mix_of(parts, unrated, total, f"{label} {context}", _period(label)))


def _consistent(mix: Distribution | None) -> Distribution | None:
    """A row in which some levels have counts and some have shares alone is not one mix."""
    if mix is None or len({part.count is None for part in mix.parts}) > 1:
        return None
    return mix


def _period(label: str):
    periods = {token.period for token in tokens(label) if token.kind is Kind.DATE and token.period}
    return periods.pop() if len(periods) == 1 else None


def _cell(cell: Passage, shares: bool) -> tuple[Token | None, Token | None]:
    """The count and the share of a cell; a bare number is a share where the head of its column says so."""
    text = cell.text.strip()
    cell_tokens = tokens(text)
    kinds = tuple(token.kind for token in cell_tokens)
    if kinds == (Kind.NUMBER,) and cell_tokens[0].text == text:
        share = replace(cell_tokens[0], kind=Kind.PERCENT, text=f"{text}%")
        return (None, share) if shares else (cell_tokens[0], None)
    if kinds == (Kind.PERCENT,) and cell_tokens[0].text == text:
        return None, cell_tokens[0]
    if kinds == (Kind.NUMBER, Kind.PERCENT) and _PAIR.fullmatch(
        text[cell_tokens[0].end : cell_tokens[1].start]
    ):
        return cell_tokens[0], cell_tokens[1]
    return None, None

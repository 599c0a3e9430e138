"""A table checked against itself: shares against their counts, changes against both years, totals against their parts.

Nothing says what a column is of. A relation counts when it fits most rows, which chance does not do; the rows that it
does not fit are then at fault.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.mixes import not_the_share
from careplace.claims.checks.rounding import fits, rounded
from careplace.claims.grammar.grids import Grid, is_total
from careplace.claims.grammar.tokens import Token
from careplace.ratings.scale import LEVELS

_SAMPLE = 12
_LEAST_FITS = 2
"""Rows that bear a relation out; one more in a table of many columns, where two rows may fit some pair by chance."""

_ABOUT = 12
"""Points that shares may be away from 100% in all with one of them at fault."""

_NOT_A_SUM = re.compile(
    r"(?i)\bof\s+which\b|\bof\s+whom\b|\bincluding\b|\baverage\b|\bmean\b|\bmedian\b|\bEngland\b|\btarget\b|\bregion"
)
_CHANGE = re.compile(r"(?i)\bchange\b|\bdifference\b|\bincrease\b|\bdecrease\b|\bgrowth\b|\+/[-−]")


@dataclass(frozen=True)
class Relation:
    """How a column comes from two others: `holds(a, b, printed)` and `value(a, b)` in the unit of the column."""

    name: str
    holds: Callable[[Token, Token, Token], bool]
    value: Callable[[Decimal, Decimal], Decimal]


def _is_share(a: Token, b: Token, printed: Token) -> bool:
    return b.value > 0 and fits(a.value, b.value, printed)


def _is_change(a: Token, b: Token, printed: Token) -> bool:
    return abs(a.value - b.value - printed.value) <= a.half + b.half + printed.half - Decimal("0.5") * (
        a.places == b.places == 0
    )


def _is_relative(a: Token, b: Token, printed: Token) -> bool:
    return b.value > 0 and abs(100 * (a.value - b.value) / b.value - printed.value) <= printed.half


SHARE = Relation("share", _is_share, lambda a, b: 100 * a / b)
CHANGE = Relation("change", _is_change, lambda a, b: a - b)
RELATIVE = Relation("change in percent", _is_relative, lambda a, b: 100 * (a - b) / b)


def in_grid(grid: Grid) -> Iterator[Finding]:
    """Faults in the arithmetic of one table."""
    for column in grid.percents:
        relations = (RELATIVE,) if _CHANGE.search(grid.head[column].text) else (SHARE,)
        yield from _related(grid, column, relations)
        yield from _of_total(grid, column)
    for column in grid.numbers:
        if _CHANGE.search(grid.head[column].text):
            yield from _related(grid, column, (CHANGE,))
    yield from _total_rows(grid)
    yield from _total_columns(grid)


def _related(grid: Grid, column: int, relations: tuple[Relation, ...]) -> Iterator[Finding]:
    """Rows in which a column does not come from the two that it comes from in most rows."""
    sources = [j for j in grid.numbers if j != column and not _CHANGE.search(grid.head[j].text)]
    tried = [(a, b, relation) for relation in relations for a, b in permutations(sources, 2)]
    if not tried or _shares_of_all(grid, column):
        return
    a, b, relation = max(
        tried, key=lambda candidate: _borne_out(grid, column, candidate, range(min(_SAMPLE, len(grid.rows))))
    )
    rows = range(len(grid.rows))
    wrong = [i for i in rows if _holds(grid, i, column, a, b, relation) is False]
    right = _borne_out(grid, column, (a, b, relation), rows)
    declared = len(sources) == 2 and _declared(grid, column, a)
    least = _LEAST_FITS if len(sources) == 2 else _LEAST_FITS + 1
    enough = (right >= least and right >= 2 * len(wrong)) or (declared and right >= 1 and len(wrong) <= right)
    for i in wrong if enough else ():
        if not _NOT_A_SUM.search(grid.label(i)):
            yield _finding(grid, i, column, a, b, relation)


def _borne_out(grid: Grid, column: int, relation: tuple[int, int, Relation], rows: range) -> int:
    """How many values bear a relation out. A repeated one counts once, and 0% or 100% not at all: they come of any pair."""
    a, b, how = relation
    supporting = [grid.cells[column][i] for i in rows if _holds(grid, i, column, a, b, how)]
    values = {token.value for token in supporting if token}
    return len({value for value in values if how is not SHARE or 0 < value < 100})


def _shares_of_all(grid: Grid, column: int) -> bool:
    """Whether a column may be of shares of a total: they come to about 100%, and no row's counts make them."""
    shares = _all(grid.cells[column][i] for i in range(len(grid.rows)) if i not in grid.totals)
    return bool(shares) and abs(_total(shares) - 100) <= _ABOUT


def _all(cells: Iterable[Token | None]) -> list[Token]:
    """The numbers of some cells; none at all where one of the cells is no number."""
    found = list(cells)
    numbers = [token for token in found if token is not None]
    return numbers if len(numbers) == len(found) else []


def _total(numbers: Iterable[Token]) -> Decimal:
    return sum((number.value for number in numbers), Decimal(0))


def _of_total(grid: Grid, column: int) -> Iterator[Finding]:
    """A column of shares next to one of counts, of all that the counts come to: "Number | %" with or without a total."""
    parts = [i for i in range(len(grid.rows)) if i not in grid.totals]
    shares = _all(grid.cells[column][i] for i in parts)
    if (
        _rated(grid)
        or len(parts) < 3
        or not shares
        or any(_NOT_A_SUM.search(grid.label(i)) for i in parts)
        or len(grid.totals) > 1
    ):
        return
    if not _shares_of_all(grid, column) or column - 1 not in grid.numbers:
        return
    counts = _all(grid.cells[column - 1][i] for i in parts)
    if not (base := _total(counts)):
        return
    wrong = [
        n
        for n, (count, share) in enumerate(zip(counts, shares, strict=True))
        if not fits(count.value, base, share)
    ]
    for n in wrong if len(parts) - len(wrong) >= max(_LEAST_FITS, len(wrong)) else ():
        i = parts[n]
        quote, where = grid.quote(i, column - 1, column), grid.rows[i][column].position(0)
        yield not_the_share(quote, where, counts[n].value, base, shares[n])


def _holds(grid: Grid, i: int, column: int, a: int, b: int, relation: Relation) -> bool | None:
    printed, first, second = (grid.cells[j][i] for j in (column, a, b))
    if printed is None or first is None or second is None or second.value <= 0:
        return None
    return relation.holds(first, second, printed)


def _declared(grid: Grid, column: int, a: int) -> bool:
    """Whether the head says what the share is of: "% reviewed" next to "Reviewed"."""
    bare = re.sub(
        r"(?i)%|per\s?cent|percentage|share|proportion|\bof\b|\brated\b|[()]", " ", grid.head[column].text
    )
    words, counted = (
        set(bare.lower().split()),
        set(re.sub(r"(?i)\b(?:number|no\.?|rated|of)\b", " ", grid.head[a].text).lower().split()),
    )
    return bool(words) and words == counted


def _finding(grid: Grid, i: int, column: int, a: int, b: int, relation: Relation) -> Finding:
    printed, first, second = _all(grid.cells[j][i] for j in (column, a, b))
    true = rounded(relation.value(first.value, second.value), printed.places)
    unit = "" if relation is CHANGE else "%"
    heads = f"“{_title(grid, a)}” and “{_title(grid, b)}”"
    pattern = f"in the other rows this is the {relation.name} of {heads}"
    says = f"{first.text} and {second.text} make {true}{unit}, not {printed.text}: {pattern}"
    kind = Check.SHARE if relation is SHARE else Check.DIFFERENCE
    return Finding(kind, Grade.WRONG, grid.quote(i, column), grid.rows[i][column].position(0), says)


def _title(grid: Grid, j: int) -> str:
    return " ".join(grid.head[j].text.split())[:60]


def _rated(grid: Grid) -> bool:
    """Whether the rows are the ratings: those `mixes` reads."""
    return bool({level.lower() for level in LEVELS} & {grid.label(i).lower() for i in range(len(grid.rows))})


def _total_rows(grid: Grid) -> Iterator[Finding]:
    """A last row that is the total, and is not."""
    last = len(grid.rows) - 1
    if (
        grid.totals != [last]
        or last < 2
        or _rated(grid)
        or any(_NOT_A_SUM.search(grid.label(i)) for i in range(last + 1))
    ):
        return
    sums = {j: _sum(grid.cells[j]) for j in grid.numbers}
    right = [j for j, column_sum in sums.items() if column_sum and column_sum[0] == column_sum[1].value]
    for j, column_sum in sums.items():
        if column_sum is None or column_sum[0] == column_sum[1].value or _CHANGE.search(grid.head[j].text):
            continue
        true, total, slack = column_sum
        near = abs(true - total.value) <= max(total.value / 10, Decimal(1))
        if abs(true - total.value) > slack and (right or near):
            says = f"the {last} rows above sum to {true:,}, not {total.text}"
            grade = Grade.WRONG if right else Grade.MISLEADING
            yield Finding(Check.SUM, grade, grid.quote(last, j), grid.rows[last][j].position(0), says)


def _sum(cells: list[Token | None]) -> tuple[Decimal, Token, Decimal] | None:
    """(sum of all but the last, the last, how far rounding may part them); None where a cell is no number."""
    if not (numbers := _all(cells)):
        return None
    step = next((step for step in (1000, 100, 10, 5) if all(n.value % step == 0 for n in numbers)), 1)
    halves = sum((number.half for number in numbers if number.places), Decimal(0))
    slack = Decimal(step) / 2 * len(numbers) if step > 1 else halves
    return _total(numbers[:-1]), numbers[-1], slack


def _total_columns(grid: Grid) -> Iterator[Finding]:
    """A column of totals: in most rows the sum of all the other numbers of the row."""
    columns = [j for j in grid.numbers if is_total(grid.head[j].text)]
    parts = [j for j in grid.numbers if j not in columns]
    if len(columns) != 1 or len(parts) < 2:
        return
    (column,) = columns
    complete = {i: row for i in range(len(grid.rows)) if (row := _across(grid, i, column, parts))}
    wrong = {i: (true, printed) for i, (true, printed) in complete.items() if true != printed.value}
    if len(complete) - len(wrong) < max(_LEAST_FITS, 2 * len(wrong)):
        return
    for i, (true, printed) in wrong.items():
        says = f"the row's other numbers sum to {true:,}, not {printed.text}"
        yield Finding(Check.SUM, Grade.WRONG, grid.quote(i, column), grid.rows[i][column].position(0), says)


def _across(grid: Grid, i: int, column: int, parts: list[int]) -> tuple[Decimal, Token] | None:
    """What the parts of a row sum to, and its printed total; None where a cell is no number."""
    numbers = _all(grid.cells[j][i] for j in (column, *parts))
    return (_total(numbers[1:]), numbers[0]) if numbers else None

"""A list of levels each so far above or below an average: what the average's own shares would have to be."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import signed
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Document, Passage, Role
from careplace.ratings.scale import LEVELS

_GAP = re.compile(
    r"""(?ix)\b(?:
        (?P<n>\d+(?:\.\d+)?)(?P<percent>%|\s+per\s?cent\b)?(?:(?:\s+percentage)?\s+points|\s?pp)?
        \s+(?P<way>above|below|higher\s+than|lower\s+than)
      | (?P<same>the\s+same\s+as|equal\s+to|in\s+line\s+with))
    \s+(?P<who>(?:the\s+)?(?:national|regional)\s+averages?|England|the\s+average)"""
)
_GapsByLevel = dict[str, tuple[Passage, re.Match, Token]]


def gaps(document: Document) -> Iterator[Finding]:
    """Faults in such a list: percent for percentage points, and an average whose shares do not sum to 100%."""
    by_level = _gaps_by_level(document)
    for passage, match, _share in by_level.values():
        if match["percent"] and "point" not in match[0].lower():
            says = (
                f"the difference of two percentages is in percentage points: {match['n']} percentage points"
            )
            yield Finding(Check.UNIT, Grade.WRONG, match[0], passage.position(match.start()), says)
    if len(by_level) >= len(LEVELS) - 1:
        yield from _implied(by_level)


def _gaps_by_level(document: Document) -> _GapsByLevel:
    by_level: _GapsByLevel = {}
    for passage, start, end in _clauses(document):
        if not (match := _GAP.search(passage.text, start, end)):
            continue
        clause_tokens = [t for t in tokens(passage.text) if start <= t.start < end]
        levels = [t.levels for t in clause_tokens if t.kind is Kind.RATING]
        shares = [t for t in clause_tokens if t.kind is Kind.PERCENT and t.end <= match.start()]
        if len(levels) == 1 and len(levels[0]) == 1 and shares:
            by_level[levels[0][0]] = (passage, match, shares[0])
    return by_level


def _clauses(document: Document) -> Iterator[tuple[Passage, int, int]]:
    """Items of lists, and what semicolons part in a passage."""
    for passage in document.passages:
        ends = [0, *(match.end() for match in re.finditer(";", passage.text)), len(passage.text)]
        if passage.role is Role.ITEM or 4 <= len(ends) <= 20:
            yield from ((passage, i, j) for i, j in pairwise(ends))


def _implied(by_level: _GapsByLevel) -> Iterator[Finding]:
    """With four levels the average's shares must sum to 100%. With three, the fourth must differ by what they lack."""
    average_shares = {
        level: share.value - _gap(match) for level, (_passage, match, share) in by_level.items()
    }
    total = sum(average_shares.values(), Decimal(0))
    own_total = sum((share.value for _passage, _match, share in by_level.values()), Decimal(0))
    absent = next((level for level in LEVELS if level not in by_level), "")
    if abs((own_total if absent else 100) - total) <= len(by_level):
        return
    says = f"the shares of {_average_name(by_level)}, so calculated, sum to {total}%"
    if absent:
        gap = signed(own_total - total)
        says += f", so {absent} would be {100 - total}% there, {gap} points from here, and that is not said"
    working = " + ".join(f"{level} {value}" for level, value in average_shares.items()) + f" = {total}"
    passage, match, _share = next(iter(by_level.values()))
    grade = Grade.MISLEADING if absent else Grade.WRONG
    yield Finding(Check.SUM, grade, match["who"], passage.position(match.start()), says, working)


def _average_name(by_level: _GapsByLevel) -> str:
    return next(iter(by_level.values()))[1]["who"]


def _gap(match: re.Match) -> Decimal:
    if match["same"]:
        return Decimal(0)
    return Decimal(match["n"]) * (1 if match["way"].lower().startswith(("above", "higher")) else -1)

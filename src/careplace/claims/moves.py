"""Two numbers and the way between them, with the words for direction, size and difference that belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careplace.claims.passages import Sentence
from careplace.claims.tokens import Bound, Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class Move:
    """Two numbers and the way between them, as in "fell from 85 to 70, a reduction of 15 (18%)"."""

    before: Token
    after: Token
    direction: Token | None
    magnitude: Token | None
    by: tuple[Token, ...]
    times: re.Match | None


_CLAUSE = re.compile(r";|,?\s+(?:while|whereas|whilst|but)\s|\.\s")

_NEGATED = re.compile(
    r"(?i)\b(?:not|n't|never|no|without|neither|nor|if|whether|(?<!continue\s)(?<!continues\s)(?<!continued\s)to|should|would|could|may|will|can)\s+(?:an?\s+|any\s+|have\s+|be\s+)?$"
)
_TO = re.compile(r"(?i)[^.;:()]{0,60}\bto\s+(?:just\s+|only\s+|over\s+|about\s+)?")
_FROM = re.compile(r"(?i)\bfrom\s+(?:just\s+|only\s+|over\s+|about\s+)?$")
_BACK = re.compile(r"(?i)\b(?:up|down)\s+from\s+$|\b(?:to|at)\s+[\d.,%]+\s+from\s+$")
_AN = re.compile(r"(?i)\s+(?:increase|rise|reduction|fall|drop|decrease|decline)\b(?!\s+(?:in|of|on)\b)")
_BY = re.compile(
    r"(?i)(?:\bby|\b(?:increase|rise|reduction|fall|drop|decrease|decline|growth|change)\s+of|\bup|\bdown)\s+(?:only\s+|just\s+)?$"
)
_TIMES = re.compile(
    r"(?i)\b(?:(?P<over>more\s+than|over)\s+)?(?P<word>doubled|halved|trebled|tripled|quadrupled)\b"
)


def moves(sentence: Sentence) -> Iterator[Move]:
    """Every "from A to B" of numbers in one unit, with the words and the difference that belong to it."""
    text, found = sentence.text, tokens(sentence.text)
    pairs = list(_pairs(text, found))
    for pair in pairs:
        start, end = _clause(text, *pair)
        inside = [t for t in found if start <= t.start < end]
        # With two pairs in one clause, nobody can tell which of them a difference belongs to.
        alone = sum(start <= t.start < end for t, _after in pairs) == 1
        by = tuple(t for t in _deltas(text, inside) if t not in pair) if alone else ()
        direction = _nearest([t for t in inside if t.kind is Kind.DIRECTION and not negated(text, t)], pair)
        size = magnitude_of(text, inside, direction)
        yield Move(*pair, direction, size, by, _TIMES.search(text, start, end) if alone else None)


def _pairs(text: str, found: tuple[Token, ...]) -> Iterator[tuple[Token, Token]]:
    """(before, after) for each pair of numbers in one unit, whichever of them is written first."""
    exact = [t for t in found if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS)]
    for i, second in enumerate(exact):
        first = exact[i - 1] if i else None
        # "120 beds in 5 homes, up from 110": of two numbers before it, nobody can tell which is meant.
        alike = [t for t in exact[:i] if t.kind is second.kind]
        if first and _same(first, second) and _forward(text, first, second):
            yield first, second
        elif len(alike) == 1 and _same(alike[0], second) and _backward(text, alike[0], second):
            yield second, alike[0]


def _forward(text: str, first: Token, second: Token) -> bool:
    return bool(_FROM.search(text[: first.start]) and _TO.fullmatch(text[first.end : second.start]))


def _backward(text: str, first: Token, second: Token) -> bool:
    return bool(_BACK.search(text[: second.start])) and not re.search(r"[.;]", text[first.end : second.start])


def _same(first: Token, second: Token) -> bool:
    exact = first.bound is second.bound is Bound.EXACT
    return exact and first.kind is second.kind and first.kind is not Kind.POINTS


def _clause(text: str, first: Token, second: Token) -> tuple[int, int]:
    """The clause round a pair: no further than a word that turns to something else."""
    left, right = sorted((first.start, second.start))
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= left), min(cut for cut in cuts if cut >= right)


def _nearest(directions: list[Token], pair: tuple[Token, Token]) -> Token | None:
    """The direction that a pair belongs to: the last word before its "from"."""
    before = [d for d in directions if d.start < pair[0].start]
    return before[-1] if before else directions[0] if directions else None


def _deltas(text: str, inside: list[Token]) -> Iterator[Token]:
    last = None
    for token in inside:
        if token.kind not in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS) or token.bound is not Bound.EXACT:
            continue
        beside = last is not None and re.fullmatch(r"\s*\(\s*", text[last.end : token.start])
        said = _BY.search(text[: token.start]) or (
            token.kind is not Kind.NUMBER and _AN.match(text[token.end :])
        )
        if said or (beside and token.kind is Kind.PERCENT):
            last = token
            yield token


def negated(text: str, token: Token) -> bool:
    """Whether the words before a token take it back, or speak of what may be rather than what was."""
    return bool(_NEGATED.search(text[max(0, token.start - 24) : token.start]))


def magnitude_of(text: str, inside: list[Token], direction: Token | None) -> Token | None:
    """The word of size beside a word of direction: "a slight increase", "rose by a modest", "fell sharply"."""
    if direction is None:
        return None
    for token in inside:
        if token.kind is Kind.MAGNITUDE:
            first, second = sorted((token, direction), key=lambda t: t.start)
            if re.fullmatch(r"\s+(?:\w+\s+)?", text[first.end : second.start]):
                return token
    return None

"""What a sentence states of numbers: a part of a whole, a move from one number to another, a change in ratings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from careplace.claims.passages import Sentence
from careplace.claims.tokens import Bound, Kind, Token, tokens
from careplace.ratings.scale import LEVELS


@dataclass(frozen=True, slots=True)
class PartOf:
    """A count of a whole, as in "103 of 147 (70.1%)": `share` is a PERCENT, or None where none stands beside it."""

    count: Token
    base: Token
    share: Token | None


@dataclass(frozen=True, slots=True)
class Move:
    """Two numbers and the way between them, as in "fell from 85 to 70, a reduction of 15 (18%)"."""

    before: Token
    after: Token
    direction: Token | None
    magnitude: Token | None
    by: tuple[Token, ...]
    times: re.Match | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A direction said of levels, as in "a slight increase in Good": `basis` is "count", "share", or "" where unsaid."""

    direction: Token
    magnitude: Token | None
    levels: tuple[tuple[str, ...], ...]
    basis: str
    start: int
    end: int


_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|all|these|its|those)\s+)*(?:a\s+total\s+of\s+)?|\s*/\s*")
_BASE = re.compile(r"(?i)(?:^|[,;:(]\s*)(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+)?$")
_WHOM = re.compile(r"(?i)\bof\s+(?:whom|which|these|those)\b[^,.;()\d]*$")
_OPENS = re.compile(r"[^.;()\d]{0,50}\(\s*$")
_JOINS = re.compile(r"[^.;()\d]{0,70}[(:]\s*$|,\s*$")
_CLAUSE = re.compile(r";|,?\s+(?:while|whereas|whilst|but)\s|\.\s")


def parts_of_wholes(sentence: Sentence) -> Iterator[PartOf]:
    """Every count of a whole, with its share where one stands beside it."""
    text = sentence.text
    found = [
        token for token in tokens(text) if token.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.OTHER)
    ]
    base = None
    for i, token in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if token.kind is not Kind.NUMBER:
            continue
        if after and after.kind is Kind.NUMBER and _OF.fullmatch(text[token.end : after.start]):
            yield PartOf(token, after, _share_beside(text, found, i))
        elif _BASE.search(text[: token.start]):
            base = token
        elif i and found[i - 1].kind is Kind.NUMBER and _WHOM.search(text[found[i - 1].end : token.start]):
            base = found[i - 1]
        follows = base and base is not token and after and after.kind is Kind.PERCENT
        if (
            follows
            and _OPENS.fullmatch(between := text[token.end : after.start])
            and "of" not in between.split()
        ):
            yield PartOf(token, base, after)


def _share_beside(text: str, found: list[Token], i: int) -> Token | None:
    """The share that "A of B" at `i` belongs to: before it and a bracket or colon, or in brackets after it."""
    if i and found[i - 1].kind is Kind.PERCENT and _JOINS.fullmatch(text[found[i - 1].end : found[i].start]):
        return found[i - 1]
    later = found[i + 2] if i + 2 < len(found) else None
    if later and later.kind is Kind.PERCENT and _OPENS.fullmatch(text[found[i + 1].end : later.start]):
        return later
    return None


def shares_of(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """A share of a base, as in "62.4% of the 10 homes": the share and its base, where no count stands beside them."""
    found = tokens(sentence.text)
    for share, base in pairwise(found):
        if share.kind is Kind.PERCENT and base.kind is Kind.NUMBER:
            between = sentence.text[share.end : base.start]
            if re.fullmatch(r"\s+of\s+(?:(?:the|our|all|these|its)\s+)*", between):
                yield share, base


def worded_shares(sentence: Sentence) -> Iterator[tuple[Token, Token | None]]:
    """A share in words, as in "almost three-quarters of homes (74%)": the words, and the share in brackets or None."""
    found = [
        t for t in tokens(sentence.text) if t.kind in (Kind.FRACTION, Kind.PERCENT, Kind.NUMBER, Kind.POINTS)
    ]
    for i, token in enumerate(found):
        if token.kind is not Kind.FRACTION:
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        beside = (
            after and after.kind is Kind.PERCENT and _OPENS.fullmatch(sentence.text[token.end : after.start])
        )
        yield token, after if beside else None


_NEGATED = re.compile(
    r"(?i)\b(?:not|n't|never|no|without|neither|nor|if|whether|to|should|would|could|may|will|can)\s+(?:an?\s+|any\s+|have\s+|be\s+)?$"
)
_TO = re.compile(r"(?i)[^.;:()]{0,60}\bto\s+(?:just\s+|only\s+|over\s+|about\s+)?")
_FROM = re.compile(r"(?i)\bfrom\s+(?:just\s+|only\s+|over\s+|about\s+)?$")
_BACK = re.compile(r"(?i)[^.;:()]{0,60}\b(?:up|down)?\s*from\s+")
_BY = re.compile(
    r"(?i)(?:\bby|\b(?:increase|rise|reduction|fall|drop|decrease|decline|growth|change)\s+of|\bup|\bdown)\s+(?:only\s+|just\s+)?$"
)
_TIMES = re.compile(
    r"(?i)\b(?:(?P<over>more\s+than|over)\s+)?(?P<word>doubled|halved|trebled|tripled|quadrupled)\b"
)


def moves(sentence: Sentence) -> Iterator[Move]:
    """Every "from A to B" of numbers in one unit, with the words and the difference that belong to it."""
    text = sentence.text
    found = [t for t in tokens(text) if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS)]
    for i, (first, second) in enumerate(pairwise(found)):
        pair = _pair(text, first, second)
        if pair is None:
            continue
        start, end = _bounds(text, found, i)
        inside = [t for t in tokens(text) if start <= t.start < end]
        direction = _nearest([t for t in inside if t.kind is Kind.DIRECTION and not negated(text, t)], first)
        by = tuple(t for t in _deltas(text, inside) if t not in pair)
        yield Move(
            *pair, direction, magnitude_of(text, inside, direction), by, _TIMES.search(text, start, end)
        )


def _pair(text: str, first: Token, second: Token) -> tuple[Token, Token] | None:
    between = text[first.end : second.start]
    same = first.kind is second.kind and first.kind is not Kind.POINTS
    if not same or any(token.bound is not Bound.EXACT for token in (first, second)):
        return None
    if _FROM.search(text[: first.start]) and _TO.fullmatch(between):
        return first, second
    reached = re.search(r"(?i)\b(?:to|at|was|is|were)\s+$", text[: first.start])
    return (second, first) if reached and _BACK.fullmatch(between) else None


def _bounds(text: str, found: list[Token], i: int) -> tuple[int, int]:
    """The clause round the pair at `i`: no further than a word that turns to something else."""
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= found[i].start)
    end = min(cut for cut in cuts if cut >= found[i + 1].end)
    return start, end


def _nearest(directions: list[Token], token: Token) -> Token | None:
    before = [d for d in directions if d.start < token.start]
    return before[-1] if before else directions[0] if directions else None


def _deltas(text: str, inside: list[Token]) -> Iterator[Token]:
    quantities = [t for t in inside if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS)]
    last = None
    for token in quantities:
        if token.bound is not Bound.EXACT:
            continue
        beside = last is not None and re.fullmatch(r"\s*\(\s*", text[last.end : token.start])
        if _BY.search(text[: token.start]) or (beside and token.kind is Kind.PERCENT):
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


_BASES = {
    "count": re.compile(r"(?i)\bnumbers?\b|\bmore\s+(?:services|homes|providers)\b"),
    "share": re.compile(r"(?i)\b(?:share|proportion|percentage)s?\b|\b%"),
}
_STOP = re.compile(r"[;:]|,?\s+(?:while|whereas|whilst|but|although)\s|,\s+and\s+(?=the\b)")
_RATINGS = re.compile(r"(?i)\bratings?\b")


def level_changes(sentence: Sentence) -> Iterator[LevelChange]:
    """Every word of direction that speaks of levels, with the levels that it speaks of."""
    text, found = sentence.text, tokens(sentence.text)
    directions = [t for t in found if t.kind is Kind.DIRECTION]
    for i, token in enumerate(directions):
        if negated(text, token) and token.sign:
            continue
        before, after = _reach(text, directions, i)
        # "a reduction in Good", "an increase of Good"; but "Good fell", "the share rated Good has increased"
        leads = token.noun and re.match(r"\s+(?:in|of|to)\b", text[token.end :])
        start, end = (token.start, after) if leads else (before, token.end)
        levels = tuple(t.levels for t in found if t.kind is Kind.RATING and start <= t.start < end)
        if not levels and token.sign == 0 and _RATINGS.search(text[before : token.end]):
            levels = (LEVELS[:2],)
        if levels:
            size = magnitude_of(text, list(found), token)
            yield LevelChange(
                token, size, levels, _basis(text[start:end]), *_words(text, found, token, size, start, end)
            )


def _reach(text: str, directions: list[Token], i: int) -> tuple[int, int]:
    """How far left and right the words of one direction may reach: to the next one, or to a turn of the sentence."""
    token = directions[i]
    left = directions[i - 1].end if i else 0
    right = directions[i + 1].start if i + 1 < len(directions) else len(text)
    stops = list(_STOP.finditer(text))
    left = max([left, *(m.end() for m in stops if m.end() <= token.start)])
    return left, min([right, *(m.start() for m in stops if m.start() >= token.end)])


def _basis(words: str) -> str:
    named = [basis for basis, pattern in _BASES.items() if pattern.search(words)]
    return named[0] if len(named) == 1 else ""


def _words(text: str, found, token: Token, size: Token | None, start: int, end: int) -> tuple[int, int]:
    """Where the quotation of a change begins and ends: its words of size and direction, and its levels."""
    own = [t for t in found if t.kind is Kind.RATING and start <= t.start < end]
    held = [t for t in (token, size, *own) if t]
    return min(t.start for t in held), max(t.end for t in held)

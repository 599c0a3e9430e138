"""Words of direction that speak of ratings and give no numbers of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careplace.claims.grammar.moves import magnitude_of, negated
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence
from careplace.ratings.scale import LEVELS


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A direction said of levels, as in "a slight increase in Good": `basis` is "count", "share", or "" where unsaid."""

    direction: Token
    magnitude: Token | None
    levels: tuple[tuple[str, ...], ...]
    basis: str
    start: int
    end: int


_BASES = {
    "count": re.compile(r"(?i)\bnumbers?\b|\bmore\s+(?:services|homes|providers)\b"),
    "share": re.compile(r"(?i)\b(?:share|proportion|percentage)s?\b|\b%"),
}
_STOP = re.compile(r"[;:]|,?\s+(?:while|whereas|whilst|but|although)\s|,\s+and\s+(?=the\b)")
_RATINGS = re.compile(r"(?i)\bratings?\b")


def level_changes(sentence: Sentence) -> Iterator[LevelChange]:
    """Every word of direction that speaks of levels, with the levels that it speaks of."""
    text, all_tokens = sentence.text, tokens(sentence.text)
    directions = [t for t in all_tokens if t.kind is Kind.DIRECTION]
    for i, token in enumerate(directions):
        if negated(text, token) and token.sign:
            continue
        before, after = _reach(text, directions, i)
        # "a reduction in Good", "an increase of Good"; but "Good fell", "the share rated Good has increased"
        leads = token.noun and re.match(r"\s+(?:in|of|to)\b", text[token.end :])
        start, end = (token.start, after) if leads else (before, token.end)
        levels = tuple(t.levels for t in all_tokens if t.kind is Kind.RATING and start <= t.start < end)
        if not levels and token.sign == 0 and _RATINGS.search(text[before : token.end]):
            levels = (LEVELS[:2],)
        if levels:
            size = magnitude_of(text, list(all_tokens), token)
            yield LevelChange(
                token,
                size,
                levels,
                _basis(text[start:end]),
                *_words(text, all_tokens, token, size, start, end),
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
    bases = [basis for basis, pattern in _BASES.items() if pattern.search(words)]
    return bases[0] if len(bases) == 1 else ""


def _words(text: str, all_tokens, token: Token, size: Token | None, start: int, end: int) -> tuple[int, int]:
    """Where the quotation of a change begins and ends: its words of size and direction, and its levels."""
    own = [t for t in all_tokens if t.kind is Kind.RATING and start <= t.start < end]
    quoted = [t for t in (token, size, *own) if t]
    return min(t.start for t in quoted), max(t.end for t in quoted)

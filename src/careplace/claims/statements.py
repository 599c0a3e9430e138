"""What a sentence states of parts and wholes: counts of a base, and shares in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from careplace.claims.passages import Sentence
from careplace.claims.tokens import Kind, Token, tokens


@dataclass(frozen=True, slots=True)
class PartOf:
    """A count of a whole, as in "103 of 147 (70.1%)": `share` is a PERCENT, or None where none stands beside it."""

    count: Token
    base: Token
    share: Token | None


_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|all|these|its|those)\s+)*(?:a\s+total\s+of\s+)?|\s*/\s*")
_BASE = re.compile(r"(?i)(?P<opens>^\s*|[,;:(]\s*|\band\s+)?\b(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+)?$")
_WHOM = re.compile(r"(?i)\bof\s+(?:whom|which|these|those)\b[^,.;()\d]*$")
_OPENS = re.compile(r"[^.;()\d]{0,50}\(\s*$")
_JOINS = re.compile(r"[^.;()\d]{0,70}[(:]\s*$|,\s*$")


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
            base = None
        elif stated := _BASE.search(text[: token.start]):
            # "a budget of 340" is a base of nothing; nor is what went before it one of what follows.
            base = token if stated["opens"] is not None else None
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

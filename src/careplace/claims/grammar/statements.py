"""What a sentence states of parts and wholes: counts of a base, and shares in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence


@dataclass(frozen=True, slots=True)
class PartOf:
    """A count of a whole, as in "103 of 147 (70.1%)": `share` is a PERCENT, or None where there is none next to it.

    `outer_bases` are numbers before it that may be the whole as well: bases are nested, as in "of the 147, 103 (70%) are
    Good, of which 60 (58%) are nursing homes". The share is at fault only if it fits none of them.
    """

    count: Token
    base: Token
    share: Token | None
    outer_bases: tuple[Decimal, ...] = ()


_QUANTITIES = (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT, Kind.NON_QUANTITY)
_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|all|these|its|those)\s+)*(?:a\s+total\s+of\s+)?|\s*/\s*")
_BASE = re.compile(r"(?i)(?P<opens>^\s*|[,;:(]\s*|\band\s+)?\b(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+)?$")
_OF_WHICH = re.compile(r"(?i)\bof\s+(?:whom|which|these|those)\b[^,.;()\d]*$")
_OPENS = re.compile(r"[^.;()\d]{0,50}\(\s*$")
_JOINS = re.compile(r"[^.;()\d]{0,70}[(:–]\s*$|,\s*(?:or\s+)?$|\s+or\s+$")
_LATER = re.compile(
    r"[^.;()\d]{0,50}[,–-]\s*(?:or|equal\s+to|equating\s+to|equivalent\s+to|representing|which\s+is|that\s+is|i\.e\.)\s+(?:just\s+)?$"
)
_SHARED = re.compile(r"(?:\s+[a-z’'-]+){0,4}\s*\(\s*$|,\s+or\s+$")
_THEN_OF = re.compile(
    r"\s*[),]?\s*,?\s+(?:out\s+)?of\s+(?:(?:the|our|all|these|its|those)\s+)*(?:a\s+total\s+of\s+)?$"
)


def parts_of_wholes(sentence: Sentence) -> Iterator[PartOf]:
    """Every count of a whole, with its share where there is one next to it."""
    text = sentence.text
    quantities = [token for token in tokens(text) if token.kind in _QUANTITIES]
    base = None
    for i, token in enumerate(quantities):
        after = quantities[i + 1] if i + 1 < len(quantities) else None
        if token.kind is not Kind.NUMBER:
            continue
        if after and after.kind is Kind.NUMBER and _OF.fullmatch(text[token.end : after.start]):
            yield PartOf(token, after, _adjacent_share(text, quantities, i))
            base = None
        elif stated := _BASE.search(text[: token.start]):
            # "a budget of 340" is a base of nothing; nor is what went before it one of what follows.
            base = token if stated["opens"] is not None else None
        elif of_which := _OF_WHICH.search(text[: token.start]):
            base = next(
                (t for t in reversed(quantities[:i]) if t.kind is Kind.NUMBER and t.end <= of_which.start()),
                base,
            )
        if (
            base
            and base is not token
            and after
            and after.kind is Kind.PERCENT
            and _OPENS.fullmatch(between := text[token.end : after.start])
            and "of" not in between.split()
        ):
            yield PartOf(token, base, after, _numbers(quantities[:i]))


def _numbers(quantities: list[Token]) -> tuple[Decimal, ...]:
    return tuple(token.value for token in quantities if token.kind is Kind.NUMBER and token.value > 0)


def _adjacent_share(text: str, quantities: list[Token], i: int) -> Token | None:
    """The share that "A of B" at `i` belongs to: before it and a bracket or colon, or in brackets after it."""
    if (
        i
        and quantities[i - 1].kind is Kind.PERCENT
        and _JOINS.fullmatch(text[quantities[i - 1].end : quantities[i].start])
    ):
        return quantities[i - 1]
    later = quantities[i + 2] if i + 2 < len(quantities) else None
    if later and later.kind is Kind.PERCENT:
        between = text[quantities[i + 1].end : later.start]
        return later if _OPENS.fullmatch(between) or _LATER.fullmatch(between) else None
    return None


def shared(sentence: Sentence) -> Iterator[PartOf]:
    """A count and its share in either order before the base, or the share first and the base before both.

    As in "2,554 (62%) of 4,120 people", "62% (2,554) of the 4,120" and "of 4,120 people, 62% (2,554)".
    """
    text = sentence.text
    quantities = [token for token in tokens(text) if token.kind in _QUANTITIES]
    for i, (first, second) in enumerate(pairwise(quantities)):
        if {first.kind, second.kind} != {Kind.NUMBER, Kind.PERCENT} or not _SHARED.fullmatch(
            text[first.end : second.start]
        ):
            continue
        count, share = (first, second) if first.kind is Kind.NUMBER else (second, first)
        after = quantities[i + 2] if i + 2 < len(quantities) else None
        if after and after.kind is Kind.NUMBER and _THEN_OF.fullmatch(text[second.end : after.start]):
            yield PartOf(count, after, share)
        elif (
            first is share
            and i
            and quantities[i - 1].kind is Kind.NUMBER
            and _stated(text, quantities[i - 1])
        ):
            yield PartOf(count, quantities[i - 1], share, _numbers(quantities[: i - 1]))


def _stated(text: str, token: Token) -> bool:
    base = _BASE.search(text[: token.start])
    return bool(base and base["opens"] is not None)


def shares_of(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """A share of a base, as in "62.4% of the 10 homes": the share and its base, where there is no count next to them."""
    all_tokens = tokens(sentence.text)
    for share, base in pairwise(all_tokens):
        if share.kind is Kind.PERCENT and base.kind is Kind.NUMBER:
            between = sentence.text[share.end : base.start]
            if re.fullmatch(r"\s+of\s+(?:(?:the|our|all|these|its)\s+)*", between):
                yield share, base


def worded_shares(sentence: Sentence) -> Iterator[tuple[Token, Token | None]]:
    """A share in words, as in "almost three-quarters of homes (74%)": the words, and the share in brackets or None."""
    quantities = [
        t
        for t in tokens(sentence.text)
        if t.kind in (Kind.FRACTION, *_QUANTITIES) and t.kind is not Kind.NON_QUANTITY
    ]
    for i, token in enumerate(quantities):
        if token.kind is not Kind.FRACTION:
            continue
        after = quantities[i + 1] if i + 1 < len(quantities) else None
        bracketed = (
            after and after.kind is Kind.PERCENT and _OPENS.fullmatch(sentence.text[token.end : after.start])
        )
        yield token, after if bracketed else None


_SAMPLE = re.compile(r"\s*[(,]\s*[nN]\s*=\s*$")
_OF_BASE = re.compile(r"\s*\)?\s+of\s+(?:the\s+|our\s+|all\s+)?$")


def samples(sentence: Sentence) -> Iterator[PartOf]:
    """A share with its count as `n`, of a base next to it, as in "62% (n=31) of 50 homes" or "of 50 homes, 62% (n=31)"."""
    text = sentence.text
    quantities = [token for token in tokens(text) if token.kind in _QUANTITIES]
    for i, (share, count) in enumerate(pairwise(quantities)):
        pair = share.kind is Kind.PERCENT and count.kind is Kind.NUMBER
        if not pair or not _SAMPLE.fullmatch(text[share.end : count.start]):
            continue
        after = quantities[i + 2] if i + 2 < len(quantities) else None
        if after and after.kind is Kind.NUMBER and _OF_BASE.fullmatch(text[count.end : after.start]):
            yield PartOf(count, after, share)
        elif i and quantities[i - 1].kind is Kind.NUMBER and _BASE.search(text[: quantities[i - 1].start]):
            yield PartOf(count, quantities[i - 1], share)


_OF_COUNT = re.compile(r"(?i)\s+of\s+(?:(?:the|our|all|these)\s+)*$")
_ASIDE = re.compile(r"(?:\s+[\w’'-]+){1,4}\s*(?:\(\s*|,\s+)$")
_THAT_IS = re.compile(r"(?i)[^.;()\d]{0,50}[,(–-]\s*(?:(?:that\s+is|i\.e\.|namely|or)\s*,?\s*)?$")


def worded_counts(sentence: Sentence) -> Iterator[tuple[Token, Token, Token]]:
    """A fraction in words with its count and base: "half of the twenty homes (11)", "nine in ten, that is 40 of 61"."""
    text = sentence.text
    quantities = [t for t in tokens(text) if t.kind in (Kind.FRACTION, *_QUANTITIES)]
    for words, first, second in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if words.kind is not Kind.FRACTION or not first.kind is second.kind is Kind.NUMBER:
            continue
        between, then = text[words.end : first.start], text[first.end : second.start]
        closes = re.match(r"\s*[,)]", text[second.end :])
        if _OF_COUNT.fullmatch(between) and _ASIDE.fullmatch(then) and closes:
            yield words, second, first
        elif _THAT_IS.fullmatch(between) and _OF.fullmatch(then):
            yield words, first, second


_OF_THOSE = re.compile(r"(?i)\s+of\s+(?:those|them|these|the\s+latter)\b[^.;()\d]{0,60}\(\s*$")


def of_those(sentence: Sentence) -> Iterator[PartOf]:
    """A count of "those" that stand before it, with its share, as in "458 finished and 361 of those (79%) went home"."""
    text = sentence.text
    quantities = [token for token in tokens(text) if token.kind in _QUANTITIES]
    for i, (count, share) in enumerate(pairwise(quantities)):
        before = [t for t in quantities[:i] if t.kind is Kind.NUMBER and t.value > 0]
        pair = count.kind is Kind.NUMBER and share.kind is Kind.PERCENT and before
        if pair and _OF_THOSE.fullmatch(text[count.end : share.start]):
            yield PartOf(count, before[-1], share, tuple(t.value for t in before[:-1]))

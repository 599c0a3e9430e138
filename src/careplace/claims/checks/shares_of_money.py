"""A sum of money and its share of a larger one, as in "£180m on care, 42% of our £390m budget"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import rounded, spread
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_OR = re.compile(
    r"[^.;:()\d]{0,60}[,(–-]\s*(?:(?:or|equal\s+to|equivalent\s+to|which\s+is|representing)\s+)?$"
)
_BRACKETED = re.compile(r"\s*\(\s*$")
_OF = re.compile(r"\)?\s+of\s+(?:(?:the|our|its|their|a|total|council[’']s)\s+){0,3}$")
_KINDS = (Kind.AMOUNT, Kind.PERCENT, Kind.NUMBER, Kind.POINTS, Kind.FRACTION)


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """A share that the two sums of money next to it do not make."""
    text = sentence.text
    quantities = [t for t in tokens(text) if t.kind in _KINDS]
    for part, share, whole in zip(quantities, quantities[1:], quantities[2:], strict=False):
        if part.kind is Kind.PERCENT and share.kind is Kind.AMOUNT:
            joined = _BRACKETED.fullmatch(text[part.end : share.start])
            part, share = share, part
        else:
            joined = _OR.fullmatch(text[part.end : share.start])
        of = _OF.fullmatch(text[max(part.end, share.end) : whole.start])
        if joined and of and _alike(part, share, whole) and not _is_share(part, share, whole):
            yield _finding(sentence, part, share, whole)


def _alike(part: Token, share: Token, whole: Token) -> bool:
    kinds = part.kind is whole.kind is Kind.AMOUNT and share.kind is Kind.PERCENT
    exact = part.bound is share.bound is whole.bound is Bound.EXACT
    return kinds and exact and bool(part.unit) and part.unit == whole.unit and 0 < part.value < whole.value


def _is_share(part: Token, share: Token, whole: Token) -> bool:
    low = 100 * (part.value - spread(part)) / (whole.value + spread(whole))
    high = 100 * (part.value + spread(part)) / max(whole.value - spread(whole), Decimal(1))
    return low - share.half <= share.value <= high + share.half


def _finding(sentence: Sentence, part: Token, share: Token, whole: Token) -> Finding:
    true = rounded(100 * part.value / whole.value, max(1, share.places))
    says = f"{part.text} of {whole.text} is {true}%, not {share.text}"
    quote, where = sentence.quote(min(part.start, share.start), whole.end), sentence.position(share.start)
    return Finding(Check.SHARE, Grade.WRONG, quote, where, says)

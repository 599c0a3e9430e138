"""A share and the share that it leaves, as in "83% were satisfied and 27% were not": together no more than 100%."""

import re
from collections.abc import Iterator

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.tokens import Bound, Kind, tokens
from careplace.claims.texts.passages import Sentence

_KINDS = (Kind.PERCENT, Kind.NUMBER, Kind.POINTS, Kind.AMOUNT, Kind.FRACTION)
_AND = re.compile(r"[^.;:()\d]{1,80}?(?:,\s*)?\b(?:and|while|but)\s+(?:the\s+(?:other|remaining)\s+)?$")
_NOT = re.compile(
    r"\s+(?:(?:said|felt|told\s+us|reported)\s+(?:that\s+)?(?:they|it)\s+)?(?:were|was|are|did|do|had|have|could)\s+not\s*[.,;]?\s*$"
)
_SEPARATE_GROUPS = re.compile(r"(?i)\bof\s+(?:those|the|our|all)\b|%\s+of\b|\bcompared\b|\brespectively\b")


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Two shares of one group, the second of the people that the first is not true of, that are more than all of it."""
    text = sentence.text
    quantities = [t for t in tokens(text) if t.kind in _KINDS]
    if len(quantities) != 2 or any(
        t.kind is not Kind.PERCENT or t.bound is not Bound.EXACT for t in quantities
    ):
        return
    first, second = quantities
    group = re.match(r"\s+of\s+", text[second.end :]) or _SEPARATE_GROUPS.search(
        text[first.end + 4 : second.end]
    )
    split = _AND.fullmatch(text[first.end : second.start]) and _NOT.fullmatch(text[second.end :])
    total = first.value + second.value
    if split and not group and total - first.half - second.half > 100:
        says = f"{first.text} and the {second.text} that it is not true of are {total}%, more than all"
        quote, where = sentence.quote(first.start, second.end), sentence.position(first.start)
        yield Finding(Check.SUM, Grade.MISLEADING, quote, where, says)

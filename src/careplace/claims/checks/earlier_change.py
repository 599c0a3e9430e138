"""The size of a change that the sentence before gives: "3,250 reviews, up from 2,980. That is an increase of 19%"."""

import re
from collections.abc import Iterator

from careplace.claims.checks.arithmetic import difference
from careplace.claims.checks.findings import Finding
from careplace.claims.checks.rounding import signed
from careplace.claims.grammar.moves import Move, deltas, moves
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_BACK = re.compile(
    r"(?i)\s*(?:this|that|it|which)\s+(?:is|was|equals|represents|represented|equates\s+to|amounts\s+to|means)\s+"
    r"(?:an?\s+)?(?:(?P<up>increase|rise|growth)|(?P<down>decrease|fall|reduction|drop|decline))\s+(?:of\s+|by\s+)$"
)
_AMOUNTS = (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT, Kind.FRACTION)
_ANOTHER = re.compile(
    r"(?i)\b(?:in|over|on|per|a)\s+(?:the\s+)?(?:number|average|total|those|people|year|each)\b"
)


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Faults in the size of the one change of the sentence before, where this one begins "That is an increase of"."""
    earlier = Sentence(sentence.before, sentence.passage, 0)
    changes = list(moves(earlier)) if sentence.before else []
    sizes = _sizes(sentence)
    if len(changes) != 1 or not sizes:
        return
    a, b = changes[0].before, changes[0].after
    back = _BACK.match(sentence.text[: sizes[0].start])
    if not back or (b.value > a.value) is not bool(back["up"]):
        return
    move = Move(a, b, None, None, (), None)
    for size in sizes:
        yield from difference(sentence, move, size, f"{b.text} − {a.text} = {signed(b.value - a.value)}")


def _sizes(sentence: Sentence) -> list[Token]:
    """The sizes of a change in a sentence that gives nothing else and speaks of nothing else."""
    quantities = [t for t in tokens(sentence.text) if t.kind in _AMOUNTS]
    sizes = list(deltas(sentence.text, quantities))
    alone = len(sizes) == len(quantities) and not _ANOTHER.search(sentence.text)
    return sizes if alone else []

"""Ratings mixes in running words, as in "27 homes were rated good, 23 require improvement and three are inadequate".

Each level stands after its own number. Where anything else could be meant, there is no mix.
"""

import re

from careplace.claims.grammar.distributions import (
    BEDS,
    OF_ALL,
    Distribution,
    Part,
    Total,
    mix_of,
    sentence_mix,
    total_before,
)
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_ELSEWHERE = re.compile(
    r"(?i)\bthan\b|\brespectively\b|\bcompared\b|\bprevious(?:ly)?\b|\b(?:safe|effective|caring|responsive|well-led)\b"
)
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|our|all|its|these)\s+)*")
_QUANTITIES = (Kind.NUMBER, Kind.PERCENT)


def in_words(sentence: Sentence) -> Distribution | None:
    """The mix of a sentence with each level after its number; None where `distributions` has read it already."""
    all_tokens = tokens(sentence.text)
    if not _plain(sentence, all_tokens) or sentence_mix(sentence) is not None:
        return None
    levels = [t for t in all_tokens if t.kind is Kind.RATING]
    quantities = [t for t in all_tokens if t.kind in _QUANTITIES]
    if any(t.start > levels[-1].end for t in quantities):
        return None
    starts = [-1, *(level.end for level in levels)]
    runs = [[t for t in quantities if i < t.start < j.start] for i, j in zip(starts, levels, strict=False)]
    return _mix(sentence, levels, runs)


def _plain(sentence: Sentence, all_tokens: tuple[Token, ...]) -> bool:
    """Whether the sentence speaks of three or four levels, each once, at one time, and of nothing that is compared."""
    levels = [t.levels for t in all_tokens if t.kind is Kind.RATING]
    once = (
        len(levels) in (3, 4) and len(set(levels)) == len(levels) and all(len(level) == 1 for level in levels)
    )
    excluded = (Kind.DIRECTION, Kind.POINTS, Kind.AMOUNT, Kind.FRACTION)
    dates = {t.period for t in all_tokens if t.kind is Kind.DATE}
    ambiguous = len(dates) > 1 or any(t.kind in excluded for t in all_tokens)
    return once and not ambiguous and not _ELSEWHERE.search(sentence.text) and not BEDS.search(sentence.text)


def _mix(sentence: Sentence, levels: list[Token], runs: list[list[Token]]) -> Distribution | None:
    counted = all(_of(run, Kind.NUMBER) for run in runs[1:])
    first = _of(runs[0], Kind.NUMBER)
    if len(first) == 2 and _PART_OF.fullmatch(sentence.text[first[0].end : first[1].start]):
        first.reverse()  # "17 of our 22 homes are good"
    counts = [_of(run, Kind.NUMBER)[-1:] if counted else [] for run in runs]
    counts[0] = first[-1:] if counted else []
    whole = first[:-1] if counted else first
    shares = [_of(run, Kind.PERCENT) for run in runs]
    single = all(len(_of(run, Kind.NUMBER)) == (1 if counted else 0) for run in runs[1:])
    if not single or len(whole) > 1 or any(len(share) > 1 for share in shares):
        return None
    if not all(count or share for count, share in zip(counts, shares, strict=True)) or not _exact(runs):
        return None
    parts = {
        part.level: part
        for part in (
            _part(sentence, level, (*count, *share))
            for level, count, share in zip(levels, counts, shares, strict=True)
        )
    }
    total = _total(sentence, whole[0]) if whole else total_before(sentence)
    return mix_of(parts, [], total, f"{sentence.before} {sentence.text}")


def _exact(runs: list[list[Token]]) -> bool:
    return all(token.bound is Bound.EXACT for run in runs for token in run)


def _of(run: list[Token], kind: Kind) -> list[Token]:
    return [token for token in run if token.kind is kind]


def _part(sentence: Sentence, level: Token, quantities: tuple[Token, ...]) -> Part:
    start = min(t.start for t in quantities)
    by_kind = {t.kind: t for t in quantities}
    quote, where = sentence.quote(start, level.end), sentence.position(start)
    return Part(level.levels[0], by_kind.get(Kind.NUMBER), by_kind.get(Kind.PERCENT), quote, where)


def _total(sentence: Sentence, token: Token) -> Total:
    loose = not OF_ALL.search(sentence.text[: token.start]) and not _PART_OF.search(
        sentence.text[: token.start][-30:]
    )
    quote, where = sentence.quote(token.start, token.end), sentence.position(token.start)
    return Total(token.value, quote, where, False, loose)

"""A whole and all of its parts, counts or money: "36 services, made up of 21 homes, 9 practices and 8 wards"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import rounded, spread
from careplace.claims.grammar.moves import duration
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_ALL = re.compile(
    r"(?i)\b(?:made\s+up\s+of|comprising(?:\s+of)?|comprised(?:\s+of)?|consisting\s+of|consists\s+of|broken\s+down\s+(?:as|into)"
    r"|split\s+(?:between|into|as)|namely)\b[^.;\d£]{0,30}$"
)
"""Words that say that what follows is all of it."""
_ANNOUNCED = re.compile(r"(?i)[^.;\d£]{0,60}[:–]\s*(?:[a-z][\w’'-]*\s+){0,3}$")
_OF_WHICH = re.compile(r"(?i)[^.;\d£]{0,60}\bof\s+which\s+(?:[\w’'-]+\s+){0,3}$")
_AND = re.compile(r"(?i)\band\s+(?:the\s+)?(?:other\s+|remaining\s+)?(?:was\s+)?$")
_NESTED = re.compile(
    r"(?i)\b(?:of\s+(?:whom|these|those)|includ(?:es?|ing)|such\s+as|(?:from|to|between)\s+[£\d]|than|up|down|compared|plus|against|per|average)(?!\w)"
)
_MEAN = re.compile(r"(?i)\b(?:average|mean|median|compared|per)\b")
_BETWEEN = re.compile(r"[^.;:()\d]{1,80}")


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """The parts that the words say are all of a whole, where they do not sum to it; parts that exceed it in any case."""
    text = sentence.text
    numbers = [t for t in tokens(text) if t.kind in (Kind.NUMBER, Kind.AMOUNT) and not duration(text, t)]
    # Ratings are a mix, which is checked as one.
    other_kinds = any(t.kind in (Kind.PERCENT, Kind.FRACTION, Kind.POINTS, Kind.RATING) for t in tokens(text))
    if len(numbers) < 3 or other_kinds or not _alike(numbers):
        return
    whole, parts = numbers[0], numbers[1:]
    before = text[whole.end : parts[0].start]
    all_words, announced = _ALL.search(before), _ANNOUNCED.fullmatch(before)
    money = whole.kind is Kind.AMOUNT and _OF_WHICH.fullmatch(before)
    if not (all_words or announced or money) or not _one_list(text, parts):
        yield from _two_kinds(sentence, whole, parts)
        return
    true, slack = sum((p.value for p in parts), Decimal(0)), spread(whole) + sum(spread(p) for p in parts)
    if true - whole.value > slack or (all_words and abs(true - whole.value) > slack):
        yield _finding(sentence, whole, parts, true)


_APPOSED = re.compile(r"(?P<noun>\s+(?:[a-z][\w’'-]*\s+){0,6}[a-z][\w’'-]*),\s+(?:with\s+)?$")
# A word in the plural is a thing of its own: "887 homes, 127 clinics and 886 wards" is a list, not one whole and its parts.
_ADJECTIVE = re.compile(r"\s+[a-z][\w’'-]*(?<!s)\s+and\s+$")
_LAST = re.compile(r"\s+[a-z][\w’'-]*(?<!s)\s*\.?\s*$")


def _two_kinds(sentence: Sentence, whole: Token, parts: list[Token]) -> Iterator[Finding]:
    """ "62 homes in the borough, 41 residential and 24 nursing": two kinds, by a word each, that are more than all."""
    text = sentence.text
    if len(parts) != 2 or not _APPOSED.fullmatch(text[whole.end : parts[0].start]):
        return
    plain = _ADJECTIVE.fullmatch(text[parts[0].end : parts[1].start]) and _LAST.fullmatch(
        text[parts[1].end :]
    )
    total = parts[0].value + parts[1].value
    if plain and total > whole.value > max(p.value for p in parts):
        # A home may be of both kinds, which the words do not say.
        says = f"{parts[0].text} and {parts[1].text} are {total:,}, more than {whole.text}"
        quote, where = sentence.quote(whole.start, parts[1].end), sentence.position(whole.start)
        yield Finding(Check.SUM, Grade.MISLEADING, quote, where, says)


def _alike(numbers: list[Token]) -> bool:
    return len({(t.kind, t.unit) for t in numbers}) == 1 and all(
        t.bound is Bound.EXACT and t.value >= 0 for t in numbers
    )


def _one_list(text: str, parts: list[Token]) -> bool:
    """Whether the parts follow each other to an "and" before the last, and no words make one a part of another.

    A part that is the sum of others of them is their subtotal.
    """
    if (
        len(parts) > 8
        or _NESTED.search(text[parts[0].start :])
        or _MEAN.search(text)
        or not _AND.search(text[: parts[-1].start])
    ):
        return False
    sums = {sum(p.value for p in some) for n in (2, 3) for some in combinations(parts, n)}
    joined = all(_BETWEEN.fullmatch(text[a.end : b.start]) for a, b in pairwise(parts))
    return joined and not any(p.value in sums for p in parts)


def _finding(sentence: Sentence, whole: Token, parts: list[Token], true: Decimal) -> Finding:
    printed = rounded(true.scaleb(-whole.scale), max(t.places for t in (whole, *parts)))
    total = f"{whole.unit}{printed:,}" + whole.text.lstrip("£$€ ").lstrip("0123456789.,")
    working = f"{' + '.join(p.text for p in parts)} = {total}"
    quote, where = sentence.quote(whole.start, whole.end), sentence.position(whole.start)
    return Finding(
        Check.SUM, Grade.WRONG, quote, where, f"its parts sum to {total}, not {whole.text}", working
    )

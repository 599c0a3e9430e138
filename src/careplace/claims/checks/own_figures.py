"""Claims compared with figures of an organisation's own records, such as those of casework.

A sentence is compared where it has the words of a figure and a number of what they count: "all 70 contracted homes",
"67 of 70 contracted homes". It must also say of which period: an organisation has a figure of each year. A figure that is
of no whole is compared with the one number of a sentence that states no change: "1,250 people in March 2026".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.statements import parts_of_wholes
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_WHOLE = re.compile(r"(?i)\b(?P<word>all|each|every one|none)\s+(?:of\s+)?(?:(?:the|our|its|these)\s+)*$")


@dataclass(frozen=True)
class OwnFigure:
    """A count of a whole, or a value (no denominator).

    `words` finds sentences about it, `period` its period in words; `basis` says what it is of.
    """

    id: str
    words: re.Pattern[str]
    period: re.Pattern[str]
    numerator: int | Decimal
    denominator: int | Decimal | None
    basis: str


@dataclass(frozen=True)
class _Stated:
    """What a sentence states: a count and its whole; `token` is where."""

    count: Decimal
    whole: Decimal
    token: Token


def in_sentence(sentence: Sentence, figures: Iterable[OwnFigure]) -> Iterator[Finding]:
    """A finding where the sentence states a number of what some figure counts."""
    about = [figure for figure in figures if figure.words.search(sentence.text)]
    yield from _of_wholes(sentence, [figure for figure in about if figure.denominator is not None])
    yield from _of_values(sentence, [figure for figure in about if figure.denominator is None])


def _of_wholes(sentence: Sentence, matches: list[OwnFigure]) -> Iterator[Finding]:
    stated = _stated(sentence) if matches else None
    if stated is None:
        return
    dated = [figure for figure in matches if figure.period.search(sentence.text)]
    for figure in dated:
        yield _compared(sentence, stated, figure)
    if not dated:
        bases = "; ".join(figure.basis for figure in matches)
        says = f"it does not say of which period: the records have {bases}"
        yield _finding(sentence, stated, Grade.UNCHECKABLE, says, matches[0])


def _of_values(sentence: Sentence, matches: list[OwnFigure]) -> Iterator[Finding]:
    """A finding for each figure whose period the sentence names, where it states one number that is no change."""
    for figure in matches:
        period, words = figure.period.search(sentence.text), figure.words.search(sentence.text)
        if period and words and (token := _one_number(sentence, (period.span(), words.span()))):
            holds = abs(token.value - figure.numerator) <= (token.half if token.places else 0)
            grade, says = (
                Grade.HOLDS if holds else Grade.WRONG,
                f"the records have {figure.numerator:,} ({figure.basis})",
            )
            yield _finding(sentence, _Stated(token.value, token.value, token), grade, says, figure)


def _one_number(sentence: Sentence, besides: tuple[tuple[int, int], ...]) -> Token | None:
    """The one exact number of a sentence outside these pieces of it; None where there are more, or it states a change."""
    numbers = [
        token
        for token in tokens(sentence.text)
        if token.kind not in (Kind.DATE, Kind.NON_QUANTITY)
        and not any(start <= token.start < end for start, end in besides)
    ]
    alone = len(numbers) == 1 and numbers[0].kind is Kind.NUMBER and numbers[0].bound is Bound.EXACT
    return numbers[0] if alone else None


def _stated(sentence: Sentence) -> _Stated | None:
    part = next(parts_of_wholes(sentence), None)
    if part is not None and part.count.bound is part.base.bound is Bound.EXACT:
        return _Stated(part.count.value, part.base.value, part.count)
    for token in tokens(sentence.text):
        whole = _WHOLE.search(sentence.text[: token.start])
        if token.kind is Kind.NUMBER and whole:
            count = Decimal(0) if whole["word"].lower() == "none" else token.value
            return _Stated(count, token.value, token)
    return None


def _compared(sentence: Sentence, stated: _Stated, figure: OwnFigure) -> Finding:
    holds = (stated.count, stated.whole) == (figure.numerator, figure.denominator)
    says = f"the records have {figure.numerator} of {figure.denominator} ({figure.basis})"
    return _finding(sentence, stated, Grade.HOLDS if holds else Grade.WRONG, says, figure)


def _finding(sentence: Sentence, stated: _Stated, grade: Grade, says: str, figure: OwnFigure) -> Finding:
    start, end = stated.token.start, stated.token.end
    where = sentence.position(start)
    return Finding(Check.RECORDS, grade, sentence.quote(start, end), where, says, figure.id)

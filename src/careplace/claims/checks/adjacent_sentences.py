"""Claims whose numbers stand in two neighbouring sentences: "We inspected 120 homes. Of these, 80 (75%) were Good"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.checks.arithmetic import difference, not_in_words
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.mixes import not_the_share
from careplace.claims.checks.rounding import fits, rounded, signed, spread, words_fit
from careplace.claims.grammar.moves import Move, deltas
from careplace.claims.grammar.statements import parts_of_wholes, worded_shares
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_OF_THESE = re.compile(
    r"(?i)^\W*(?:out\s+)?(?:of|among)\s+(?:these|those|them|whom)\b(?:\s+(?!\d)[\w’'-]+){0,4}?,?\s*$"
)
_OPENS = re.compile(r"[^.;()\d]{0,50}\(\s*$")
_NOUN = re.compile(
    r"(?i)\s+of\s+(?:(?:the|our|all|these)\s+)*(?:[\w’'-]+\s+){0,2}?(?P<noun>\w{4,}s|people|staff|children)\b"
)
_BEFORE = re.compile(
    r"(?i)\b(?:last|previous|prior)\s+(?:year|quarter|month)\b|\bthe\s+(?:year|month)\s+before\b|\ba\s+year\s+(?:ago|earlier)\b"
)
_NOW = re.compile(r"(?i)\bthis\s+(?:year|quarter|month)\b|\bnow\b|\bcurrently\b|\btoday\b")
_MOVED = re.compile(r"(?i)\b(?:from|compared|than|against|versus|on\s+(?:last|the\s+previous))\b")


def across(sentence: Sentence) -> Iterator[Finding]:
    """Faults of a sentence in view of the sentence before or after it."""
    if sentence.before:
        yield from _of_these(sentence)
        yield from _change(sentence)
        yield from _compares(sentence)
        yield from _percent_then_size(sentence)
        yield from _points_on_before(sentence)
        yield from _some_and_others(sentence)
    if sentence.after:
        yield from _in_words(sentence)


def _of_these(sentence: Sentence) -> Iterator[Finding]:
    """A count and its share of what the sentence before counted."""
    numbers = [t for t in tokens(sentence.text) if t.kind in (Kind.NUMBER, Kind.PERCENT)]
    bases = [t for t in tokens(sentence.before) if t.kind is Kind.NUMBER]
    count = numbers[0] if numbers and numbers[0].kind is Kind.NUMBER else None
    if count is None or not bases or not _OF_THESE.match(sentence.text[: count.start]):
        return
    if any(t.bound is not Bound.EXACT or t.value <= 0 for t in (count, *bases)):
        return
    yield from _of_bases(sentence, count, numbers[1:2], [t.value for t in bases])


def _of_bases(
    sentence: Sentence, count: Token, shares: list[Token], bases: list[Decimal]
) -> Iterator[Finding]:
    single = len(bases) == 1
    if single and count.value > bases[0]:
        says = f"{count.text} is more than the {bases[0]:,} of the sentence before that it is a part of"
        quote, where = sentence.quote(0, count.end), sentence.position(count.start)
        yield Finding(Check.BASE, Grade.WRONG, quote, where, says)
        return
    share = shares[0] if shares and shares[0].kind is Kind.PERCENT else None
    if share is None or not _OPENS.fullmatch(sentence.text[count.end : share.start]):
        return
    if single and not fits(count.value, bases[0], share):
        quote, where = sentence.quote(count.start, share.end), sentence.position(count.start)
        yield not_the_share(quote, where, count.value, bases[0], share)


def _in_words(sentence: Sentence) -> Iterator[Finding]:
    """A fraction in words of services with one rating, and their count or share in the sentence that follows."""
    stated = [words for words, share in worded_shares(sentence) if share is None]
    alone = len(stated) == 1 and not any(t.kind in (Kind.NUMBER, Kind.PERCENT) for t in tokens(sentence.text))
    noun = _NOUN.match(sentence.text[stated[0].end :]) if alone else None
    levels = {t.levels for t in tokens(sentence.text) if t.kind is Kind.RATING}
    if not noun or len(levels) != 1 or noun["noun"].lower() not in sentence.after.lower():
        return
    share = _share(Sentence(sentence.after, sentence.passage, 0), levels.pop())
    if share and not words_fit(stated[0], *share):
        words = stated[0]
        quote, where = sentence.quote(_start(sentence.text, words), words.end), sentence.position(words.start)
        statement = f"the {rounded(share[0], 1)}% of the next sentence"
        yield not_in_words(words, share[0], statement, quote, where, quote)


def _share(sentence: Sentence, levels: tuple[str, ...]) -> tuple[Decimal, Decimal] | None:
    """The only count of a whole in a sentence of one rating, as a share in percent, from and to."""
    ratings = {t.levels for t in tokens(sentence.text) if t.kind is Kind.RATING}
    parts = list(parts_of_wholes(sentence))
    if ratings != {levels} or len(parts) != 1 or parts[0].base.value <= 0:
        return None
    share = 100 * parts[0].count.value / parts[0].base.value
    return share, share


def _start(text: str, words: Token) -> int:
    bound = re.search(
        r"(?i)\b(?:just\s+)?(?:(?:more|less)\s+than|almost|nearly|over|under|about|around)\s+$",
        text[: words.start],
    )
    return bound.start() if bound else words.start


def _change(sentence: Sentence) -> Iterator[Finding]:
    """A number of last year in one sentence, this year's in the next with the size of the change."""
    before, after = _only(sentence.before), _only(sentence.text)
    if before is None or after is None or (before.kind, before.unit) != (after.kind, after.unit):
        return
    if (
        not _earlier(sentence)
        or _MOVED.search(sentence.text)
        or len({_noun(sentence.before, before), _noun(sentence.text, after)} - {""}) > 1
    ):
        return
    all_tokens = list(tokens(sentence.text))
    move = Move(before, after, None, None, (), None)
    working = f"{after.text} − {before.text} = {signed(after.value - before.value)}"
    for by in deltas(sentence.text, all_tokens):
        yield from difference(sentence, move, by, working)


_COMPARES = re.compile(r"(?i)\s*(?:this|that|it|which)\s+(?:compares|is\s+compared|compared)\s+(?:with|to)\b")


def _compares(sentence: Sentence) -> Iterator[Finding]:
    """ "There are 1,104. This compares with 1,380 a year ago, a reduction of 20%"."""
    now, was = _only(sentence.before), _only(sentence.text)
    if now is None or was is None or not _COMPARES.match(sentence.text):
        return
    if (now.kind, now.unit) != (was.kind, was.unit) or not now.bound is was.bound is Bound.EXACT:
        return
    move = Move(was, now, None, None, (), None)
    working = f"{now.text} − {was.text} = {signed(now.value - was.value)}"
    for by in deltas(sentence.text, list(tokens(sentence.text))):
        yield from difference(sentence, move, by, working)


def _only(text: str) -> Token | None:
    """The one number of a sentence that is no size of a change."""
    all_tokens = list(tokens(text))
    sizes = list(deltas(text, all_tokens))
    numbers = [t for t in all_tokens if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.AMOUNT) and t not in sizes]
    return numbers[0] if len(numbers) == 1 and numbers[0].bound is Bound.EXACT else None


def _noun(text: str, token: Token) -> str:
    """What is counted, or "" for a number with nothing after it, which is of the same as the one before."""
    match = re.match(r"\s+(?!in\b|an?\b|of\b|were\b|was\b)([a-z]{4,})", text[token.end :])
    return match[1] if match and token.kind is not Kind.PERCENT else ""


def _earlier(sentence: Sentence) -> bool:
    dates = [
        [t.period for t in tokens(text) if t.kind is Kind.DATE and t.period]
        for text in (sentence.before, sentence.text)
    ]
    if len(dates[0]) == len(dates[1]) == 1:
        return dates[0][0][1] < dates[1][0][0]
    return bool(_BEFORE.search(sentence.before) and _NOW.search(sentence.text) and not any(dates))


_PERCENT_BY = re.compile(
    r"(?i)\b(?:rose|risen|increased|grew|grown|fell|fallen|dropped|declined|decreased|reduced|up|down)\s+(?:by\s+)?$"
)
_SIZE = re.compile(
    r"(?i)\b(?:(?P<up>up|(?:an?\s+)?(?:increase|rise)\s+of)|(?:down|(?:an?\s+)?(?:decrease|fall|reduction|drop)\s+of))\s+(?:by\s+)?$"
)


def _percent_then_size(sentence: Sentence) -> Iterator[Finding]:
    """A change in percent, and in the sentence that follows what it led to: "rose by 52%. There were 165,000, up 55,000"."""
    before = [t for t in tokens(sentence.before) if t.kind in _AMOUNTS]
    quantities = [t for t in tokens(sentence.text) if t.kind in _AMOUNTS]
    if (
        [t.kind for t in before] != [Kind.PERCENT]
        or len(quantities) != 2
        or not _PERCENT_BY.search(sentence.before[: before[0].start])
    ):
        return
    share, (now, size) = before[0], quantities
    way = _SIZE.search(sentence.text[: size.start])
    exact = all(t.bound is Bound.EXACT for t in (share, now, size))
    if not way or not exact or (now.kind, now.unit) != (size.kind, size.unit) or now.kind is Kind.PERCENT:
        return
    was = now.value - size.value * (1 if way["up"] else -1)
    if was <= 0:
        return
    changes = [
        100 * (size.value + i * spread(size)) / (was + j * (spread(now) + spread(size)))
        for i in (-1, 1)
        for j in (-1, 1)
    ]
    if min(changes) - share.half <= share.value <= max(changes) + share.half:
        return
    true = rounded(100 * size.value / was, max(1, share.places))
    says = f"{size.text} from {was:,} to {now.text} is {true}%, and the sentence before says {share.text}"
    quote, where = sentence.quote(now.start, size.end), sentence.position(size.start)
    yield Finding(Check.DIFFERENCE, Grade.MISLEADING, quote, where, says)


_AMOUNTS = (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT)
_WHEN = re.compile(r"(?i)[^.;:()]{0,60}\b(?:when|from|on|compared\s+(?:with|to)|than)\b[^.;:()\d]{0,40}$")


_A_FALL_ON = re.compile(
    r"(?i)\s+(?:fall|drop|rise|increase|decrease|reduction|decline|improvement)\s+(?:on|from|compared)\b"
)


def _points_on_before(sentence: Sentence) -> Iterator[Finding]:
    """A difference of two percentages in percent: "86.4% were seen. That was down 4.4% on last year, when 90.8% were"."""
    now = [t for t in tokens(sentence.before) if t.kind is Kind.PERCENT]
    quantities = [t for t in tokens(sentence.text) if t.kind in (Kind.PERCENT, Kind.POINTS)]
    if (
        len(now) != 1
        or [t.kind for t in quantities] != [Kind.PERCENT] * 2
        or any(t.bound is not Bound.EXACT for t in (*now, *quantities))
    ):
        return
    size, was = quantities
    change_words = _PERCENT_BY.search(sentence.text[: size.start]) or _SIZE.search(
        sentence.text[: size.start]
    )
    change_words = change_words or _A_FALL_ON.match(sentence.text[size.end :])
    if not change_words or not _WHEN.fullmatch(sentence.text[size.end : was.start]) or was.value <= 0:
        return
    points = abs(now[0].value - was.value)
    if points == size.value and abs(100 * points / was.value - size.value) > 2 * size.half:
        true = rounded(100 * points / was.value, 1)
        says = f"{now[0].text} and {was.text} differ by {points} percentage points, which is {true}%"
        quote, where = sentence.quote(size.start, size.end), sentence.position(size.start)
        yield Finding(Check.UNIT, Grade.MISLEADING, quote, where, says)


_OF_ALL = re.compile(r"(?i)\s+of\s+all\s+(?P<noun>[a-z]+)")


def _some_and_others(sentence: Sentence) -> Iterator[Finding]:
    """Two shares of all that split one of the sentence before between some and the others, and do not sum to it."""
    whole, parts = _shares_of_all(sentence.before), _shares_of_all(sentence.text)
    split = re.search(r"(?i)\bsome\b.*\b(?:others?|rest|remaining)\b", sentence.text)
    if (
        len(whole) != 1
        or len(parts) != 2
        or not split
        or len({noun for _share, noun in (*whole, *parts)}) > 1
    ):
        return
    shares = [share for share, _noun in (*whole, *parts)]
    total = shares[1].value + shares[2].value
    if all(t.bound is Bound.EXACT for t in shares) and abs(total - shares[0].value) > sum(
        t.half for t in shares
    ):
        says = f"{shares[1].text} and {shares[2].text} are {total}%, not the {shares[0].text} of the sentence before"
        quote, where = sentence.quote(shares[1].start, shares[2].end), sentence.position(shares[1].start)
        yield Finding(Check.SUM, Grade.MISLEADING, quote, where, says)


def _shares_of_all(text: str) -> list[tuple[Token, str]]:
    shares = [t for t in tokens(text) if t.kind is Kind.PERCENT]
    with_nouns = [(t, match["noun"].lower()) for t in shares if (match := _OF_ALL.match(text[t.end :]))]
    return with_nouns if len(with_nouns) == len(shares) else []

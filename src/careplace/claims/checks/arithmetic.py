"""Numbers of a text compared with each other: shares, sums, totals, differences, ratios and units.

Rounding never makes a fault: a printed number stands for every number that rounds to it, up or down at a half.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.mixes import not_the_share
from careplace.claims.checks.rounding import NEAR, fits, ratios, rounded, signed, spread, words_fit
from careplace.claims.grammar import number_words
from careplace.claims.grammar.moves import Move, moves
from careplace.claims.grammar.statements import (
    PartOf,
    of_those,
    parts_of_wholes,
    samples,
    shared,
    shares_of,
    worded_counts,
    worded_shares,
)
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Faults in the numbers of one sentence."""
    for stated in dict.fromkeys((*parts_of_wholes(sentence), *shared(sentence), *of_those(sentence))):
        yield from _part(sentence, stated)
    for stated in samples(sentence):
        yield from _sample(sentence, stated)
    for percent, base in shares_of(sentence):
        yield from _rounding(sentence, percent, base)
    for words, bracketed in worded_shares(sentence):
        yield from _worded(sentence, words, bracketed)
    for words, count, base in worded_counts(sentence):
        yield from _worded_count(sentence, words, count, base)
    for move in moves(sentence):
        yield from _move(sentence, move)


def _part(sentence: Sentence, stated: PartOf) -> Iterator[Finding]:
    count, base, share = stated.count, stated.base, stated.share
    if count.value < 0 or base.value <= 0 or {count.bound, base.bound} != {Bound.EXACT}:
        return
    start, end = _span(count, base, share)
    quote, where = sentence.quote(start, end), sentence.position(start)
    if count.value > base.value and _counted(sentence, base):
        says = f"{count.text} is more than the {base.text} that it is a part of"
        yield Finding(Check.BASE, Grade.WRONG, quote, where, says)
    elif share and not any(fits(count.value, whole, share) for whole in (base.value, *stated.outer_bases)):
        yield not_the_share(quote, where, count.value, base.value, share)


def _sample(sentence: Sentence, stated: PartOf) -> Iterator[Finding]:
    """What "n=" means is a convention, so a count that is not the share misleads: n may be of people who answered."""
    count, base, share = stated.count, stated.base, stated.share
    bounded = {count.bound, base.bound} != {Bound.EXACT}
    if share is None or bounded or not 0 < count.value < base.value or fits(count.value, base.value, share):
        return
    start, end = _span(count, base, share)
    says = f"n={count.text} is {rounded(100 * count.value / base.value, share.places)}% of {base.text}, not {share.text}"
    quote, where = sentence.quote(start, end), sentence.position(start)
    yield Finding(Check.SHARE, Grade.MISLEADING, quote, where, says)


def _counted(sentence: Sentence, base: Token) -> bool:
    return bool(re.match(r"\s+(?:\w+\s+){0,3}?(?:" + _THINGS + r")\b", sentence.text[base.end :]))


_SERVICES = (
    r"homes?|locations?|services?|providers?|practices?|councils?|hospitals?|registrations?|trusts?|agencies|"
    r"surgeries|wards?"
)
_PEOPLE = (
    r"people|residents?|patients?|carers?|adults|children|respondents?|users?|clients|families|staff|workers|nurses|"
    r"complaints?|referrals?|requests?|enquiries|assessments?|reviews?|reports?|inspections?|admissions?|discharges?|visits?|"
    r"beds?|cases?|vacancies|posts?|surveys?|responses?"
)
_THINGS = f"{_SERVICES}|{_PEOPLE}"


def _rounding(sentence: Sentence, share: Token, base: Token) -> Iterator[Finding]:
    """A share of so few that no whole number of them rounds to it. Not of people: their answers may be weighted."""
    whole = base.value % 1 == 0 and 0 < base.value <= 10_000 and {share.bound, base.bound} == {Bound.EXACT}
    if not whole or not re.match(r"\s+(?:\w+\s+){0,2}?(?:" + _SERVICES + r")\b", sentence.text[base.end :]):
        return
    low, high = ((share.value + side * share.half) * base.value / 100 for side in (-1, 1))
    if ceil(low) <= floor(high):
        return
    near = sorted({floor(low), ceil(high)})
    working = "; ".join(
        f"{n} of {base.value} is {rounded(100 * n / base.value, max(1, share.places))}%" for n in near
    )
    says = f"no whole number out of {base.text} is {share.text}"
    yield Finding(
        Check.ROUNDING,
        Grade.WRONG,
        sentence.quote(share.start, base.end),
        sentence.position(share.start),
        says,
        working,
    )


def _worded(sentence: Sentence, words: Token, share: Token | None) -> Iterator[Finding]:
    start = _with_bound(sentence.text, words)
    where = sentence.position(start)
    if share is None:
        if not _of_something(sentence, words):
            return
        says = "no count, base or percentage is given, so the words cannot be compared with anything"
        yield Finding(Check.RATIO, Grade.UNCHECKABLE, sentence.quote(start, words.end), where, says)
    elif not words_fit(words, share.value - share.half, share.value + share.half):
        quote = sentence.quote(start, words.end)
        yield not_in_words(words, share.value, share.text, quote, where, sentence.quote(start, share.end))


def _worded_count(sentence: Sentence, words: Token, count: Token, base: Token) -> Iterator[Finding]:
    exact = {count.bound, base.bound} == {Bound.EXACT} and 0 < count.value <= base.value
    share = 100 * count.value / base.value if exact else words.value
    if exact and not words_fit(words, share, share):
        start = _with_bound(sentence.text, words)
        counted = f"{count.text} of {base.text} ({rounded(share, 1)}%)"
        quote = sentence.quote(start, max(count.end, base.end))
        yield not_in_words(
            words, share, counted, sentence.quote(start, words.end), sentence.position(start), quote
        )


def not_in_words(words: Token, share: Decimal, statement: str, fraction: str, where, quote: str) -> Finding:
    """A share that its words in a sentence overstate (misleading), or do not fit at all (wrong)."""
    working = f"{words.text} is {rounded(words.value, 1)}%"
    grade = Grade.MISLEADING if falls_short(words, share) else Grade.WRONG
    return Finding(Check.RATIO, grade, quote, where, f"{statement} is not {fraction}", working)


def falls_short(words: Token, share: Decimal) -> bool:
    """Whether "almost" a fraction is said of a share that is short of it by more than NEAR, and by less than twice that."""
    return words.bound is Bound.ALMOST and words.value - 2 * NEAR <= share < words.value


def _of_something(sentence: Sentence, words: Token) -> bool:
    """Whether "almost" a fraction is of people or services, not of time: what it falls short by is not stated."""
    if words.bound is not Bound.ALMOST or any(t.kind in _NUMERIC for t in tokens(sentence.after)):
        return False
    following = re.match(r"\s+of\s+(?:(?:the|our|all)\s+)?(\w+)", sentence.text[words.end :])
    plain = following and following[1].lower() in _COUNTABLE
    return bool(plain) and not any(t.kind in _NUMERIC for t in tokens(sentence.text))


_NUMERIC = (Kind.PERCENT, Kind.NUMBER, Kind.AMOUNT)
_COUNTABLE = {
    "practitioners", "respondents", "people", "residents", "patients", "carers", "staff", "adults", "children",
    "homes", "services", "locations", "providers", "practices", "councils", "users", "citizens", "families",
    "relatives", "workers", "beds",
}  # fmt: skip


def _with_bound(text: str, token: Token) -> int:
    """Where "almost three-quarters" begins, not "three-quarters"."""
    bound = re.search(
        r"(?i)\b(?:just\s+)?(?:more\s+than|less\s+than|at\s+least|almost|nearly|over|under|about|around)\s+$",
        text[: token.start],
    )
    return bound.start() if bound and token.bound is not Bound.EXACT else token.start


def _move(sentence: Sentence, move: Move) -> Iterator[Finding]:
    a, b = move.before, move.after
    change = b.value - a.value
    start, end = _span(a, b, move.direction)
    quote, where = sentence.quote(start, end), sentence.position(start)
    unit = " percentage points" if a.kind is Kind.PERCENT else ""
    working = f"{b.text} − {a.text} = {signed(change)}{unit}"
    sign = move.direction.sign if move.direction else 0
    if sign and change * sign <= 0:
        says = (
            f"{a.text} to {b.text} is {'no change' if not change else 'a fall' if change < 0 else 'a rise'}"
        )
        yield Finding(Check.DIRECTION, Grade.WRONG, quote, where, says, working)
        return
    for by in move.by:
        yield from difference(sentence, move, by, working, a, b)
    if move.times:
        yield from _times(sentence, move, move.times)


def difference(sentence: Sentence, move: Move, by: Token, working: str, *quoted: Token) -> Iterator[Finding]:
    """What is wrong with the size of a change, absolute or in percent. `quoted` are the numbers in the quotation."""
    a, b, shares = move.before, move.after, move.before.kind is Kind.PERCENT
    size, slack = abs(b.value - a.value), by.half + spread(a) + spread(b)
    plain = abs(abs(by.value) - size) <= slack + (spread(by) if by.kind is Kind.NUMBER else 0)
    relative = _relative(a, b, by)
    quote, where = sentence.quote(*_span(by, *quoted)), sentence.position(by.start)
    points = f"{rounded(size, max(a.places, b.places))} percentage points"
    ratio = f"{rounded(100 * size / a.value, max(1, by.places))}%" if a.value else "no percentage of 0"
    working = f"{working}; {size:,} ÷ {a.text} = {ratio}"
    if shares and by.kind is Kind.PERCENT and relative and _subtracted(a, size, by):
        says = f"{a.text} and {b.text} differ by {points}; in percent that is {ratio}"
        yield Finding(Check.UNIT, Grade.MISLEADING, quote, where, says, working)
        return
    if by.kind in (Kind.PERCENT, Kind.FRACTION) and relative:
        return
    if plain and (by.kind, by.unit) == ((Kind.POINTS, "") if shares else (a.kind, a.unit)):
        return
    if shares and by.kind is Kind.PERCENT and plain:
        says = (
            f"the difference of two percentages is in percentage points: {points}; in percent it is {ratio}"
        )
        yield Finding(Check.UNIT, Grade.WRONG, quote, where, says, working)
    elif shares and by.kind is Kind.POINTS and relative:
        says = f"this is the change in percent of what it was; in percentage points it is {points}"
        yield Finding(Check.UNIT, Grade.WRONG, quote, where, says, working)
    elif _checkable(a, by):
        relatively = by.kind in (Kind.PERCENT, Kind.FRACTION)
        right = ratio if relatively else points if shares else f"{a.unit}{size:,}"
        says = f"{a.text} to {b.text} differ by {right}, not {by.text}"
        short = by.kind is Kind.FRACTION and a.value and falls_short(by, 100 * size / a.value)
        grade = Grade.MISLEADING if short else Grade.WRONG
        yield Finding(Check.DIFFERENCE, grade, quote, where, says, working)


def _subtracted(a: Token, size: Decimal, by: Token) -> bool:
    """Whether a percentage is the difference as printed, and far from what that is in percent: "0.1%, from 2.9% to 2.8%".

    Shares as small as these might have changed by as little: their rounding allows it.
    """
    return abs(by.value) == size and abs(100 * size / a.value - abs(by.value)) > 10 * by.half


def _checkable(a: Token, by: Token) -> bool:
    """Whether a difference is in a unit that the two numbers have: "by 5" of shares or of money may be of anything."""
    if a.kind is Kind.NUMBER:
        return by.kind is not Kind.AMOUNT
    return by.kind is not Kind.NUMBER and (by.kind is not Kind.AMOUNT or by.unit == a.unit)


def _relative(a: Token, b: Token, by: Token) -> bool:
    """Whether `by` is the change in percent of `a`, for some pair of numbers that round to those printed."""
    # What is printed as 0.0% may be any number below 0.05%, so any percentage may be right.
    if (changes := ratios(a, b)) is None:
        return True
    low, high = sorted((abs(changes[0]), abs(changes[1])))
    low = Decimal(0) if changes[0] < 0 < changes[1] else low
    return (
        words_fit(by, low, high)
        if by.kind is Kind.FRACTION
        else low - by.half <= abs(by.value) <= high + by.half
    )


_FACTORS = {
    "doubl": Decimal(2),
    "halv": Decimal("0.5"),
    "trebl": Decimal(3),
    "tripl": Decimal(3),
    "quadrupl": Decimal(4),
}


def _factor(word: str) -> Decimal:
    word = word.lower()
    if "fold" in word:
        return Decimal(number_words.value(word.partition("fold")[0]))
    return next(factor for stem, factor in _FACTORS.items() if word.startswith(stem))


def _times(sentence: Sentence, move: Move, times: re.Match) -> Iterator[Finding]:
    word, factor = times["word"].lower(), _factor(times["word"])
    if move.before.value <= 0:
        return
    true = move.after.value / move.before.value
    # "Doubled" is said of 1.9 and of 2.1 times, "almost doubled" of 1.8; "more than doubled" of nothing less than twice.
    near = abs(true - factor) <= factor / (5 if times["almost"] else 10)
    beyond = (true > factor) if factor > 1 else (true < factor)
    if beyond if times["over"] else near:
        return
    # "Halved" of a rise and "a threefold increase" of a fall are other claims, which the direction denies already.
    grade = Grade.MISLEADING if beyond else Grade.WRONG
    says = f"{move.before.text} to {move.after.text} is {rounded(true, 2)} times; “{word}” is {factor.normalize():f} times"
    start, end = times.span("word")
    yield Finding(Check.RATIO, grade, sentence.quote(start, end), sentence.position(start), says)


def _span(*parts: Token | None) -> tuple[int, int]:
    present = [token for token in parts if token]
    return min(token.start for token in present), max(token.end for token in present)

"""Numbers of a text held against each other: shares, sums, totals, differences, ratios and units.

Rounding never makes a fault: a printed number stands for every number that rounds to it, up or down at a half.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor

from careplace.claims.findings import Check, Finding, Grade
from careplace.claims.mixes import not_the_share
from careplace.claims.moves import Move, moves
from careplace.claims.passages import Sentence
from careplace.claims.rounding import NEAR, fits, rounded, signed
from careplace.claims.statements import PartOf, parts_of_wholes, shares_of, worded_shares
from careplace.claims.tokens import Bound, Kind, Token, tokens


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Faults in the numbers of one sentence."""
    for stated in parts_of_wholes(sentence):
        yield from _part(sentence, stated)
    for share, base in shares_of(sentence):
        yield from _rounding(sentence, share, base)
    for words, share in worded_shares(sentence):
        yield from _worded(sentence, words, share)
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
    elif share and not fits(count.value, base.value, share):
        yield not_the_share(quote, where, count.value, base.value, share)


def _counted(sentence: Sentence, base: Token) -> bool:
    return bool(re.match(r"\s+(?:\w+\s+){0,3}?(?:" + _THINGS + r")\b", sentence.text[base.end :]))


_THINGS = (
    r"homes?|locations?|services?|providers?|practices?|councils?|hospitals?|registrations?|people|residents"
)


def _rounding(sentence: Sentence, share: Token, base: Token) -> Iterator[Finding]:
    """A share of so few that no whole number of them rounds to it. Not of people: their answers may be weighted."""
    whole = base.value % 1 == 0 and 0 < base.value <= 10_000 and {share.bound, base.bound} == {Bound.EXACT}
    if not whole or not re.match(
        r"\s+(?:\w+\s+){0,2}?(?:" + _THINGS.split("|people")[0] + r")\b", sentence.text[base.end :]
    ):
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
        says = "no count, base or percentage is given, so the words cannot be held against anything"
        yield Finding(Check.RATIO, Grade.UNCHECKABLE, sentence.quote(start, words.end), where, says)
    elif not _said_well(words, share):
        says = f"{share.text} is not {sentence.quote(start, words.end)}"
        working = f"{words.text} is {rounded(words.value, 1)}%"
        yield Finding(Check.RATIO, Grade.WRONG, sentence.quote(start, share.end), where, says, working)


def _said_well(words: Token, share: Token) -> bool:
    match words.bound:
        case Bound.OVER:
            return share.value + share.half > words.value
        case Bound.UNDER:
            return share.value - share.half < words.value
        case Bound.ALMOST:
            return (
                words.value - 2 * NEAR <= share.value - share.half and share.value - share.half < words.value
            )
    return abs(share.value - words.value) <= NEAR + share.half


def _of_something(sentence: Sentence, words: Token) -> bool:
    """Whether a fraction is of people or services, not of time ("half of the year")."""
    following = re.match(r"\s+of\s+(?:(?:the|our|all)\s+)?(\w+)", sentence.text[words.end :])
    plain = following and following[1].lower() in _COUNTABLE
    return bool(plain) and not any(t.kind in (Kind.PERCENT, Kind.NUMBER) for t in tokens(sentence.text))


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
        yield from _by(sentence, move, by, working)
    if move.times:
        yield from _times(sentence, move)


def _by(sentence: Sentence, move: Move, by: Token, working: str) -> Iterator[Finding]:
    a, b, shares = move.before, move.after, move.before.kind is Kind.PERCENT
    size, slack = abs(b.value - a.value), by.half + (a.half + b.half if shares else 0)
    plain = abs(abs(by.value) - size) <= slack
    relative = _relative(a, b, by)
    quote, where = sentence.quote(by.start, by.end), sentence.position(by.start)
    points = f"{rounded(size, max(a.places, b.places))} percentage points"
    ratio = f"{rounded(100 * size / a.value, max(1, by.places))}%" if a.value else "no percentage of 0"
    working = f"{working}; {size:,} ÷ {a.text} = {ratio}"
    if (shares and by.kind is Kind.PERCENT and relative) or (
        by.kind is Kind.PERCENT and not shares and relative
    ):
        return
    if plain and by.kind is (Kind.POINTS if shares else Kind.NUMBER):
        return
    if shares and by.kind is Kind.PERCENT and plain:
        says = (
            f"the difference of two percentages is in percentage points: {points}; in percent it is {ratio}"
        )
        yield Finding(Check.UNIT, Grade.WRONG, quote, where, says, working)
    elif shares and by.kind is Kind.POINTS and relative:
        says = f"this is the change in percent of what it was; in percentage points it is {points}"
        yield Finding(Check.UNIT, Grade.WRONG, quote, where, says, working)
    elif not shares or by.kind is not Kind.NUMBER:
        right = ratio if by.kind is Kind.PERCENT else points if shares else f"{size:,}"
        says = f"{a.text} to {b.text} differ by {right}, not {by.text}"
        yield Finding(Check.DIFFERENCE, Grade.WRONG, quote, where, says, working)


def _relative(a: Token, b: Token, by: Token) -> bool:
    """Whether `by` is the change in percent of `a`, for some pair of numbers that round to those printed."""
    exact = a.kind is Kind.NUMBER
    ends = (
        [(a.value, b.value)]
        if exact
        else [(a.value + i * a.half, b.value + j * b.half) for i in (-1, 1) for j in (-1, 1)]
    )
    if min(first for first, _second in ends) <= 0:
        return True  # what is printed as 0.0% may be any number below 0.05%, so any percentage may be right
    ratios = [abs(100 * (second - first) / first) for first, second in ends]
    return min(ratios) - by.half <= abs(by.value) <= max(ratios) + by.half


_FACTORS = {"doubled": 2, "halved": Decimal("0.5"), "trebled": 3, "tripled": 3, "quadrupled": 4}


def _times(sentence: Sentence, move: Move) -> Iterator[Finding]:
    word, factor = move.times["word"].lower(), Decimal(_FACTORS[move.times["word"].lower()])
    if move.before.value <= 0:
        return
    true = move.after.value / move.before.value
    # "Doubled" is said of 1.9 and of 2.1 times; "more than doubled" of nothing less than twice.
    near = abs(true - factor) <= factor / 10
    beyond = (true > factor) if factor > 1 else (true < factor)
    if beyond if move.times["over"] else near:
        return
    grade = Grade.MISLEADING if beyond else Grade.WRONG
    says = f"{move.before.text} to {move.after.text} is {rounded(true, 2)} times; “{word}” is {factor.normalize():f} times"
    start, end = move.times.start(), move.times.end()
    yield Finding(Check.RATIO, grade, sentence.quote(start, end), sentence.position(start), says)


def _span(*held: Token | None) -> tuple[int, int]:
    there = [token for token in held if token]
    return min(token.start for token in there), max(token.end for token in there)

"""Totals of what a sentence lists, what remains of a whole, gaps, and changes given with the number that they led to."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from careplace.claims.checks import stated_parts
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.mixes import not_the_share
from careplace.claims.checks.rounding import fits, rounded, spread
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_TOTAL_AFTER = re.compile(r"(?i)^(?:\s+[\w’'-]+){0,2}\s*,?\s*\b(?:in\s+all|in\s+total|altogether)\b")
_TOTAL_BEFORE = re.compile(
    r"(?i)\b(?:making(?:\s+a\s+total\s+of)?|a\s+total\s+of|totalling|total(?:s|led)?:?|in\s+(?:all|total),?)\s+$"
)
_JOIN = re.compile(r"[^.;:()]{1,60}")
_PARTS_OF = re.compile(
    r"(?i)\bof\s+(?:which|whom|these|those)\b|\bincluding\b|\bfrom\b|\bto\b|\bbetween\b|\bup\b|\bdown\b|\bthan\b"
)
_LIST = re.compile(r"[^.;:()\d]{1,60}[:–]\s*$")


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Faults in the sums of one sentence."""
    yield from list(_totals(sentence)) or stated_parts.in_sentence(sentence)
    yield from _remaining(sentence)
    yield from _gap(sentence)
    yield from _led_to(sentence)
    yield from _on_last_year(sentence)
    yield from _response(sentence)
    yield from _rest(sentence)


def _totals(sentence: Sentence) -> Iterator[Finding]:
    """A list with its total behind it or before it: "12 in April, 15 in May and 9 in June, 46 in all"."""
    text = sentence.text
    numbers = [t for t in tokens(text) if t.kind is Kind.NUMBER]
    plain = all(t.bound is Bound.EXACT and t.value >= 0 for t in numbers) and not _has_other_kinds(text)
    if len(numbers) < 3 or not plain or _PARTS_OF.search(text[numbers[0].end :]):
        return
    total, parts = numbers[-1], numbers[:-1]
    if _TOTAL_AFTER.match(text[total.end :]) or _TOTAL_BEFORE.search(text[: total.start]):
        joined = all(_JOIN.fullmatch(text[a.end : b.start]) for a, b in pairwise(parts))
        bare = _bare_list(text, parts)
        if len(bare) > 2:
            yield from _sum(sentence, total, bare, Grade.WRONG)
        elif joined and (
            _one_form(text, parts) or (len(parts) == 2 and _MAKES_TOTAL.search(text[: total.start]))
        ):
            yield from _sum(sentence, total, parts, Grade.WRONG)
        return
    total, parts = numbers[0], numbers[1:]
    total_words = _TOTAL_BEFORE.search(text[: total.start])
    if total_words and _LIST.fullmatch(text[total.end : parts[0].start]) and _lone(text, parts):
        yield from _sum(
            sentence,
            total,
            parts,
            Grade.WRONG if sum(p.value for p in parts) > total.value else Grade.MISLEADING,
        )


def _has_other_kinds(text: str) -> bool:
    return any(t.kind in (Kind.AMOUNT, Kind.FRACTION, Kind.POINTS, Kind.DIRECTION) for t in tokens(text))


_MAKES_TOTAL = re.compile(r"(?i)\b(?:making|totalling)\s+(?:a\s+total\s+of\s+)?$")


def _bare_list(text: str, parts: list[Token]) -> list[Token]:
    """The last numbers with nothing but commas and "and" between: "12, 15, 9 and 11 beds"."""
    start = len(parts) - 1
    while start > 0 and re.fullmatch(r"\s*,?\s*(?:and\s+)?", text[parts[start - 1].end : parts[start].start]):
        start -= 1
    return parts[start:]


def _one_form(text: str, parts: list[Token]) -> bool:
    """Whether every part is said alike, by the word after it or after its noun: "12 in April, 15 in May"."""
    words = [re.match(r"\s+(?:[\w’'-]+\s+){0,3}?(in|for|at|from|on)\b", text[p.end :]) for p in parts]
    return all(words[1:]) and len({word[1] for word in words if word}) == 1


def _lone(text: str, parts: list[Token]) -> bool:
    return all(_JOIN.fullmatch(_bare(text[a.end : b.start])) for a, b in pairwise(parts))


def _bare(text: str) -> str:
    """The words without shares in brackets."""
    return re.sub(r"\([\d.]+\s?%\)", "", text) or " "


def _sum(sentence: Sentence, total: Token, parts: list[Token], grade: Grade) -> Iterator[Finding]:
    some = parts[:8]
    sums = (sum(p.value for p in chosen) for n in range(2, len(some) + 1) for chosen in combinations(some, n))
    if (true := sum(p.value for p in parts)) == total.value or total.value in sums:
        return
    working = f"{' + '.join(f'{p.value:,}' for p in parts)} = {true:,}"
    says = f"what is listed sums to {true:,}, not {total.text}"
    quote, where = sentence.quote(total.start, total.end), sentence.position(total.start)
    yield Finding(Check.SUM, grade, quote, where, says, working)


_REMAINING = re.compile(r"(?i)\b(?:the|a)\s+(?:remaining|rest\s*\()\s*$")


def _remaining(sentence: Sentence) -> Iterator[Finding]:
    """ "62% were women and the remaining 48% men": what remains of 100%, whichever of the others it is the rest of."""
    all_tokens = tokens(sentence.text)
    for share in all_tokens:
        if share.kind is not Kind.PERCENT or not _REMAINING.search(sentence.text[: share.start]):
            continue
        earlier_shares = [t for t in all_tokens if t.kind is Kind.PERCENT and t.end <= share.start][:6]
        if not earlier_shares or any(t.bound is not Bound.EXACT for t in (share, *earlier_shares)):
            continue
        slack = sum((t.half for t in (share, *earlier_shares)), Decimal(0))
        sums = (
            share.value + sum(t.value for t in some)
            for n in range(1, len(earlier_shares) + 1)
            for some in combinations(earlier_shares, n)
        )
        if all(abs(total - 100) > slack for total in sums):
            total = share.value + sum(t.value for t in earlier_shares)
            says = f"with {' and '.join(t.text for t in earlier_shares)} the remaining {share.text} makes {total}%"
            quote, where = sentence.quote(share.start, share.end), sentence.position(share.start)
            yield Finding(Check.SUM, Grade.WRONG, quote, where, says)


_GAP = re.compile(r"(?i)\b(?:gap|difference)\s+between\b")
_IS = re.compile(r"(?i)[^.;\d]{0,60}\b(?:is|was|of|stood\s+at|stands\s+at)\s+$")


def _gap(sentence: Sentence) -> Iterator[Finding]:
    """ "The gap between us (71%) and England (83%) is 8 percentage points"."""
    text = sentence.text
    quantities = [t for t in tokens(text) if t.kind in (Kind.PERCENT, Kind.POINTS)]
    opens = _GAP.search(text)
    exact = all(t.bound is Bound.EXACT for t in quantities)
    if (
        not opens
        or len(quantities) != 3
        or not exact
        or opens.end() > quantities[0].start
        or quantities[1].kind is not Kind.PERCENT
    ):
        return
    a, b, gap = quantities
    true = abs(a.value - b.value)
    if (
        a.kind is Kind.PERCENT
        and _IS.fullmatch(text[b.end : gap.start])
        and abs(true - gap.value) > a.half + b.half + gap.half
    ):
        says = f"{a.text} and {b.text} differ by {true} percentage points, not {gap.text}"
        quote, where = sentence.quote(gap.start, gap.end), sentence.position(gap.start)
        yield Finding(Check.DIFFERENCE, Grade.WRONG, quote, where, says)


_CHANGED = re.compile(
    r"(?i)[^.;:()\d]{0,60}\b(?:(?:an?|the)\s+)?(?P<way>increase|rise|growth|decrease|fall|reduction|drop|decline|up|down)\s+(?:of\s+|by\s+)?$"
)
_UP = ("increase", "rise", "growth", "up")
_BRACKET = re.compile(r"[^.;:()\d]{0,30}\(\s*$")


def _undated(text: str) -> str:
    return re.sub(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b", "", text)


def _led_to(sentence: Sentence) -> Iterator[Finding]:
    """ "150,070 enquiries, a decrease of 1,090 (0.7%)": the percentage is of what there was before."""
    quantities = [
        t for t in tokens(sentence.text) if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.AMOUNT, Kind.POINTS)
    ]
    if len(quantities) != 3 or re.search(
        r"(?i)\bfrom\b|\bto\b", sentence.text[quantities[0].start : quantities[1].start]
    ):
        return
    now, size, share = quantities
    way = _CHANGED.fullmatch(_undated(sentence.text[now.end : size.start]))
    alike = now.kind is size.kind and now.unit == size.unit and now.kind in (Kind.NUMBER, Kind.AMOUNT)
    exact = all(t.bound is Bound.EXACT for t in quantities) and share.kind is Kind.PERCENT
    if not way or not alike or not exact or not _BRACKET.fullmatch(sentence.text[size.end : share.start]):
        return
    sign = 1 if way["way"].lower() in _UP else -1
    before = now.value - sign * size.value
    if before <= 0 or size.value <= 0:
        return
    low, high = _range(now, size, sign)
    if low - share.half <= share.value <= high + share.half:
        return
    true = rounded(100 * size.value / before, max(1, share.places))
    says = f"{size.text} from {before:,} to {now.text} is {true}%, not {share.text}"
    quote, where = sentence.quote(size.start, share.end), sentence.position(size.start)
    yield Finding(Check.DIFFERENCE, Grade.WRONG, quote, where, says)


def _range(now: Token, size: Token, sign: int) -> tuple[Decimal, Decimal]:
    """Least and greatest percentage of what there was before, whatever was rounded."""
    slack = spread(size) if size.kind is not Kind.NUMBER or size.value >= 10_000 else Decimal(0)
    sizes = (size.value - slack, size.value + slack)
    nows = (now.value - spread(now), now.value + spread(now))
    shares = [100 * change / (n - sign * change) for change in sizes for n in nows if n - sign * change > 0]
    return min(shares), max(shares)


_RESPONSE = re.compile(r"(?i)\b(?:response|return|completion)\s+rate\s+(?:of|was|is)\s+(?:an?\s+)?$")
_RATE = re.compile(r"(?i)\s*(?:response|return|completion)\s+rate\b")


def _response(sentence: Sentence) -> Iterator[Finding]:
    """A rate of response, as in "1,250 were sent and 437 returned (35% response rate)"."""
    quantities = [t for t in tokens(sentence.text) if t.kind in (Kind.NUMBER, Kind.PERCENT)]
    kinds = [t.kind for t in quantities]
    if kinds != [Kind.NUMBER, Kind.NUMBER, Kind.PERCENT] or any(
        t.bound is not Bound.EXACT for t in quantities
    ):
        return
    replies, sent = sorted(quantities[:2], key=lambda t: t.value)
    share = quantities[2]
    stated = _RESPONSE.search(sentence.text[: share.start]) or _RATE.match(sentence.text[share.end :])
    if replies.value > 0 and stated and not fits(replies.value, sent.value, share):
        quote, where = sentence.quote(quantities[0].start, share.end), sentence.position(share.start)
        yield not_the_share(quote, where, replies.value, sent.value, share)


_REST = re.compile(r"(?i)\bthe\s+(?:remaining|other)\s+$")
_OF_THE = re.compile(r"(?i)\bof\s+(?:the|our|these)\s+$")


def _rest(sentence: Sentence) -> Iterator[Finding]:
    """ "Of the 14 that we suspended, nine improved and the remaining five closed", with any number of parts."""
    quantities = [
        t for t in tokens(sentence.text) if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.FRACTION, Kind.AMOUNT)
    ]
    counts = len(quantities) >= 3 and all(
        t.kind is Kind.NUMBER and t.bound is Bound.EXACT for t in quantities
    )
    if not counts or _PARTS_OF.search(sentence.text[quantities[1].end :]):
        return
    base, *parts, rest = quantities
    text = sentence.text
    if len(parts) == 1 and not _OF_THE.search(text[: base.start]):
        parts, base = [base], parts[0]
    stated = _OF_THE.search(text[: base.start]) and _REST.search(text[: rest.start])
    sums = (
        rest.value + sum(t.value for t in some)
        for n in range(1, len(parts) + 1)
        for some in combinations(parts, n)
    )
    if stated and len(parts) <= 6 and base.value not in sums:
        listed_numbers = " and ".join(t.text for t in (*parts, rest))
        says = f"{listed_numbers} are {sum(t.value for t in parts) + rest.value:,}, not {base.text}"
        quote, where = sentence.quote(rest.start, rest.end), sentence.position(rest.start)
        yield Finding(Check.SUM, Grade.WRONG, quote, where, says)


_MORE = re.compile(
    r"(?i)(?:\s+(?P<more>up|more|higher|greater|increase)|\s+(?P<less>down|fewer|less|lower|decrease|fall))\s+(?:on|than)\s+(?:the\s+|our\s+)?$"
)
_BARE_UP = re.compile(r"(?i)[,(–-]?\s*(?P<way>up|down)\s+(?:by\s+)?$")
_ON = re.compile(r"(?i)\s+(?:on|from)\s+(?:the\s+|our\s+|last\s+year[’']s\s+)?$")
_TIMES = re.compile(
    r"(?i)[^.;:()\d]{0,40}\b(?P<word>twice|double|treble|three\s+times|four\s+times|five\s+times|half)\s+(?:as\s+(?:many|much|high)\s+as\s+)?"
    r"(?:(?:that|the\s+(?:rate|share|proportion|figure|number))\s+(?:of|for|in)\s+[^.;:()\d]{1,40}(?:,?\s+(?:at|of)\s+|\s*[(,]\s*)|the\s+)?$"
)
_FACTORS: dict[str, Decimal] = {
    "twice": Decimal(2),
    "double": Decimal(2),
    "treble": Decimal(3),
    "three": Decimal(3),
    "four": Decimal(4),
    "five": Decimal(5),
    "half": Decimal("0.5"),
}


def _on_last_year(sentence: Sentence) -> Iterator[Finding]:
    """ "394 referrals, up 8% on 2,345", "12% more than the 410 of last year", "340, twice the 210 of last year"."""
    text = sentence.text
    quantities = [
        t
        for t in tokens(text)
        if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.AMOUNT, Kind.POINTS)
        and not text.startswith(" times", t.end)
    ]
    if any(t.bound is not Bound.EXACT for t in quantities):
        return
    match quantities:
        case [now, change, before] if _alike(now, before) and (
            change.kind is Kind.PERCENT or _alike(now, change)
        ):
            yield from _change_on(sentence, now, change, before)
        case [now, before] if _alike(now, before, (*_COUNTED, Kind.PERCENT)):
            if word := _TIMES.fullmatch(text[now.end : before.start]):
                yield from _twice(sentence, now, before, word)


_COUNTED = (Kind.NUMBER, Kind.AMOUNT)


def _alike(a: Token, b: Token, kinds: tuple[Kind, ...] = _COUNTED) -> bool:
    return a.kind is b.kind and a.unit == b.unit and a.kind in kinds


def _change_on(sentence: Sentence, now: Token, share: Token, before: Token) -> Iterator[Finding]:
    text = sentence.text
    more, up = _MORE.fullmatch(text[share.end : before.start]), _BARE_UP.search(text[now.end : share.start])
    up = up or _CHANGED.fullmatch(_undated(text[now.end : share.start]))
    if not more and not (up and _ON.fullmatch(text[share.end : before.start])):
        return
    if len(text[now.end : share.start]) > 60 or before.value <= spread(before):
        return
    sign = 1 if (more["more"] if more else up and up["way"].lower() in _UP) else -1
    relative = share.kind is Kind.PERCENT
    changes = [
        sign * (100 * (n - b) / b if relative else n - b)
        for n in (now.value - spread(now), now.value + spread(now))
        for b in (before.value - spread(before), before.value + spread(before))
    ]
    if min(changes) - share.half <= share.value <= max(changes) + share.half:
        return
    change = now.value - before.value
    true = (
        f"{rounded(100 * change / before.value, max(1, share.places))}%"
        if relative
        else f"{now.unit}{change:,}"
    )
    says = f"from {before.text} to {now.text} is {true}, not {share.text}"
    quote, where = sentence.quote(now.start, before.end), sentence.position(share.start)
    yield Finding(Check.DIFFERENCE, Grade.WRONG, quote, where, says)


_BOUND_BEFORE = re.compile(
    r"(?i)\b(?:(?P<over>more\s+than|over)|(?P<almost>almost|nearly|close\s+to)|less\s+than|under)\s+$"
)


def _twice(sentence: Sentence, now: Token, before: Token, word: re.Match) -> Iterator[Finding]:
    if before.value <= 0:
        return
    factor, true = _FACTORS[word["word"].split()[0].lower()], now.value / before.value
    bound = _BOUND_BEFORE.search(word[0][: word.start("word") - word.start()])
    low: Decimal | None = factor * Decimal("0.9")
    high: Decimal | None = factor * Decimal("1.1")
    if bound:
        # "More than twice" is said of nothing below twice, "almost twice" of nothing above it, nor far below.
        low, high = (
            (factor, None)
            if bound["over"]
            else (factor * Decimal("0.8"), factor)
            if bound["almost"]
            else (None, factor)
        )
    if (low is None or true >= low) and (high is None or true <= high):
        return
    says = f"{now.text} is {rounded(true, 2)} times {before.text}; “{word['word']}” is {factor.normalize():f} times"
    quote, where = sentence.quote(now.start, before.end), sentence.position(now.start)
    yield Finding(Check.RATIO, Grade.WRONG, quote, where, says)

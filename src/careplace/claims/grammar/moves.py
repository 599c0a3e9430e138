"""Two numbers and the way between them, with the words for direction, size and difference that belong to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence


@dataclass(frozen=True, slots=True)
class Move:
    """Two numbers and the way between them, as in "fell from 85 to 70, a reduction of 15 (18%)"."""

    before: Token
    after: Token
    direction: Token | None
    magnitude: Token | None
    by: tuple[Token, ...]
    times: re.Match | None


_CLAUSE = re.compile(r";|,?\s+(?:while|whereas|whilst|but)\s|\.\s")

_NEGATED = re.compile(
    r"(?i)\b(?:not|n't|never|no|without|neither|nor|if|whether|(?<!continue\s)(?<!continues\s)(?<!continued\s)to|should|would|could|may|will|can)\s+(?:an?\s+|any\s+|have\s+|be\s+)?$"
)
_TO = re.compile(r"(?i)[^.;:()]{0,60}\bto\s+(?:just\s+|only\s+|over\s+|about\s+)?")
_FROM = re.compile(r"(?i)\bfrom\s+(?:just\s+|only\s+|over\s+|about\s+)?$")
_BACK = re.compile(r"(?i)\b(?:up|down)\s+from\s+$|\b(?:to|at)\s+[\d.,%]+\s+from\s+$")
_NOUNS = "increase|rise|reduction|fall|drop|decrease|decline|growth|change|improvement|jump|uplift|gain|cut|deterioration"
_AN = re.compile(rf"(?i)\s+(?:{_NOUNS})\b(?P<of>\s+(?:in|of|on)\b(?![^.;:()\d]{{1,60}}[,(]\s*from\s))?")
_BY = re.compile(rf"(?i)(?:\bby|\b(?:{_NOUNS})\s+of|\bup|\bdown)\s+(?:only\s+|just\s+)?$")
_TIMES = re.compile(
    r"(?i)\b(?:(?P<over>more\s+than|over)\s+|(?P<almost>almost|nearly|close\s+to)\s+|(?:an?\s+)?)"
    r"(?P<word>doubled|doubling|halved|halving|trebled|tripled|tripling|quadrupled|(?:two|three|four|five|six|seven|eight|nine|ten)-?\s?fold)\b"
)
_YEAR_AGO = re.compile(
    r"(?i)[^.;:()\d]{0,40}?(?:\b(?:last|previous|prior)\s+(?:year|quarter|month)|\bthe\s+(?:year|month)\s+before|\ba\s+year\s+(?:earlier|ago|before)"
    r"|\b(?:in|for|at|during|by)\s+(?:[A-Za-z]+\s+)?(?:19|20)\d\d)"
)
_COMPARED = re.compile(
    r"(?i)[^.;:]{0,60}?[,(]?\s*(?:as\s+)?\b(?:compared\s+(?:with|to)|against|versus|vs\.?)\s+(?:the\s+)?(?:just\s+|only\s+)?$"
)


def moves(sentence: Sentence) -> Iterator[Move]:
    """Every "from A to B" of numbers in one unit, with the words and the difference that belong to it."""
    text, all_tokens = sentence.text, tokens(sentence.text)
    pairs = list(_pairs(text, all_tokens))
    for pair in pairs:
        start, end = _clause(text, *pair)
        inside = [t for t in all_tokens if start <= t.start < end]
        # With two pairs in one clause, it is not clear which of them a difference belongs to.
        alone = sum(start <= t.start < end for t, _after in pairs) == 1
        sizes = [t for t in deltas(text, inside) if t not in pair]
        by = (
            tuple(sizes)
            if alone
            else _before_each(sizes, pair, [p for p in pairs if start <= p[0].start < end])
        )
        ways = [t for t in inside if t.kind is Kind.DIRECTION and not negated(text, t)]
        direction = _nearest(ways if alone else _own(text, ways, inside, pair), pair)
        size = magnitude_of(text, inside, direction)
        # "fell from 2,134 to 1,980, and Outstanding trebled to 339": the word may belong to another number.
        same_kind = [
            t for t in inside if t.kind is pair[0].kind and t not in (*pair, *by) and not duration(text, t)
        ]
        times = _TIMES.search(text, start, end) if alone and not same_kind else _own_times(text, inside, pair)
        yield Move(*pair, direction, size, by, times)


_OWN_TIMES = re.compile(rf"{_TIMES.pattern}\s*,?\s+from\s+(?:just\s+|only\s+)?$")


def _own_times(text: str, inside: list[Token], pair: tuple[Token, Token]) -> re.Match | None:
    """The word for a ratio right before "from A to B", which is that pair's in a sentence of several."""
    first, second = pair
    between = any(t.kind is first.kind and first.end <= t.start < second.start for t in inside)
    return _OWN_TIMES.search(text[: first.start]) if first.start < second.start and not between else None


def _before_each(
    sizes: list[Token], pair: tuple[Token, Token], pairs: list[tuple[Token, Token]]
) -> tuple[Token, ...]:
    """The size of one of several changes, where each has one before it: "a 3% fall, from 2 to 1, and a 4% rise, from"."""
    spans = sorted((min(t.start for t in p), max(t.end for t in p)) for p in pairs)
    opens = [0, *(end for _start, end in spans)]
    gaps = [[t for t in sizes if i <= t.start < j] for i, (j, _end) in zip(opens, spans, strict=False)]
    if any(len(gap) != 1 for gap in gaps) or len(sizes) != len(gaps):
        return ()
    return tuple(gaps[spans.index((min(t.start for t in pair), max(t.end for t in pair)))])


def _pairs(text: str, all_tokens: tuple[Token, ...]) -> Iterator[tuple[Token, Token]]:
    """(before, after) for each pair of numbers in one unit, whichever of them is written first."""
    exact = [
        t
        for t in all_tokens
        if t.kind in (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT) and not duration(text, t)
    ]
    for i, second in enumerate(exact):
        first = exact[i - 1] if i else None
        # "120 beds in 5 homes, up from 110": of two numbers before it, it is not clear which is meant.
        alike = [t for t in exact[:i] if t.kind is second.kind]
        if first and _same(first, second) and _forward(text, first, second):
            yield first, second
        elif first and _same(first, second) and _directly(text, first, second):
            yield second, first
        elif len(alike) == 1 and _same(alike[0], second) and _backward(text, alike[0], second):
            yield second, alike[0]
        elif first and len(alike) == 1 and _same(first, second) and _year_ago(text, first, second):
            yield second, first
        elif (earlier := _bracketed(text, exact[:i], second)) is not None:
            yield earlier, second
        elif (
            first
            and len(alike) == 1
            and _same(first, second)
            and (dated := _dated(text, all_tokens, first, second))
        ):
            yield dated


_LONG = re.compile(
    r"(?i)\b(?:in|over|within|for|than|past|last|least|under|every|the|exceeding)\s+(?:just\s+|only\s+|about\s+)?$"
)
_TIME = re.compile(r"(?i)[\s-](?:years?|months?|weeks?|days?|hours?|minutes?|quarters?)\b")


def duration(text: str, token: Token) -> bool:
    """Whether a number says how long something takes, as in "waiting more than 12 months" or "in two years"."""
    whole = token.kind is Kind.NUMBER and not token.places
    return bool(whole and _TIME.match(text, token.end) and _LONG.search(text[: token.start]))


def _bracketed(text: str, before: list[Token], second: Token) -> Token | None:
    """The first number of "from 1,204 (52%) in 2016 to 1,410 (58%)"."""
    for first in before[-3:-1]:
        bare = re.sub(r"\([^()]{0,30}\)", "", text[first.end : second.start])
        alone = not any(t.kind is first.kind for t in tokens(bare))
        if alone and _same(first, second) and _FROM.search(text[: first.start]) and _TO.fullmatch(bare):
            return first
    return None


_IN = re.compile(r"(?i)(?:\s+(?:(?!and\b|or\b)[a-z’'-]+)){0,4}\s+(?:in|for|at|during|by)\s+$")
_AND = re.compile(r"(?i)\s*(?:,|and|,\s+and|but|,\s+but)\s+(?:(?:only|just)\s+)?$")


def _dated(
    text: str, all_tokens: tuple[Token, ...], first: Token, second: Token
) -> tuple[Token, Token] | None:
    """The two numbers of "1,235 homes in 2016 and 1,010 in 2017", the earlier first; each must have its own date."""
    dates = [t for t in all_tokens if t.kind is Kind.DATE and t.period and t.start > first.start]
    periods = [t.period for t in dates if t.period]
    if len(dates) != 2 or not first.end < dates[0].start < second.start < dates[1].start:
        return None
    ins = all(_IN.fullmatch(text[n.end : d.start]) for n, d in zip((first, second), dates, strict=True))
    nouns = [re.match(r"\s+([a-z’'-]+)", text[t.end :]) for t in (first, second)]
    if (
        nouns[1]
        and nouns[1][1] not in ("in", "for", "at", "during", "by")
        and nouns[1][1] != (nouns[0] and nouns[0][1])
    ):
        return None
    if not ins or not _AND.fullmatch(text[dates[0].end : second.start]) or periods[0] == periods[1]:
        return None
    return (first, second) if periods[0] < periods[1] else (second, first)


def _directly(text: str, first: Token, second: Token) -> bool:
    """As in "to 339 from 113", with nothing between."""
    between = re.fullmatch(r"(?i),?\s+(?:(?:up|down)\s+)?from\s+", text[first.end : second.start])
    return bool(between and re.search(r"(?i)\bto\s+$", text[: first.start]))


def _year_ago(text: str, first: Token, second: Token) -> bool:
    """Whether the second number is said to be an earlier one, as in "355, compared with 310 the year before"."""
    compared = _COMPARED.fullmatch(text[first.end : second.start])
    return bool(compared and _YEAR_AGO.match(text[second.end :]))


def _forward(text: str, first: Token, second: Token) -> bool:
    return bool(_FROM.search(text[: first.start]) and _TO.fullmatch(text[first.end : second.start]))


def _backward(text: str, first: Token, second: Token) -> bool:
    return bool(_BACK.search(text[: second.start])) and not re.search(r"[.;]", text[first.end : second.start])


def _same(first: Token, second: Token) -> bool:
    exact = first.bound is second.bound is Bound.EXACT
    return exact and (first.kind, first.unit) == (second.kind, second.unit)


def _clause(text: str, first: Token, second: Token) -> tuple[int, int]:
    """The clause round a pair: no further than a word that turns to something else."""
    left, right = sorted((first.start, second.start))
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    return max(cut for cut in cuts if cut <= left), min(cut for cut in cuts if cut >= right)


def _own(text: str, ways: list[Token], inside: list[Token], pair: tuple[Token, Token]) -> list[Token]:
    """The words of direction between the number before a pair and the pair: another pair's are not its own."""
    start = min(token.start for token in pair)
    numbers = [t.end for t in inside if t.kind is pair[0].kind and t.end <= start]
    near = [way for way in ways if max(numbers, default=0) <= way.start <= max(token.end for token in pair)]
    return [way for way in near if not re.search(r",\s+and\b", text[way.end : start])]


def _nearest(directions: list[Token], pair: tuple[Token, Token]) -> Token | None:
    """The direction that a pair belongs to: the last word before its "from"."""
    before = [d for d in directions if d.start < pair[0].start]
    return before[-1] if before else directions[0] if directions else None


_DELTAS = (Kind.NUMBER, Kind.PERCENT, Kind.POINTS, Kind.AMOUNT, Kind.FRACTION)


def deltas(text: str, inside: list[Token]) -> Iterator[Token]:
    """Numbers that are said to be the size of a change: "by 15", "an increase of 15 (18%)", "a 5% rise"."""
    last = None
    for token in inside:
        if token.kind not in _DELTAS or (token.bound is not Bound.EXACT and token.kind is not Kind.FRACTION):
            continue
        bracketed = last is not None and re.fullmatch(r"\s*\(\s*", text[last.end : token.start])
        introduced = _BY.search(_unbounded(text[: token.start])) or (
            token.kind not in (Kind.NUMBER, Kind.AMOUNT) and _sized(text[token.end :])
        )
        if introduced or (bracketed and token.kind is Kind.PERCENT):
            last = token
            yield token


def _sized(after: str) -> bool:
    """Whether "rise" follows a number, and of nothing else: "a 5% rise", "a 5% rise in visits, from", not "a 5% rise in"."""
    noun = _AN.match(after)
    return noun is not None and not noun["of"]


def _unbounded(text: str) -> str:
    """The words without what bounds the number after them: "by" of "by almost"."""
    return re.sub(
        r"(?i)(?<=\s)(?:almost|nearly|over|under|about|around|(?:more|less)\s+than)\s+$", "", text[-60:]
    )


def negated(text: str, token: Token) -> bool:
    """Whether the words before a token take it back, or speak of what may be rather than what was."""
    return bool(_NEGATED.search(text[max(0, token.start - 24) : token.start]))


def magnitude_of(text: str, inside: list[Token], direction: Token | None) -> Token | None:
    """The word of size next to a word of direction: "a slight increase", "rose by a modest", "fell sharply"."""
    if direction is None:
        return None
    for token in inside:
        if token.kind is Kind.MAGNITUDE:
            first, second = sorted((token, direction), key=lambda t: t.start)
            if re.fullmatch(r"\s+(?:\w+\s+)?", text[first.end : second.start]):
                return token
    return None

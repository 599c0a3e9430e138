"""Words that compare, compared with the numbers next to them; where there are none, the claim cannot be checked."""

import re
from collections.abc import Iterator

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import ratios
from careplace.claims.grammar.tokens import Bound, Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_PLACES = r"(?:councils|authorities|areas|places|boroughs|cities)"
GROUPS = (
    r"(?:(?:national|regional|English|the\s+average)(?:\s+averages?)?|England|West\s+Midlands|averages?|core\s+cit(?:y|ies)|"
    rf"neighbours|neighbouring\s+{_PLACES}|comparators?|peers|other\s+{_PLACES}|"
    rf"country|nation(?:ally|wide)?|regions?|any\s+other|elsewhere|most|{_PLACES})"
)
"""Words by which a group of places is named."""

_THAN = re.compile(
    r"(?i)\b(?:(?:(?P<more>higher|greater|more|longer|larger)|lower|less|fewer|smaller|shorter)\s+than"
    r"|(?P<above>above|exceed(?:s|ed|ing))|below)\s+(?=\D)"
)
_COMPARED = re.compile(
    rf"""(?ix)\b(?P<words>
        (?:(?:significantly|slightly|much|well|far|considerably|substantially)\s+)?
        (?:(?:higher|lower|better|worse|greater|fewer|more|less)\s+than|above|below|exceed(?:s|ed|ing)|outperform(?:s|ed|ing)?
          |fares?\s+well\s+in\s+comparison\s+(?:to|with)))
    \s+(?P<group>(?:[\w’'‘-]+\s+){{0,5}}?{GROUPS})\b"""
)
_HEDGED = re.compile(
    r"(?i)\b(?:cannot|can't|whether|if|aims?|targets?|should|would|could|may|might|want|hope|no)\b[^.;]*$"
)
_NOT = re.compile(r"(?i)\b(?:not|n't|no|never|from)\s+(?:\w+\s+)?$")
_CONFIDENCE = re.compile(
    r"(?:95|99(?:\.8)?)%\s+(?:confidence\s+|control\s+)?(?:intervals?|limits?|confidence)"
)
_INTERVAL = re.compile(
    r"(?i)95%\s+(?:confidence\s+)?(?:interval|limits),?\s+\(?(?P<low>[-+−]?\d[\d.]*)\s*(?:%|points)?"
    r"\s+to\s+(?P<high>[-+−]?\d[\d.]*)"
)
_NUMBER_OF = re.compile(r"(?i)^\s+numbers?\s+of")


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Comparisons that the sentence's own numbers deny."""
    interval = _INTERVAL.search(sentence.text)
    yield from _interval(sentence, interval) if interval else _shares(sentence)


def hedged_or_denied(text: str) -> bool:
    """Whether the words so far make what follows a wish, a question or a denial."""
    return bool(_HEDGED.search(text) or _NOT.search(text))


def compared(sentence: Sentence) -> Iterator[tuple[re.Match, bool]]:
    """Every comparison with a named group, and whether a number of the group stands in the sentence or next to it."""
    all_tokens = tokens(sentence.text)
    has_points = any(t.kind is Kind.POINTS for t in all_tokens)
    for match in _COMPARED.finditer(sentence.text):
        if hedged_or_denied(sentence.text[: match.start()]) or match["group"].lower().endswith("any other"):
            continue
        # "more than half of councils" compares with nobody.
        if any(
            t.kind in (Kind.FRACTION, Kind.NUMBER) and match.start("group") <= t.start < match.end()
            for t in all_tokens
        ):
            continue
        follows = any(t.kind in _VALUES and -3 <= t.start - match.end("words") <= 80 for t in all_tokens)
        sized = any(t.kind is Kind.PERCENT and 0 <= match.start() - t.end <= 1 for t in all_tokens)
        yield match, has_points or follows or sized or _near(sentence, match)


_VALUES = (Kind.NUMBER, Kind.PERCENT, Kind.AMOUNT)


def _near(sentence: Sentence, match: re.Match) -> bool:
    """Whether the group's own figure stands elsewhere in the sentence, or in the one before or after."""
    name = (
        _NATIONAL
        if re.search(_NATIONAL, match["group"], re.I)
        else re.escape(match["group"].split()[-1].removesuffix("s"))
    )
    remainder = sentence.text[: match.start()] + " " * len(match[0]) + sentence.text[match.end() :]
    return any(_number_near(text, name) for text in (remainder, sentence.before, sentence.after))


_NATIONAL = r"\b(?:England|national|nationally|English|country)\b"


def _number_near(text: str, name: str) -> bool:
    """Whether a number stands within a few words of a name."""
    ends = [(m.start(), m.end()) for m in re.finditer(name, text, re.I)]
    return any(
        -5 <= start - t.end <= 25 or -5 <= t.start - end <= 40
        for t in (tokens(text) if ends else ())
        if t.kind in _VALUES
        for start, end in ends
    )


def unproved(sentence: Sentence, match: re.Match, why: str = "") -> Finding:
    """The finding on a comparison whose other side is not given; `why` is the reason that an edition gives."""
    says = (
        why
        or f"the text does not give the figures of what it is compared with ({' '.join(match['group'].split())})"
    )
    if _NUMBER_OF.search(sentence.text[match.end() :]):
        says += ". A number of providers says little between places of unlike size: compare shares"
    quote = sentence.quote(match.start(), match.end())
    return Finding(Check.COMPARISON, Grade.UNCHECKABLE, quote, sentence.position(match.start()), says)


def _shares(sentence: Sentence) -> Iterator[Finding]:
    """Two numbers in one unit compared, as in "73.5% is above the national average of 82.1%"."""
    text = sentence.text
    values = [
        t
        for t in tokens(text)
        if t.kind in _VALUES
        and not _CONFIDENCE.match(text[t.start :])
        and not _INTERVAL_OF.match(text[t.end :])
    ]
    for match in _THAN.finditer(text):
        pair = (
            _pair(text, values, match)
            or _at_against(text, values, match)
            or _stated_before(text, values, match)
        )
        if pair is None or hedged_or_denied(text[: match.start()]):
            continue
        (a, b), more = pair, match["more"] or match["above"]
        if (a.value <= b.value) if more else (a.value >= b.value):
            says = f"{a.text} is not {'higher' if more else 'lower'} than {b.text}"
            start, end = min(a.start, match.start()), max(b.end, match.end())
            yield Finding(
                Check.COMPARISON, Grade.WRONG, sentence.quote(start, end), sentence.position(start), says
            )
        else:
            yield from _gap(sentence, match, a, b)


_INTERVAL_OF = re.compile(r"\s+(?:confidence|control|interval|limit)")
_AT = re.compile(
    rf"(?i)\s*(?:the\s+|our\s+)?(?:[\w’'-]+\s+){{0,3}}?{GROUPS}\s*(?:,?\s*(?:at|with)|[,:(–-])\s*$"
)
_AGAINST = re.compile(
    r"(?i)[^.;:()\d]{0,30}?\b(?:against|compared\s+(?:with|to)|versus|vs\.?|as\s+against)\s+[^.;:()\d]{0,30}$"
)


def _at_against(text: str, values: list[Token], match: re.Match) -> tuple[Token, Token] | None:
    """The two numbers after "lower than the national average, at 31.4% against 28.3%"."""
    after = [t for t in values if t.start >= match.end()]
    if (
        len(after) < 2
        or not _alike(text, values, *after[:2])
        or not _AT.match(text[match.end() : after[0].start])
    ):
        return None
    return (after[0], after[1]) if _AGAINST.fullmatch(text[after[0].end : after[1].start]) else None


_OF_GROUP = (
    ("national", r"\s*\)?\s+(?:(?:for|in|across)\s+)?(?:England|nationally)\b"),
    ("regional", r"\s*\)?\s+(?:(?:for|in|across)\s+)?(?:the\s+region|regionally)\b"),
)


def _stated_before(text: str, values: list[Token], match: re.Match) -> tuple[Token, Token] | None:
    """As in "86.3%, compared with 87.1% for England, so we are above the national average": ours is said first."""
    average = re.match(r"(?i)the\s+(national|regional)\s+average", text[match.end() :])
    before = [t for t in values if t.end <= match.start()]
    if (
        not average
        or len(before) < 2
        or len(before) < len(values)
        or len({(t.kind, t.unit) for t in before}) > 1
    ):
        return None
    pattern = dict(_OF_GROUP)[average[1].lower()]
    references = [t for t in before[1:] if re.match(rf"(?i){pattern}", text[t.end :])]
    own = before[0]
    plain = len(references) == 1 and own.bound is references[0].bound is Bound.EXACT
    return (own, references[0]) if plain and own.kind is Kind.PERCENT else None


def _pair(text: str, values: list[Token], match: re.Match) -> tuple[Token, Token] | None:
    """The numbers on either side of a comparison, where nothing shows that they belong to something else."""
    before = [t for t in values if t.end <= match.start()]
    after = [t for t in values if t.start >= match.end()]
    if before and _by(text, before[-1], match):
        before.pop()  # "78.6%, which is 3.2% above the average": how much higher, and not what is higher
    while len(before) > 1 and _BEFORE_OTHER_VALUE.search(text[: before[-1].start]):
        before.pop()  # "93%, up from 91.7%, and above 92%"; "27%, better than the region's 26%, and above England's 28%"
    if not before or not after or before[-1].bound is not Bound.EXACT:
        return None
    own, reference = before[-1], after[0]
    if not _alike(text, values, own, reference):
        return None
    near = re.fullmatch(r"[^.;()\d]{1,60}[(]?\s*", text[match.end() : reference.start])
    separated = re.search(r";|\.\s|percentage points(?!\s*$)", text[own.end : match.start()])
    return (own, reference) if near and not separated else None


_BEFORE_OTHER_VALUE = re.compile(
    rf"(?i)\bfrom\s+(?:just\s+|only\s+)?$|\b(?:than|above|below|against|with|exceed\w*|under|over)\s+(?:in\s+|the\s+|our\s+)*"
    rf"(?:[\w’'-]+\s+){{0,3}}?{GROUPS}(?:['’]s)?\s*(?:average|figure|rate|mean)?\s*(?:,?\s*(?:of|at|is|was|\(|,))?\s*$"
)
"""What stands before a number of an earlier year, or of another group that was compared with already."""


def _by(text: str, value: Token, match: re.Match) -> bool:
    """Whether a number is the size of the difference: it stands right before "above" or "higher than"."""
    return bool(
        re.fullmatch(r"\s*(?:points?\s+)?(?:significantly\s+|slightly\s+)?", text[value.end : match.start()])
    )


def _alike(text: str, values: list[Token], own: Token, reference: Token) -> bool:
    """Whether two numbers are in one unit. Bare numbers must be the only two, and the group must be an average.

    "5 of our homes, more than the 4 of the region" says a number of homes on both sides; "12 homes, fewer than the
    average of 310 places" would not.
    """
    if (own.kind, own.unit) != (reference.kind, reference.unit) or Bound.EXACT is not reference.bound:
        return False
    if own.kind is not Kind.NUMBER:
        return True
    alone = sum(t.kind is Kind.NUMBER for t in values) == 2
    units = {_unit(text[t.end :]) for t in (own, reference)} - {""}
    averages = _AVERAGE.search(text[own.end : reference.end + 30]) or _AVERAGE.search(text[: own.start][-60:])
    return bool(alone and len(units) < 2 and averages)


_AVERAGE = re.compile(
    r"(?i)\baverages?\b|\bEngland\b|\bnational(?:ly)?\b|\bregional(?:ly)?\b|\bmean\b|\bmedian\b"
)
_UNIT = re.compile(
    r"\s*(?P<unit>per\s+[\d,]+|days?|weeks?|months?|hours?|minutes?|years?|pounds?|people|patients|residents|admissions|beds|homes)\b"
)


def _unit(after: str) -> str:
    match = _UNIT.match(after)
    return " ".join(match["unit"].split()).removesuffix("s") if match else ""


def _gap(sentence: Sentence, match: re.Match, a: Token, b: Token) -> Iterator[Finding]:
    """How much higher is said to be, as in "71% is 8 percentage points below the average of 83%"."""
    before = [t for t in tokens(sentence.text) if t.end <= match.start() and t is not a]
    if not before or a.kind is not Kind.PERCENT:
        return
    size = before[-1]
    if (
        size.kind not in (Kind.POINTS, Kind.PERCENT)
        or size.bound is not Bound.EXACT
        or not _by(sentence.text, size, match)
    ):
        return
    true, slack = abs(a.value - b.value), size.half + a.half + b.half
    plain, relative = abs(true - size.value) <= slack, _relatively(a, b, size)
    points = f"{true} percentage points"
    quote, where = sentence.quote(size.start, match.end()), sentence.position(size.start)
    if size.kind is Kind.PERCENT and plain and not relative:
        says = f"the difference of two percentages is in percentage points: {points}"
        yield Finding(Check.UNIT, Grade.WRONG, quote, where, says)
    elif not plain and not (size.kind is Kind.PERCENT and relative):
        yield Finding(
            Check.DIFFERENCE,
            Grade.WRONG,
            quote,
            where,
            f"{a.text} and {b.text} differ by {points}, not {size.text}",
        )


def _relatively(a: Token, b: Token, size: Token) -> bool:
    changes = ratios(b, a)
    if changes is None:
        return True
    low, high = sorted(abs(change) for change in changes)
    return low - size.half <= size.value <= high + size.half


def _interval(sentence: Sentence, interval: re.Match) -> Iterator[Finding]:
    """A difference with its limits: "lower than in England, by 9.1 percentage points (95% interval −15.6 to −2.6)"."""
    match = _THAN.search(sentence.text)
    points = [t for t in tokens(sentence.text) if t.kind is Kind.POINTS]
    if not match or not points or hedged_or_denied(sentence.text[: match.start()]):
        return
    low, high = (float(interval[end].replace("−", "-")) for end in ("low", "high"))
    sign = 1 if match["more"] or match["above"] else -1
    quote, where = sentence.quote(match.start(), interval.end()), sentence.position(match.start())
    # A limit printed as 0.0 may be on either side of zero.
    if low < 0 < high:
        says = f"the interval includes zero: no clear difference, so not shown to be {'higher' if sign > 0 else 'lower'}"
        yield Finding(Check.COMPARISON, Grade.MISLEADING, quote, where, says)
    elif not low - 0.05 <= sign * abs(float(points[0].value)) <= high + 0.05:
        says = f"{points[0].text} in that direction are outside the interval"
        yield Finding(Check.COMPARISON, Grade.WRONG, quote, where, says)

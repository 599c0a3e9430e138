"""Words that compare, held against the numbers beside them; where there are none, the claim cannot be checked."""

import re
from collections.abc import Iterator

from careplace.claims.findings import Check, Finding, Grade
from careplace.claims.passages import Sentence
from careplace.claims.tokens import Bound, Kind, Token, tokens

_OTHERS = r"(?:councils|authorities|areas|places|boroughs|cities)"
GROUPS = (
    r"(?:(?:national|regional|English|the\s+average)(?:\s+averages?)?|England|West\s+Midlands|averages?|core\s+cit(?:y|ies)|"
    rf"neighbours|neighbouring\s+{_OTHERS}|comparators?|peers|other\s+{_OTHERS}|"
    rf"country|nation(?:ally|wide)?|region|any\s+other|{_OTHERS})"
)
"""Words by which a group of places is named."""

_THAN = re.compile(
    r"(?i)\b(?:(?:(?P<more>higher|greater|more)|lower|less|fewer|smaller)\s+than|(?P<above>above)|below)\s+(?=\D)"
)
_COMPARED = re.compile(
    rf"""(?ix)\b(?P<words>
        (?:(?:significantly|slightly|much|well|far|considerably|substantially)\s+)?
        (?:(?:higher|lower|better|worse|greater|fewer|more|less)\s+than|above|below
          |fares?\s+well\s+in\s+comparison\s+(?:to|with)))
    \s+(?P<group>(?:[\w’'‘-]+\s+){{0,5}}?{GROUPS})\b"""
)
_UNSAID = re.compile(
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


def unsaid(text: str) -> bool:
    """Whether the words so far make what follows a wish, a question or a denial."""
    return bool(_UNSAID.search(text) or _NOT.search(text))


def compared(sentence: Sentence) -> Iterator[tuple[re.Match, bool]]:
    """Every comparison with a named group, and whether a number of the group stands beside it."""
    found = tokens(sentence.text)
    for match in _COMPARED.finditer(sentence.text):
        if unsaid(sentence.text[: match.start()]) or match["group"].lower().endswith("any other"):
            continue
        near = (t.kind is Kind.PERCENT and -3 <= t.start - match.end("words") <= 80 for t in found)
        gap = (t.kind is Kind.PERCENT and 0 <= match.start() - t.end <= 1 for t in found)
        yield match, any(near) or any(gap) or any(t.kind is Kind.POINTS for t in found)


def unproved(sentence: Sentence, match: re.Match, why: str = "") -> Finding:
    """The finding on a comparison whose other side is not given; `why` where an edition has been asked."""
    says = (
        why
        or f"the text does not give the figures of what it is compared with ({' '.join(match['group'].split())})"
    )
    if _NUMBER_OF.search(sentence.text[match.end() :]):
        says += ". A number of providers says little between places of unlike size: compare shares"
    quote = sentence.quote(match.start(), match.end())
    return Finding(Check.COMPARISON, Grade.UNCHECKABLE, quote, sentence.position(match.start()), says)


def _shares(sentence: Sentence) -> Iterator[Finding]:
    """Two shares compared, as in "73.5% is above the national average of 82.1%"."""
    text = sentence.text
    shares = [t for t in tokens(text) if t.kind is Kind.PERCENT and not _CONFIDENCE.match(text[t.start :])]
    for match in _THAN.finditer(text):
        pair = _pair(text, shares, match)
        if pair is None or unsaid(text[: match.start()]):
            continue
        (a, b), more = pair, match["more"] or match["above"]
        if (a.value <= b.value) if more else (a.value >= b.value):
            says = f"{a.text} is not {'higher' if more else 'lower'} than {b.text}"
            quote = sentence.quote(a.start, b.end)
            yield Finding(Check.COMPARISON, Grade.WRONG, quote, sentence.position(a.start), says)


def _pair(text: str, shares: list[Token], match: re.Match) -> tuple[Token, Token] | None:
    """The shares on either side of a comparison, where nothing shows that they belong to something else."""
    before = [t for t in shares if t.end <= match.start()]
    after = [t for t in shares if t.start >= match.end()]
    if not before or not after or before[-1].bound is not Bound.EXACT:
        return None
    own, other = before[-1], after[0]
    near = re.fullmatch(r"[^.;()\d]{1,60}[(]?\s*", text[match.end() : other.start])
    apart = re.search(r"[;.]|percentage points", text[own.end : match.start()])
    return (own, other) if near and not apart else None


def _interval(sentence: Sentence, interval: re.Match) -> Iterator[Finding]:
    """A difference with its limits: "lower than in England, by 9.1 percentage points (95% interval −15.6 to −2.6)"."""
    match = _THAN.search(sentence.text)
    points = [t for t in tokens(sentence.text) if t.kind is Kind.POINTS]
    if not match or not points or unsaid(sentence.text[: match.start()]):
        return
    low, high = (float(interval[end].replace("−", "-")) for end in ("low", "high"))
    sign = 1 if match["more"] or match["above"] else -1
    quote, where = sentence.quote(match.start(), interval.end()), sentence.position(match.start())
    # A limit printed as 0.0 may lie on either side of zero.
    if low < 0 < high:
        says = f"the interval includes zero: it cannot be told which is {'higher' if sign > 0 else 'lower'}"
        yield Finding(Check.COMPARISON, Grade.MISLEADING, quote, where, says)
    elif not low - 0.05 <= sign * abs(float(points[0].value)) <= high + 0.05:
        says = f"{points[0].text} in that direction do not lie in the interval"
        yield Finding(Check.COMPARISON, Grade.WRONG, quote, where, says)

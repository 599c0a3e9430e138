"""Highest, lowest, best: compared with the others where the sentence gives them, else not to be checked."""

import re
from collections.abc import Iterator

from careplace.claims.checks.comparisons import GROUPS, hedged_or_denied
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence

_SUPERLATIVE = re.compile(
    r"(?i)\b(?P<words>(?:among(?:st)?\s+|one\s+of\s+)?(?:the|England[’']s|the\s+(?:country|nation|region)[’']s)\s+(?P<which>highest|lowest|best|worst|greatest|largest|smallest|most|fewest)"
    r"|(?:higher|lower|better|greater)\s+(?:(?:share|proportion|percentage|rate)\s+of\s+[^.;:()\d]{1,60}?\s+)?than\s+any\s+other)\b(?=(?P<rest>[^.;]*))"
)
_REGIONS = r"(?:(?:North|South)\s+(?:East|West)|East\s+Midlands|East\s+of\s+England|Yorkshire|London)"
_GROUP = re.compile(rf"(?i:\b{GROUPS}\b)|\b(?:in|of)\s+(?:the\s+)?{_REGIONS}\b")
_PLACE_WITH_SHARE = re.compile(r"\b[A-Z]\w+(?:\s+(?:upon|and|[A-Z]\w+))*\s+\((?=\d)")
_UNKNOWN = "the text does not give the figures of the others in the group, nor out of how many each is"


def in_sentence(sentence: Sentence) -> Iterator[Finding]:
    """Superlatives that the list in the sentence denies."""
    places = _places_with_shares(sentence)
    for match in _asserted(sentence) if len(places) > 2 else ():
        (own, first), high = places[0], match["which"] == "highest"
        beyond = [(n, t) for n, t in places[1:] if (t.value > first.value if high else t.value < first.value)]
        if beyond and alone(match):
            name, share = beyond[0]
            says = f"{name} ({share.text}) is {'higher' if high else 'lower'} than {own} ({first.text})"
            start, end = match.start(), match.end("words")
            yield Finding(
                Check.SUPERLATIVE, Grade.WRONG, sentence.quote(start, end), sentence.position(start), says
            )


def superlatives(sentence: Sentence) -> Iterator[re.Match]:
    """Every superlative over a group whose members' figures the sentence does not give."""
    for match in _asserted(sentence) if len(_places_with_shares(sentence)) < 3 else ():
        ranked = match["which"] in (None, "highest", "lowest", "best", "worst")
        if (ranked and _GROUP.search(match["words"] + match["rest"][:80])) or _counted(sentence, match):
            yield match


_PERFORMS = re.compile(r"(?i)[-\s]+(?:performing|rated)\b|\s+(?:proportion|percentage|share|rate)\b")


def _counted(sentence: Sentence, match: re.Match) -> bool:
    """Whether a rank of shares, or of how well places do, is said with counts alone: places are of unlike size."""
    all_tokens = tokens(sentence.text)
    counts = any(t.kind is Kind.NUMBER for t in all_tokens)
    shares = any(t.kind in (Kind.PERCENT, Kind.POINTS, Kind.FRACTION, Kind.NON_QUANTITY) for t in all_tokens)
    return bool(_PERFORMS.match(match["rest"]) and counts and not shares)


def unmatched(sentence: Sentence, match: re.Match, why: str = "") -> Finding:
    """The finding on a superlative that nothing can prove; `why` is the reason that an edition gives."""
    quote, where = sentence.quote(match.start(), _end(match)), sentence.position(match.start())
    all_tokens = tokens(sentence.text)
    counts = [t.text for t in all_tokens if t.kind is Kind.NUMBER and t.value >= 100]
    says = why or _UNKNOWN
    if counts and not any(t.kind is Kind.PERCENT for t in all_tokens):
        says += f". A count ({counts[0]}) also needs how many could have been counted"
    return Finding(Check.SUPERLATIVE, Grade.UNCHECKABLE, quote, where, says)


def _end(match: re.Match) -> int:
    """Where the group's name ends: "the highest in the country", not "the highest"."""
    groups = list(_GROUP.finditer(match["rest"][:80]))
    if not groups and (performs := _PERFORMS.match(match["rest"])):
        return match.start("rest") + performs.end()
    return match.start("rest") + groups[-1].end() if groups else match.end("words")


def _asserted(sentence: Sentence) -> Iterator[re.Match]:
    return (
        m for m in _SUPERLATIVE.finditer(sentence.text) if not hedged_or_denied(sentence.text[: m.start()])
    )


def alone(match: re.Match) -> bool:
    """Whether the words claim the first place itself, not one among the first."""
    return match["which"] in ("highest", "lowest") and not match["words"].lower().startswith(("among", "one"))


def _places_with_shares(sentence: Sentence) -> list[tuple[str, Token]]:
    """A list such as "Coventry (79%), Solihull (81%)": names with the share in brackets after each."""
    shares = {t.start: t for t in tokens(sentence.text) if t.kind is Kind.PERCENT}
    return [
        (m[0][:-1].strip(), shares[m.end()])
        for m in _PLACE_WITH_SHARE.finditer(sentence.text)
        if m.end() in shares
    ]

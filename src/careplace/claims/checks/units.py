"""Units taken for one another: a count for a share, beds for homes. Percent for points stands with the differences."""

import re
from collections.abc import Iterator

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.grammar.tokens import Kind, tokens
from careplace.claims.texts.passages import Sentence

_SHARE_IS = re.compile(
    r"(?i)\b(?:share|proportion|percentage(?!\s+points?))\b[^.;,%\d]{0,60}\b(?:is|was|were|stands?\s+at|stood\s+at|to)\s+$"
)


def share_as_count(sentence: Sentence) -> Iterator[Finding]:
    for token in tokens(sentence.text):
        rest = sentence.text[token.end :]
        count = token.kind is Kind.NUMBER and token.value > 1 and token.text[0].isdigit()
        if not count or not _SHARE_IS.search(sentence.text[: token.start]):
            continue
        if re.match(r"\s*(?:of|out|in|per|percent|times|/|%|to|points?)", rest) or (
            re.match(r"\s+\w", rest) and token.value <= 100
        ):
            continue
        says = f"a share is said, and {token.text} is a count: a share needs what it is out of"
        yield Finding(
            Check.UNIT,
            Grade.WRONG,
            sentence.quote(token.start, token.end),
            sentence.position(token.start),
            says,
        )


_BEDS = re.compile(r"(?i)^\s+(?:\w+\s+)?beds?\b")
_LOCATIONS = re.compile(
    r"(?i)^\s+(?:(?:care|nursing|residential)\s+){0,3}(?:homes|locations|services|providers)\b"
)


def beds_as_locations(sentences: list[Sentence]) -> Iterator[Finding]:
    """A number that the text gives as beds, given again as homes."""
    numbers = [(s, t) for s in sentences for t in tokens(s.text) if t.kind is Kind.NUMBER and t.value >= 50]
    beds = {t.value: s.quote(t.start, t.end) for s, t in numbers if _BEDS.match(s.text[t.end :])}
    for sentence, token in numbers:
        noun = _LOCATIONS.match(sentence.text[token.end :])
        if noun and token.value in beds:
            quote = sentence.quote(token.start, token.end + noun.end())
            says = f"the text gives {token.text} as a number of beds too"
            yield Finding(Check.UNIT, Grade.WRONG, quote, sentence.position(token.start), says)

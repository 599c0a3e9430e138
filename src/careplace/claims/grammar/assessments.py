"""What a sentence says of CQC's assessment of a council: its rating, its score in percent, scores of quality statements.

Only a rating that stands next to the council is read as the council's: "CQC rated the council Good", not "rated the
council's care homes Good". A sentence about another inspectorate, a wish or a forecast says nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from careplace.claims.grammar.number_words import ONES
from careplace.claims.grammar.tokens import Kind, Token, tokens

OVERALL, SCORE = "council-assessment-overall", "council-assessment-score"
STATEMENTS = {
    "council-assessment-qs1": r"assessing\s+needs",
    "council-assessment-qs2": r"(?:supporting\s+people\s+to\s+(?:live|lead)\s+)?healthier\s+lives",
    "council-assessment-qs3": r"equity(?:\s+in\s+experiences?\s+and\s+outcomes)?",
    "council-assessment-qs4": r"care\s+provision(?:,\s+integration\s+and\s+continuity)?",
    "council-assessment-qs5": r"partnerships?(?:\s+and\s+communit(?:y|ies))?",
    "council-assessment-qs6": r"safe\s+(?:systems|pathways)(?:,?\s+(?:and\s+)?pathways(?:\s+and|,)\s+transitions)?",
    "council-assessment-qs7": r"safeguarding",
    "council-assessment-qs8": r"governance(?:,\s+management\s+and\s+sustainability)?",
    "council-assessment-qs9": r"learning(?:,\s+|\s+and\s+)improvement(?:\s+and\s+innovation)?",
}
"""The words for each quality statement, by measure."""

ASSESSOR = re.compile(r"\bCQC\b|(?i:\bcare\s+quality\s+commission\b)")
_COUNCIL = r"(?:council|local\s+authority|authority|borough|county)"
_CARE = r"adult\s+social\s+care(?:\s+(?:services|department|duties|functions))?"
_NAMED = r"(?:[A-Z][\w’'-]*\s+(?:(?:of|upon|and|the|on|in|with)\s+)?){0,6}?"
_WHO = (
    rf"(?:(?:the\s+|our\s+)?{_NAMED}(?i:{_COUNCIL})(?:['’]s)?(?:\s+{_CARE})?|(?i:us|we|(?:its|our)\s+{_CARE})"
    rf"|[A-Z][\w’'-]*(?:\s+(?:(?:of|upon|and|the|on|with)\s+)?[A-Z][\w’'-]*){{0,4}}?(?:['’]s\s+{_CARE})?"
    rf"|(?i:{_CARE})\s+(?:in|at|for)\s+{_NAMED}[A-Z][\w’'-]*)"
)
_MARK = r"[\"'‘’“”]?"
_AS = r"\s+(?:overall\s+)?(?:(?:as|to\s+be)\s+)?(?:being\s+)?(?:an?\s+)?(?:overall\s+)?"
_RATES = r"(?:rat(?:es?|ed)|assess(?:es|ed)?|judg(?:es?|ed)|grad(?:es?|ed)|found)"
_RATED = r"(?:(?:was|is|were|are|been)\s+)(?:(?:again|also|now|recently)\s+)?(?:rated|assessed|judged|graded)"
_GIVES = r"(?:g[ai]ve[sn]?|award(?:s|ed)|received|achieved|got|secured|has|had|gained)"
_BEFORE = (
    re.compile(rf"\b{_RATES}\s+(?P<who>{_WHO}){_AS}{_MARK}$"),
    re.compile(rf"(?P<who>{_WHO})\s+(?:(?:has|have)\s+)?{_RATED}(?:\s+by\s+\w+)?{_AS}{_MARK}$"),
    re.compile(rf"\b{_GIVES}\s+(?P<who>{_WHO})\s+an?\s+(?:overall\s+)?(?:rating\s+of\s+)?(?:overall\s+)?{_MARK}$"),
    re.compile(
        rf"(?P<who>{_WHO})\s+(?:(?:was|were|has|have|been)\s+){{0,2}}{_GIVES}\s+an?\s+(?:overall\s+)?"
        rf"(?:(?P<of>rating\s+of\s+)(?:overall\s+)?)?{_MARK}$"
    ),
)  # fmt: skip
"""What stands before the level of a council's rating."""
_OTHER = re.compile(
    r"(?i)\b(?:not|n[o’']t|never|ofsted|if|would|could|should|targets?|aims?|aiming|ambitions?|expect\w*|hop(?:e|es|ed|ing)|children|self-assess\w*"
    r"|peer|survey\w*|mock|previous(?:ly)?|until|rated\s+by\s+people)\b"
)
_STATEMENT = "|".join(f"(?P<{id.rpartition('-')[2]}>{words})" for id, words in STATEMENTS.items())
_NUMBER = r"(?P<number>[1-4]|one|two|three|four)(?![\d.]|,\d|%)"
_OUT_OF = r"(?:\s*(?:out\s+of|/)\s*(?:4|four)\b)?"
_OF_A_PART = re.compile(
    rf"(?i){_MARK}\s+(?:for|in|on)\s+(?:(?:its|our|the)\s+)?(?:{_STATEMENT}|care\s+homes?|home\s+care|nursing|providers?|residential)\b"
)
_SCORES = re.compile(r"(?i)\bscor(?:e|es|ed|ing)\b")
_NUMBER_FIRST = re.compile(
    rf"(?i)\b{_NUMBER}{_OUT_OF}\s+(?:for|on|in|under|against)\s+(?:the\s+)?(?:quality\s+statement\s+)?(?:on\s+)?{_MARK}(?:{_STATEMENT})\b"
)
_NUMBER_LAST = re.compile(
    rf"(?i)\b(?:{_STATEMENT}){_MARK}(?:\s*(?::|\()\s*|\s+(?:was\s+)?(?:scored|scores)\s+(?:an?\s+)?|\s+(?:at|with|received|had)\s+"
    rf"(?:an?\s+score\s+of\s+)?)\b{_NUMBER}{_OUT_OF}"
)
_PERCENT = re.compile(
    r"(?i)\b(?:(?:overall|total)\s+)?(?:percentage\s+)?score\s+(?:of|was|is)\s+(?:\w+\s+){0,2}$"
    r"|\bscor(?:ed|es|ing)\s+(?:a\s+total\s+of\s+)?(?:\w+\s+)?$"
)


@dataclass(frozen=True, slots=True)
class AssessmentClaim:
    """A claim at `start` to `end` of a sentence. `level` is of the measure OVERALL, `percent` of SCORE, `score` of a quality
    statement; `who` are the words for the council, "" where the claim names none."""

    measure: str
    start: int
    end: int
    who: str = ""
    level: str = ""
    percent: Token | None = None
    score: Decimal | None = None


def assessment_claims(text: str) -> Iterator[AssessmentClaim]:
    """The claims of a sentence, its rating first; none where the sentence is about something else that has such words."""
    if _OTHER.search(text):
        return
    yield from chain(_ratings(text), _percents(text), _statements(text))


def _ratings(text: str) -> Iterator[AssessmentClaim]:
    levels = [token for token in tokens(text) if token.kind is Kind.RATING]
    # "from Requires improvement to Good" has two, of which one is the earlier.
    if len(levels) != 1 or len(levels[0].levels) != 1:
        return
    (level,) = levels
    match = next((match for before in _BEFORE if (match := before.search(text[: level.start]))), None)
    if match and _is_a_rating(match, text[level.end :]):
        yield AssessmentClaim(OVERALL, level.start, level.end, match["who"], level.levels[0])


def _is_a_rating(match: re.Match, after: str) -> bool:
    """Not "has a Good …" of anything but a rating, nor "rated Good for safeguarding"."""
    if _OF_A_PART.match(after):
        return False
    says_rating = "of" not in match.re.groupindex or match["of"]
    return bool(says_rating or re.match(rf"{_MARK}\s+(?:overall\s+)?(?:CQC\s+)?rating\b", after))


def _percents(text: str) -> Iterator[AssessmentClaim]:
    for token in tokens(text):
        if token.kind is Kind.PERCENT and _PERCENT.search(text[: token.start]):
            yield AssessmentClaim(SCORE, token.start, token.end, percent=token)


def _statements(text: str) -> Iterator[AssessmentClaim]:
    """Of two readings of the same words the first counts: "3 for equity and 2 for safeguarding" has two scores."""
    end = 0
    matches = [match for pattern in (_NUMBER_FIRST, _NUMBER_LAST) for match in pattern.finditer(text)]
    for match in sorted(matches if _SCORES.search(text) else (), key=lambda match: match.start()):
        if match.start() >= end:
            measure = next(id for id in STATEMENTS if match[id.rpartition("-")[2]])
            number = match["number"].lower()
            score = Decimal(number if number.isdigit() else ONES.index(number) + 1)
            yield AssessmentClaim(measure, match.start(), match.end(), score=score)
            end = match.end()

"""A sentence's claims about CQC's assessment of a council, checked against the assessment in an edition.

The assessment meant is the council's latest, up to the date that the sentence names. Another rating or score is wrong; after
the last month that the edition's file has, it may be of a later assessment, and cannot be checked.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.rounding import agrees, rounded
from careplace.claims.grammar import subjects
from careplace.claims.grammar.assessments import OVERALL, SCORE, AssessmentClaim, assessment_claims
from careplace.claims.grammar.places import Period, no_date
from careplace.claims.texts.passages import Sentence
from careplace.figures import Figure
from careplace.measures import dictionary
from careplace.measures.assessment import Assessment, assessment
from careplace.measures.outcomes.periods import span
from careplace.measures.outcomes.queries import everywhere, periods
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.ratings.scale import LEVELS

_CARE = re.compile(
    r"(?i)^adult\s+social\s+care(?:\s+\w+)?\s+(?:in|at|for)\s+|['’]s(?:\s+adult\s+social\s+care.*)?$|^the\s+"
)
_UNNAMED = re.compile(
    r"(?i)(?:(?:the|our)\s+(?:(?:city|county|borough)\s+)?(?:council|(?:local\s+)?authority|borough|county)(?:['’]s)?)?"
    r"(?:\s*(?:(?:our|its)\s+)?adult\s+social\s+care.*)?|us|we"
)


def in_sentence(sentence: Sentence, reader: Reader, home: Area | None) -> Iterator[Finding]:
    """Findings on the claims of a sentence; `home` is the council that the whole text names, if it names one."""
    period = subjects.only_period(sentence.text)
    if period is None and not no_date(sentence.text):
        return
    for claim in assessment_claims(sentence.text):
        if area := _council(claim, sentence.text, reader, home):
            yield _checked(claim, sentence, reader, area, period)


def _council(claim: AssessmentClaim, text: str, reader: Reader, home: Area | None) -> Area | None:
    """The council that is meant. A name must be the council's own: "Warrington House" is a home."""
    name = _CARE.sub("", _CARE.sub("", claim.who))
    if name and reader.gazetteer.candidates(name, ("council",)):
        return reader.gazetteer.resolve(name, kinds=("council",))
    return (subjects.council(text, reader) or home) if _UNNAMED.fullmatch(claim.who) else None


def _checked(
    claim: AssessmentClaim, sentence: Sentence, reader: Reader, area: Area, period: Period | None
) -> Finding:
    latest, why = assessment(reader, area, period[1] if period else None)
    figure = _figure(reader, latest, claim.measure) if latest else None
    if latest is None or figure is None or figure.value is None:
        return _finding(sentence, claim, Grade.UNCHECKABLE, why or f"{_of(latest, area)} has none")
    says = f"{_of(latest, area)} has {_stated(latest, figure)}"
    if _agrees(claim, latest, figure):
        return _finding(sentence, claim, Grade.HOLDS, says, figure.id)
    if period and period[1] > _last_day(reader):
        says += "; the edition has none of as late as the text’s date"
        return _finding(sentence, claim, Grade.UNCHECKABLE, says, figure.id)
    return _finding(sentence, claim, Grade.WRONG, says, figure.id)


def _figure(reader: Reader, latest: Assessment, measure: str) -> Figure | None:
    cell = (measure, f"{latest.month:%Y-%m}", "all")
    return everywhere(reader, [cell])[cell].get(latest.council)


def _agrees(claim: AssessmentClaim, latest: Assessment, figure: Figure) -> bool:
    value = Decimal(repr(float(figure.value or 0)))
    if claim.measure == OVERALL:
        return claim.level == latest.overall
    if claim.percent:
        return agrees(100 * value, claim.percent, dictionary.measures()[SCORE].decimals)
    return claim.score == value


def _stated(latest: Assessment, figure: Figure) -> str:
    title = dictionary.measures()[figure.measure].title
    if figure.measure == OVERALL:
        return f"the rating {latest.overall}"
    value = Decimal(repr(float(figure.value or 0)))
    if figure.measure == SCORE:
        total = f"{figure.numerator:.0f} of {figure.denominator:.0f}"
        return f"{total} ({rounded(100 * value, 0)}%) for all nine quality statements"
    return f"the score {value:.0f} of {len(LEVELS)} for “{title}”"


def _of(latest: Assessment | None, area: Area) -> str:
    return f"CQC’s assessment of {area.name} of {latest.month:%B %Y}" if latest else ""


def _last_day(reader: Reader) -> date:
    """The end of the last month that the edition has an assessment of."""
    return span(periods(reader)[OVERALL][-1], dictionary.measures()[OVERALL].period_type)[1]


def _finding(
    sentence: Sentence, claim: AssessmentClaim, grade: Grade, says: str, working: str = ""
) -> Finding:
    quote, position = sentence.quote(claim.start, claim.end), sentence.position(claim.start)
    return Finding(Check.EDITION, grade, quote, position, says, working)

"""A sentence's numbers of outcomes, delays, waits, deprivation and beds, checked against an edition's figures.

A number is looked up only where the sentence names one measure, and the number's place and period can be read. What
differs by more than rounding is wrong; it misleads where the edition's own figure is provisional; and where the edition
calculates the figure by a way of its own, or the sentence names no period, it cannot be checked.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.checks import recording_changes
from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.outcome_figures import figure_at, latest_figure
from careplace.claims.checks.rating_figures import NoFigure
from careplace.claims.checks.rounding import agrees, rounded
from careplace.claims.grammar.phrases import Mention, Phrases, from_its_source, mentioned
from careplace.claims.grammar.places import Place, Value, no_date, places, values
from careplace.claims.grammar.tokens import Kind, Token, tokens
from careplace.claims.texts.passages import Sentence
from careplace.figures import Figure, Status
from careplace.measures.reader import Reader
from careplace.places.area import Area

KINDS = {"percent": Kind.PERCENT}
_DIFFERENT_SCOPE = re.compile(
    r"(?i)\b(?:m[ae]n|wom[ae]n|males?|females?|aged|(?:over|under)\s+\d+s?\b(?![.,]\d|\s*%|\s+per)|older|younger|white|black|asian|ethnic\w*|autis\w+"
    r"|learning\s+disab\w+|mental\s+health|dementia|physical|sensory|nursing|whom|own\s+survey|local\s+survey|we\s+(?:asked|surveyed)"
    r"|you\s+told|pilot|quartiles?|targets?|aims?|aiming|goals?|ambitions?|plan(?:s|ned)?|expect\w*|forecasts?|project\w*|would"
    r"|could|should|if|provisional\w*|estimat\w+|unpublished|excluding|response\s+rate|sample|neighbours?|comparators?|peers?)\b"
)
"""Words of another group of people, another survey or a wish: nothing is looked up then."""
_NEW_STATEMENT = re.compile(r"(?i);|,\s+(?:and|with|while|whereas|but)\b|\b(?:which|while|whereas)\b")
_RATES = re.compile(r"\s+(?:admissions\s+)?(?:per|for\s+every)\s+100,000\b")
_DAYS = re.compile(r"(?i)\s+(?:delayed\s+)?(?:bed\s+)?days\b|\s+delayed\b")
_BEDS = re.compile(r"(?i)\s+(?:registered\s+)?(?:care\s+home\s+)?beds\b")
_OUT_OF = re.compile(r"\s+(?:out\s+of|/)\s*\d|\s*$|\s*[,.;()]|\s+(?:in|for|from|and|against|compared)\b")
_PEOPLE = re.compile(r"(?i)\s+(?:people|residents)\b|\s*(?:$|[,.;()]|in\b)")
_PATIENTS = re.compile(r"(?i)\s+(?:patients|people)\b")
_ADMISSIONS = re.compile(r"(?i)\s+emergency\s+admissions\b")
_UNITS = {
    "per 100,000": _RATES,
    "days": _DAYS,
    "beds": _BEDS,
    "score": _OUT_OF,
    "people": _PEOPLE,
    "patients": _PATIENTS,
    "admissions": _ADMISSIONS,
}
_AGAIN = re.compile(
    r"(?i)\b(?:compared\s+(?:with|to)|against|from|than(?:\s+in)?|to)\s+(?:the\s+)?(?:just\s+|only\s+)?$"
)
"""What stands before a second number whose unit is that of the first: "5,134 delayed days, compared with 5,087 in"."""
_THEN = re.compile(r"(?i)\s+(?:in|for|during|at)\s+(?:the\s+)?[A-Za-z]*\s*(?:19|20)\d\d")
_SMALLEST_PLACE = 2_000
"""Residents: the smallest council has 2,100, the Isles of Scilly."""
_DIFFERENCE = re.compile(
    r"(?i)\b(?:by|increase\s+of|rise\s+of|fall\s+of|decrease\s+of|reduction\s+of|drop\s+of|improvement\s+of|out\s+of|least|most)\s+(?:just\s+|only\s+)?$"
)
_DIFFERENCE_AFTER = re.compile(
    r"(?i)\s*(?:days\s+|per\s+100,000\s+)?(?:higher|lower|above|below|better|worse|more|less|fewer|up|down)\b"
)
_NOW = re.compile(r"(?i)\b(?:now|currently|latest|most\s+recent\w*|today|is|are)\b")


def in_sentence(sentence: Sentence, reader: Reader, home: Area | None) -> Iterator[Finding]:
    """Findings on the numbers of a sentence that names one measure of the edition; `home` is the whole text's place."""
    text = sentence.text
    mentions = mentioned(text)
    if not mentions or not speaks_of_all(text, mentions[0]):
        return
    numbers = _printed_numbers(text, mentions[0].phrases.unit)
    mentioned_places = places(text, reader, home) if numbers else []
    own = [
        (value, value.area)
        for value in values(text, numbers, mentioned_places, home)
        if value.area and _belongs(text, value, mentions[0], mentioned_places)
    ]
    yield from filter(None, (_checked(sentence, mentions, value, area, reader) for value, area in own))
    yield from recording_changes.in_values(sentence, mentions, [value for value, _area in own], reader)


def speaks_of_all(text: str, mention: Mention) -> bool:
    """Whether the words next to the measure's own name no part of the people, no other survey and no wish."""
    rest = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return not _DIFFERENT_SCOPE.search(rest)


def _printed_numbers(text: str, unit: str) -> list[Token]:
    """The numbers in the measure's unit, and those that are compared with one of them and have a date of their own."""
    numbers: list[Token] = []
    for token in tokens(text):
        again = (
            numbers and token.kind is Kind.NUMBER and unit in _UNITS and _AGAIN.search(text[: token.start])
        )
        if _is_printed(text, token, unit) or (again and _THEN.match(text, token.end)):
            numbers.append(token)
    return numbers


def _is_printed(text: str, token: Token, unit: str) -> bool:
    """Whether a token is a number in the measure's unit, and not by how much two differ."""
    if token.kind is not KINDS.get(unit, Kind.NUMBER):
        return False
    if _DIFFERENCE.search(text[: token.start]) or _DIFFERENCE_AFTER.match(text, token.end):
        return False
    if unit in _UNITS and not _UNITS[unit].match(text, token.end):
        return False
    if unit == "people":
        return token.value >= _SMALLEST_PLACE
    return unit != "score" or token.places > 0


_FILLER_WORDS = {
    "s",
    "of",
    "in",
    "the",
    "was",
    "is",
    "has",
    "had",
    "a",
    "an",
    "stood",
    "at",
    "stands",
    "total",
    "resident",
    "people",
    "mid",
}


def _belongs(text: str, value: Value, mention: Mention, mentioned_places: list[Place]) -> bool:
    """Whether nothing between the words of the measure and the number begins another statement.

    A number right next to a place is that place's figure of what the sentence is about, after "and" and "while" too, and
    in a bracket that lists places.
    """
    first, last = sorted([(value.token.start, value.token.end), (mention.start, mention.end)])
    between = text[first[1] : last[0]]
    if mention.phrases.unit == "people":
        # "the population of Truro in Cornwall": a name that is no place of ours may be the one that is counted.
        bare = _without_places(text, first[1], last[0], mentioned_places)
        return set(re.findall(r"[a-z]+", bare.lower())) <= _FILLER_WORDS
    if not value.adjacent:
        return not _NEW_STATEMENT.search(between)
    return not re.search(r"(?i)\bwhich\b", between) and (";" not in between or "(" in between)


def _without_places(text: str, start: int, end: int, mentioned_places: list[Place]) -> str:
    for place in mentioned_places:
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text[start:end]


def _checked(
    sentence: Sentence, mentions: tuple[Mention, ...], value: Value, area: Area, reader: Reader
) -> Finding | None:
    if value.period is None:
        return _undated(sentence, mentions, value, area, reader) if no_date(sentence.text) else None
    try:
        figure, entry = figure_at(reader, mentions, area, value.period)
    except NoFigure as error:
        return _finding(sentence, value, Grade.UNCHECKABLE, error.why)
    grade = _grade(value, figure, entry, sentence.text)
    if grade is not Grade.HOLDS and _agrees(figure, value, entry, entry.revised):
        return None
    says = f"the edition says {_number_of(figure, entry, area)}{_why(figure, grade)}"
    return _finding(sentence, value, grade, says, figure.id)


def _undated(
    sentence: Sentence, mentions: tuple[Mention, ...], value: Value, area: Area, reader: Reader
) -> Finding | None:
    """A number without a year: it holds if the sentence is about now and the latest figure agrees; else, which year?"""
    last = latest_figure(reader, mentions, area)
    if last is None:
        return None
    figure, entry = last
    latest = f"the edition’s latest is {_number_of(figure, entry, area)}"
    if _NOW.search(sentence.text) and _grade(value, figure, entry, sentence.text) is Grade.HOLDS:
        return _finding(sentence, value, Grade.HOLDS, latest, figure.id)
    return _finding(sentence, value, Grade.UNCHECKABLE, f"which year? None is named; {latest}", figure.id)


def _agrees(figure: Figure, value: Value, entry: Phrases, slack: float) -> bool:
    return agrees(printed(figure, entry), value.token, entry.measure.decimals, Decimal(str(slack)))


def _grade(value: Value, figure: Figure, entry: Phrases, text: str) -> Grade:
    if _agrees(figure, value, entry, entry.slack):
        return Grade.HOLDS
    if not from_its_source(entry, text):
        return Grade.UNCHECKABLE
    if figure.status == Status.PROVISIONAL:
        return Grade.MISLEADING
    if figure.status != Status.FINAL or figure.reason:
        return Grade.UNCHECKABLE
    snapshot = entry.measure.section == "providers" and value.period and value.period[0] != value.period[1]
    return Grade.MISLEADING if snapshot else Grade.WRONG


def printed(figure: Figure, entry: Phrases) -> Decimal:
    """The figure as a sentence prints it: a share in percent."""
    number = Decimal(repr(float(getattr(figure, entry.number))))
    return 100 * number if entry.unit == "percent" else number


def _number_of(figure: Figure, entry: Phrases, area: Area) -> str:
    places = 0 if entry.unit in ("days", "beds", "people", "patients") else entry.measure.decimals
    number = f"{rounded(printed(figure, entry), places):,}" + ("%" if entry.unit == "percent" else "")
    return f"{number} for {figure.period} ({entry.measure.title}, {area.name})"


def _why(figure: Figure, grade: Grade) -> str:
    if grade is Grade.HOLDS:
        return ""
    if figure.reason or figure.status != Status.FINAL:
        exactly = "it cannot be checked exactly, since " if grade is Grade.UNCHECKABLE else ""
        return f"; {exactly}that figure is {figure.status}" + (f": {figure.reason}" if figure.reason else "")
    return "; others publish the like of another day or count" if grade is Grade.UNCHECKABLE else ""


def _finding(sentence: Sentence, value: Value, grade: Grade, says: str, working: str = "") -> Finding:
    start, end = value.token.start, value.token.end
    quote, where = sentence.quote(start, end), sentence.position(start)
    return Finding(Check.EDITION, grade, quote, where, says, working)

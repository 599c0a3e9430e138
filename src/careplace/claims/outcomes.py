"""A sentence's numbers of outcomes, delays, waits, deprivation and beds, checked against an edition's figures.

A number is looked up only where the sentence names one measure, and the number's place and period can be read. What
differs by more than rounding is wrong; it misleads where the edition's own figure is provisional; and where the edition
calculates the figure by a way of its own, or the sentence names no period, it cannot be checked.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from careplace.claims.figure_lookup import figure_at, newest
from careplace.claims.findings import Check, Finding, Grade
from careplace.claims.lookup import NoFigure
from careplace.claims.passages import Sentence
from careplace.claims.phrases import Mention, Phrases, from_its_source, mentioned
from careplace.claims.rounding import agrees, rounded
from careplace.claims.tokens import Kind, Token, tokens
from careplace.claims.whereabouts import Place, Value, no_date, places, values
from careplace.figures import Figure, Status
from careplace.measures.providers.reading import Store
from careplace.places.area import Area

KINDS = {"percent": Kind.PERCENT}
_OTHERS = re.compile(
    r"(?i)\b(?:m[ae]n|wom[ae]n|males?|females?|aged|(?:over|under)\s+\d+s?\b(?![.,]\d|\s*%|\s+per)|older|younger|white|black|asian|ethnic\w*|autis\w+"
    r"|learning\s+disab\w+|mental\s+health|dementia|physical|sensory|nursing|whom|own\s+survey|local\s+survey|we\s+(?:asked|surveyed)"
    r"|you\s+told|pilot|quartiles?|targets?|aims?|aiming|goals?|ambitions?|plan(?:s|ned)?|expect\w*|forecasts?|project\w*|would"
    r"|could|should|if|provisional\w*|estimat\w+|unpublished|excluding|response\s+rate|sample|neighbours?|comparators?|peers?)\b"
)
"""Words of another group of people, another survey or a wish: nothing is looked up then."""
_APART = re.compile(r"(?i);|,\s+(?:and|with|while|whereas|but)\b|\b(?:which|while|whereas)\b")
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
_APART_BY = re.compile(
    r"(?i)\s*(?:days\s+|per\s+100,000\s+)?(?:higher|lower|above|below|better|worse|more|less|fewer|up|down)\b"
)
_NOW = re.compile(r"(?i)\b(?:now|currently|latest|most\s+recent\w*|today|is|are)\b")


def in_sentence(sentence: Sentence, store: Store, home: Area | None) -> Iterator[Finding]:
    """Findings on the numbers of a sentence that names one measure of the edition; `home` is the whole text's place."""
    text = sentence.text
    mentions = mentioned(text)
    if not mentions or not speaks_of_all(text, mentions[0]):
        return
    numbers = _printed_numbers(text, mentions[0].phrases.unit)
    named = places(text, store, home) if numbers else []
    for value in values(text, numbers, named, home):
        if value.area and _belongs(text, value, mentions[0], named):
            finding = _checked(sentence, mentions, value, store)
            if finding:
                yield finding


def speaks_of_all(text: str, mention: Mention) -> bool:
    """Whether the words beside the measure's own name no part of the people, no other survey and no wish."""
    rest = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return not _OTHERS.search(rest)


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
    if _DIFFERENCE.search(text[: token.start]) or _APART_BY.match(text, token.end):
        return False
    if unit in _UNITS and not _UNITS[unit].match(text, token.end):
        return False
    if unit == "people":
        return token.value >= _SMALLEST_PLACE
    return unit != "score" or token.places > 0


_OF_ITS_OWN = {
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


def _belongs(text: str, value: Value, mention: Mention, named: list[Place]) -> bool:
    """Whether nothing between the words of the measure and the number begins another statement.

    A number right beside a place is that place's figure of what the sentence is about, after "and" and "while" too, and
    in a bracket that lists places.
    """
    first, last = sorted([(value.token.start, value.token.end), (mention.start, mention.end)])
    between = text[first[1] : last[0]]
    if mention.phrases.unit == "people":
        # "the population of Truro in Cornwall": a name that is no place of ours may be the one that is counted.
        bare = _without_places(text, first[1], last[0], named)
        return set(re.findall(r"[a-z]+", bare.lower())) <= _OF_ITS_OWN
    if not value.beside:
        return not _APART.search(between)
    return not re.search(r"(?i)\bwhich\b", between) and (";" not in between or "(" in between)


def _without_places(text: str, start: int, end: int, named: list[Place]) -> str:
    for place in named:
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text[start:end]


def _checked(sentence: Sentence, mentions: tuple[Mention, ...], value: Value, store: Store) -> Finding | None:
    if value.period is None:
        return _undated(sentence, mentions, value, store) if no_date(sentence.text) else None
    try:
        figure, one = figure_at(store, mentions, value.area, value.period)
    except NoFigure as error:
        return _finding(sentence, value, Grade.UNCHECKABLE, error.why)
    grade = _grade(value, figure, one, sentence.text)
    if grade is not Grade.HOLDS and _agrees(figure, value, one, one.revised):
        return None
    says = f"the edition says {_number_of(figure, one, value.area)}{_why(figure, grade)}"
    return _finding(sentence, value, grade, says, figure.id)


def _undated(sentence: Sentence, mentions: tuple[Mention, ...], value: Value, store: Store) -> Finding | None:
    """A number without a year: it holds if the sentence is about now and the newest figure agrees; else, which year?"""
    last = newest(store, mentions, value.area)
    if last is None:
        return None
    figure, one = last
    newest_figure = f"the edition’s newest is {_number_of(figure, one, value.area)}"
    if _NOW.search(sentence.text) and _grade(value, figure, one, sentence.text) is Grade.HOLDS:
        return _finding(sentence, value, Grade.HOLDS, newest_figure, figure.id)
    return _finding(
        sentence, value, Grade.UNCHECKABLE, f"which year? None is named; {newest_figure}", figure.id
    )


def _agrees(figure: Figure, value: Value, one: Phrases, slack: float) -> bool:
    return agrees(printed(figure, one), value.token, one.measure.decimals, Decimal(str(slack)))


def _grade(value: Value, figure: Figure, one: Phrases, text: str) -> Grade:
    if _agrees(figure, value, one, one.slack):
        return Grade.HOLDS
    if not from_its_source(one, text):
        return Grade.UNCHECKABLE
    if figure.status == Status.PROVISIONAL:
        return Grade.MISLEADING
    if figure.status != Status.FINAL or figure.reason:
        return Grade.UNCHECKABLE
    snapshot = one.measure.section == "providers" and value.period and value.period[0] != value.period[1]
    return Grade.MISLEADING if snapshot else Grade.WRONG


def printed(figure: Figure, one: Phrases) -> Decimal:
    """The figure as a sentence prints it: a share in percent."""
    number = Decimal(repr(float(getattr(figure, one.number))))
    return 100 * number if one.unit == "percent" else number


def _number_of(figure: Figure, one: Phrases, area: Area) -> str:
    places = 0 if one.unit in ("days", "beds", "people", "patients") else one.measure.decimals
    number = f"{rounded(printed(figure, one), places):,}" + ("%" if one.unit == "percent" else "")
    return f"{number} for {figure.period} ({one.measure.title}, {area.name})"


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

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
from careplace.claims.phrases import Mention, Phrases, mentioned
from careplace.claims.rounding import agrees, rounded
from careplace.claims.tokens import Kind, Token, tokens
from careplace.claims.whereabouts import Value, no_date, places, values
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
_UNITS = {"per 100,000": _RATES, "days": _DAYS, "beds": _BEDS, "score": _OUT_OF}
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
    numbers = [t for t in tokens(text) if _is_printed(text, t, mentions[0].phrases.unit)]
    named = places(text, store, home) if numbers else []
    for value in values(text, numbers, named, home):
        if value.area and _belongs(text, value, mentions[0]):
            finding = _checked(sentence, mentions, value, store)
            if finding:
                yield finding


def speaks_of_all(text: str, mention: Mention) -> bool:
    """Whether the words beside the measure's own name no part of the people, no other survey and no wish."""
    rest = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return not _OTHERS.search(rest)


def _is_printed(text: str, token: Token, unit: str) -> bool:
    """Whether a token is a number in the measure's unit, and not by how much two differ."""
    if token.kind is not KINDS.get(unit, Kind.NUMBER):
        return False
    if _DIFFERENCE.search(text[: token.start]) or _APART_BY.match(text, token.end):
        return False
    if unit in _UNITS and not _UNITS[unit].match(text, token.end):
        return False
    return unit != "score" or token.places > 0


def _belongs(text: str, value: Value, mention: Mention) -> bool:
    """Whether nothing between the words of the measure and the number begins another statement.

    A number right beside a place is that place's figure of what the sentence is about, after "and" and "while" too, and
    in a bracket that lists places.
    """
    first, last = sorted([(value.token.start, value.token.end), (mention.start, mention.end)])
    between = text[first[1] : last[0]]
    if not value.beside:
        return not _APART.search(between)
    return not re.search(r"(?i)\bwhich\b", between) and (";" not in between or "(" in between)


def _checked(sentence: Sentence, mentions: tuple[Mention, ...], value: Value, store: Store) -> Finding | None:
    if value.period is None:
        return _undated(sentence, mentions, value, store) if no_date(sentence.text) else None
    try:
        figure, one = figure_at(store, mentions, value.area, value.period)
    except NoFigure as error:
        return _finding(sentence, value, Grade.UNCHECKABLE, error.why)
    grade = _grade(value, figure, one)
    return _finding(
        sentence,
        value,
        grade,
        f"the edition says {_number_of(figure, one, value.area)}{_why(figure, grade)}",
        figure.id,
    )


def _undated(sentence: Sentence, mentions: tuple[Mention, ...], value: Value, store: Store) -> Finding | None:
    """A number without a year: it holds if the sentence is about now and the newest figure agrees; else, which year?"""
    last = newest(store, mentions, value.area)
    if last is None:
        return None
    figure, one = last
    newest_figure = f"the edition’s newest is {_number_of(figure, one, value.area)}"
    if _NOW.search(sentence.text) and _grade(value, figure, one) is Grade.HOLDS:
        return _finding(sentence, value, Grade.HOLDS, newest_figure, figure.id)
    return _finding(
        sentence, value, Grade.UNCHECKABLE, f"which year? None is named; {newest_figure}", figure.id
    )


def _grade(value: Value, figure: Figure, one: Phrases) -> Grade:
    if agrees(printed(figure, one), value.token, one.measure.decimals, Decimal(str(one.slack))):
        return Grade.HOLDS
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
    places = 0 if one.unit in ("days", "beds") else one.measure.decimals
    number = f"{rounded(printed(figure, one), places):,}" + ("%" if one.unit == "percent" else "")
    return f"{number} for {figure.period} ({one.measure.title}, {area.name})"


def _why(figure: Figure, grade: Grade) -> str:
    if grade is Grade.HOLDS or not (figure.reason or figure.status != Status.FINAL):
        return ""
    return (
        f"; that figure is {figure.status}: {figure.reason}"
        if figure.reason
        else f"; that figure is {figure.status}"
    )


def _finding(sentence: Sentence, value: Value, grade: Grade, says: str, working: str = "") -> Finding:
    start, end = value.token.start, value.token.end
    quote, where = sentence.quote(start, end), sentence.position(start)
    return Finding(Check.EDITION, grade, quote, where, says, working)

"""The workbook's sheets on Populations and System: one a section, and four that hold all sections."""

from collections.abc import Iterable, Iterator
from textwrap import shorten

from careplace.figures import Figure
from careplace.publish import wording
from careplace.publish.content import Comparator, Content
from careplace.publish.outcomes import UNSURE, UNTOLD, Outcome, Section, part_name
from careplace.publish.sheet import NAME, Column, Sheet

LONGEST_LABEL = 31
"""Letters that a spreadsheet allows in the name of a sheet."""

_MEASURE, _UNIT, _PERIOD = Column("Measure", width=46), Column("Unit", width=18), Column("Period", width=18)
_VALUE = (
    Column("Value", "number", 12),
    Column("Lower 95% limit", "number", 12),
    Column("Upper 95% limit", "number", 12),
)
_OF_SECTION = (
    _MEASURE, _UNIT, _PERIOD, Column("As shown", width=14), *_VALUE, Column("Numerator", "number", 12),
    Column("Denominator", "number", 14), Column("Status", width=14), Column("Direction", width=26),
    Column("Take care", width=44), NAME,
)  # fmt: skip
_COMPARED = (
    _MEASURE, _UNIT, _PERIOD, Column("Comparator", width=30), Column("Its value", "number", 12),
    Column("Difference", "number", 12), Column("Lower 95% limit of the difference", "number", 16),
    Column("Upper 95% limit of the difference", "number", 16), Column("Finding", width=40), NAME,
)  # fmt: skip
_OVER_TIME = (_MEASURE, _UNIT, _PERIOD, *_VALUE, Column("Status", width=16), Column("Method", width=50), NAME)
_PARTS = (_MEASURE, _UNIT, _PERIOD, Column("Part", width=40), *_VALUE, Column("Status", width=16), NAME)
_MISSING = (_MEASURE, Column("Question", width=50), Column("Where it would come from", width=80))


def of_sections(content: Content) -> list[Sheet]:
    """A sheet for each section that has figures."""
    every = content.outcomes.sections if content.outcomes else []
    asked = [section for section in every if section.chapter in content.asked]
    return [_section(content, section) for section in asked]


def of_all(content: Content) -> list[Sheet]:
    """Every measure beside every comparator, over time, by part, and the measures that no public table gives."""
    told = [one for section in content.told for one in section.every]
    known = [one for one in told if one.latest is not None]
    name, compared, over = content.name, list(_compared(known, content.against)), list(_over_time(known))
    parts, missing = list(_parts(told)), list(_missing(told))
    return [
        Sheet(
            "Outcomes compared", f"{name} less each comparator", _COMPARED, compared, ("difference", "points")
        ),
        Sheet("Outcomes over time", f"Every measure over time, {name}", _OVER_TIME, over, ("definition",)),
        Sheet("Outcomes by part", f"Every measure by part, {name}", _PARTS, parts),
        Sheet("Missing measures", "Measures of which this edition has no public table", _MISSING, missing),
    ]


def _section(content: Content, section: Section) -> Sheet:
    rows = [_row(one) for one in section.outcomes]
    title = f"{section.title}, {content.name}: the newest figure of each measure"
    label = shorten(section.title, LONGEST_LABEL, placeholder="")
    return Sheet(label, title, _OF_SECTION, rows, ("called", "trace"))


def _row(one: Outcome) -> list:
    figure, care = one.latest, [*one.marks, one.measure.modelled, one.data.stale, one.data.reason]
    return [
        *_about(one, figure), _shown(one), *_value(figure), figure.numerator, figure.denominator,
        figure.status, direction(one), "; ".join(words for words in care if words) or None, figure.id,
    ]  # fmt: skip


def direction(one: Outcome) -> str:
    """Where a measure is going, in words."""
    if one.turn == UNTOLD:
        return "too few figures"
    if one.turn == UNSURE:
        return "no change can be told"
    return one.turn if one.charted else f"{'rising' if one.rises else 'falling'}: {one.turn}"


def _shown(one: Outcome) -> str | None:
    if not one.known:
        return None
    if one.counted and one.latest.numerator is not None:
        return " of ".join(wording.count(part) for part in (one.latest.numerator, one.latest.denominator))
    return wording.written(one.latest, one.form)


def _compared(outcomes: Iterable[Outcome], groups: list[Comparator]) -> Iterator[list]:
    for one in outcomes:
        for group in groups:
            if (difference := one.difference(group.key)) is None:
                continue
            theirs, word = one.theirs(group.key), one.verdict(group.key)
            found = one.why_untold(group.key) if word == UNTOLD else _FINDINGS.get(word, word)
            known = theirs.value if theirs is not None else None
            yield [*_about(one, one.latest), group.name, known, *_value(difference), found, difference.id]


_FINDINGS = {UNSURE: "we cannot tell"}


def _over_time(outcomes: Iterable[Outcome]) -> Iterator[list]:
    for one in outcomes:
        for figure in one.points:
            yield [*_about(one, figure), *_value(figure), figure.status, figure.method, figure.id]


def _parts(outcomes: Iterable[Outcome]) -> Iterator[list]:
    for one in outcomes:
        for figure in (figure for part in one.data.parts.values() for figure in part):
            part = part_name(figure.breakdown)
            yield [*_about(one, figure), part, *_value(figure), figure.status, figure.id]


def _missing(outcomes: Iterable[Outcome]) -> Iterator[list]:
    return ([one.title, one.measure.question, one.measure.missing] for one in outcomes if one.measure.missing)


def _about(one: Outcome, figure: Figure) -> list[str]:
    return [one.title, one.unit, wording.period(figure.period, one.measure.period_type)]


def _value(figure: Figure) -> list[float | None]:
    return [figure.value, figure.lower95, figure.upper95]

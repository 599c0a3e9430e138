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
    sections = content.outcomes.sections if content.outcomes else []
    chosen = [section for section in sections if section.chapter in content.asked]
    return [_section(content, section) for section in chosen]


def of_all(content: Content) -> list[Sheet]:
    """Every measure beside every comparator, over time, by part, and the measures that no public table gives."""
    outcomes = [outcome for section in content.told for outcome in section.every]
    with_figures = [outcome for outcome in outcomes if outcome.latest is not None]
    name, compared, over = (
        content.name,
        list(_compared(with_figures, content.against)),
        list(_over_time(with_figures)),
    )
    parts, missing = list(_parts(outcomes)), list(_missing(outcomes))
    return [
        Sheet(
            "Outcomes compared", f"{name} less each comparator", _COMPARED, compared, ("difference", "points")
        ),
        Sheet("Outcomes over time", f"Every measure over time, {name}", _OVER_TIME, over, ("definition",)),
        Sheet("Outcomes by part", f"Every measure by part, {name}", _PARTS, parts),
        Sheet("Missing measures", "Measures of which this edition has no public table", _MISSING, missing),
    ]


def _section(content: Content, section: Section) -> Sheet:
    rows = [_row(outcome) for outcome in section.outcomes]
    title = f"{section.title}, {content.name}: the newest figure of each measure"
    label = shorten(section.title, LONGEST_LABEL, placeholder="")
    return Sheet(label, title, _OF_SECTION, rows, ("called", "trace"))


def _row(outcome: Outcome) -> list:
    figure = outcome.data.latest_figure
    care = [*outcome.marks, outcome.measure.modelled, outcome.data.stale, outcome.data.reason]
    return [
        *_about(outcome, figure), _value_as_shown(outcome), *_value(figure), figure.numerator, figure.denominator,
        figure.status, direction(outcome), "; ".join(words for words in care if words) or None, figure.id,
    ]  # fmt: skip


def direction(outcome: Outcome) -> str:
    """Where a measure is going, in words."""
    if outcome.turn == UNTOLD:
        return "too few figures"
    if outcome.turn == UNSURE:
        return "no clear change"
    return outcome.turn if outcome.charted else f"{'rising' if outcome.rises else 'falling'}: {outcome.turn}"


def _value_as_shown(outcome: Outcome) -> str | None:
    if not outcome.known:
        return None
    figure = outcome.data.latest_figure
    if outcome.counted and figure.numerator is not None:
        return " of ".join(wording.count(figure.known(part)) for part in ("numerator", "denominator"))
    return wording.written(figure, outcome.form)


def _compared(outcomes: Iterable[Outcome], groups: list[Comparator]) -> Iterator[list]:
    for outcome in outcomes:
        for group in groups:
            if (difference := outcome.difference(group.key)) is None:
                continue
            theirs, word = outcome.theirs(group.key), outcome.verdict(group.key)
            finding = outcome.why_untold(group.key) if word == UNTOLD else _FINDINGS.get(word, word)
            their_value = theirs.value if theirs is not None else None
            if middle := outcome.middle(group.key):
                their_value, finding = middle[1].value, _median(outcome, middle)
            yield [
                *_about(outcome, outcome.data.latest_figure),
                group.name,
                their_value,
                *_value(difference),
                finding,
                difference.id,
            ]


def _median(outcome: Outcome, middle: tuple[Figure, Figure, Figure]) -> str:
    lowest, _median_figure, highest = (wording.written(figure, outcome.form) for figure in middle)
    councils = wording.count(middle[1].numerator or 0)
    return f"not stated: the value is the median of {councils} councils, {lowest} to {highest}"


_FINDINGS = {UNSURE: "no clear difference"}


def _over_time(outcomes: Iterable[Outcome]) -> Iterator[list]:
    for outcome in outcomes:
        for figure in outcome.points:
            yield [*_about(outcome, figure), *_value(figure), figure.status, figure.method, figure.id]


def _parts(outcomes: Iterable[Outcome]) -> Iterator[list]:
    for outcome in outcomes:
        for figure in (figure for part in outcome.data.parts.values() for figure in part):
            part = part_name(figure.breakdown)
            yield [*_about(outcome, figure), part, *_value(figure), figure.status, figure.id]


def _missing(outcomes: Iterable[Outcome]) -> Iterator[list]:
    return (
        [outcome.title, outcome.measure.question, outcome.measure.missing]
        for outcome in outcomes
        if outcome.measure.missing
    )


def _about(outcome: Outcome, figure: Figure) -> list[str]:
    return [outcome.title, outcome.unit, wording.period(figure.period, outcome.measure.period_type)]


def _value(figure: Figure) -> list[float | None]:
    return [figure.value, figure.lower95, figure.upper95]

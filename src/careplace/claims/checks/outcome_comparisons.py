"""A comparison of a measure with England or a region without their numbers, checked by the edition's difference."""

import re

from careplace.claims.checks.findings import Check, Finding, Grade
from careplace.claims.checks.outcome_figures import figure_at
from careplace.claims.checks.outcomes import speaks_of_all
from careplace.claims.checks.rating_figures import NoFigure, graded, limits, one_place
from careplace.claims.grammar.phrases import Phrases, mentioned
from careplace.claims.grammar.places import places
from careplace.claims.grammar.tokens import Kind, tokens
from careplace.claims.texts.passages import Sentence
from careplace.figures import Figure, Status
from careplace.measures.outcomes.comparison import differences
from careplace.measures.outcomes.pairs import pair
from careplace.measures.reader import Reader
from careplace.places.area import Area

_WAYS = ((r"higher|greater|more|above|exceed", 1), (r"lower|less|fewer|below", -1))
_JUDGED = ((r"better|outperform", 1), (r"worse", -1))


def finding(sentence: Sentence, match: re.Match, reader: Reader, home: Area | None) -> Finding | None:
    """How the comparison stands; None where the sentence does not name one measure, place, group and period.

    Raises:
        NoFigure: when the edition has not both figures, or they are not comparable.
    """
    mentions = mentioned(sentence.text)
    if not mentions or not speaks_of_all(sentence.text, mentions[0]):
        return None
    mentioned_places = places(sentence.text, reader, home)
    periods = {t.period for t in tokens(sentence.text) if t.kind is Kind.DATE}
    group = _only_area([p.area for p in mentioned_places if match.start("group") <= p.start < match.end()])
    own = _only_area(
        [p.area for p in mentioned_places if not match.start("group") <= p.start < match.end()]
    ) or (home if len(mentioned_places) == 1 else None)
    if not group or not own or own.kind not in ("council", "region") or len(periods) != 1:
        return None
    if (period := periods.pop()) is None:
        return None
    figure, entry = figure_at(reader, mentions, own, period)
    sign = _sign(match["words"], entry)
    return (
        _by_difference(sentence, match, reader, figure, entry, group, sign)
        if sign and entry.number == "value"
        else None
    )


def _by_difference(
    sentence: Sentence,
    match: re.Match,
    reader: Reader,
    figure: Figure,
    entry: Phrases,
    group: Area,
    sign: int,
) -> Finding:
    (difference,) = differences([pair(reader, entry.measure, figure, group.code)])
    if difference.value is None:
        raise NoFigure(f"the edition cannot compare with {group.name}. {difference.reason}")
    grade = graded(difference, sign)
    if grade is Grade.WRONG and figure.status != Status.FINAL:
        grade = Grade.MISLEADING
    says = (
        f"in {figure.period} {entry.measure.title} differed by "
        f"{one_place(difference.value)}{limits(difference)} from {group.name}"
    )
    start, end = match.start(), match.end("group")
    return Finding(
        Check.COMPARISON, grade, sentence.quote(start, end), sentence.position(start), says, difference.id
    )


def _sign(words: str, entry: Phrases) -> int:
    """Which way the words say: 1 above, −1 below, 0 where they do not, or the measure has no better and worse."""
    for pattern, sign in _WAYS:
        if re.search(rf"(?i){pattern}", words):
            return sign
    better = {"high": 1, "low": -1}.get(entry.measure.polarity, 0)
    return next((sign * better for pattern, sign in _JUDGED if re.search(rf"(?i){pattern}", words)), 0)


def _only_area(areas: list[Area | None]) -> Area | None:
    codes = {area.code if area else "": area for area in areas}
    return next(iter(codes.values())) if len(codes) == 1 else None

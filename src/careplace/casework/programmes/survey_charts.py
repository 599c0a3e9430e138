"""The waves of a survey question as a picture: the share of each with its interval, weighted and not. The sentences next to
it have the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careplace.casework.programmes.models import Wave
from careplace.casework.programmes.surveys import Share, share_of
from careplace.casework.publication_templates import environment
from careplace.publish import wording
from careplace.publish.charts.lines import wrapped
from careplace.publish.charts.marks import BLUE

WIDTH, LEFT, RIGHT = 290, 18, 272
"""Pixels of the picture, and where 0% and 100% are: on a telephone 320 pixels wide nothing is cut off."""
LETTERS = 34
"""Letters of the question on a line."""
LINE, LEGEND, ROW, MARK, AXIS = 20, 52, 84, 14, 40
"""Pixels of a line of words, of the meaning of the marks, of a wave, between two of its marks, and of the axis below."""
ON_PAPER = 0.75
"""How large the picture is on paper: its letters are then as large as those of the text."""
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Mark:
    """A share: where it and its limits are across, how far down, and whether it is weighted."""

    at: float
    lower: float
    upper: float
    y: int
    weighted: bool


@dataclass(frozen=True)
class Row:
    """A wave: its day, its numbers in words, how far down it begins, and its marks."""

    day: str
    words: str
    y: int
    marks: tuple[Mark, ...]


def survey_chart(waves: Sequence[Wave], scale: float = 1.0) -> Markup:
    """The waves of one question, the oldest first, as SVG."""
    title = wrapped(f"“{waves[0].question}”", LETTERS)
    top = LINE * len(title) + LEGEND
    shares = [share_of(wave) for wave in waves]
    rows = [_row(share, top + ROW * n) for n, share in enumerate(shares)]
    values = {
        "title": title,
        "words": chart_words(shares),
        "rows": rows,
        "scale": scale,
        "width": WIDTH,
        "bottom": top + ROW * len(rows),
        "height": top + ROW * len(rows) + AXIS,
        "ticks": [(tick, _across(tick / 100)) for tick in TICKS],
        "colour": BLUE,
        "weighted": any(share.weighted for share in shares),
    }
    drawn = environment(__package__).get_template("survey_chart.svg.jinja").render(values)
    return Markup(drawn)  # noqa: S704 - our template, escaped


def chart_words(shares: Sequence[Share]) -> str:
    """What is read aloud instead of the picture: every wave with its shares."""
    rows = (f"{wording.day(share.wave.held_on)} {_numbers(share)}" for share in shares)
    return f"Share that agrees with “{shares[0].wave.question}”, with 95% intervals: {'; '.join(rows)}."


def _row(share: Share, y: int) -> Row:
    limits = [] if share.share is None else [(share.share, False)]
    if share.weighted:
        limits = [(share.weighted.limits, True), *limits]
    marks = (
        Mark(_across(value), _across(lower), _across(upper), y + 2 * LINE + 12 + MARK * n, weighted)
        for n, ((value, lower, upper), weighted) in enumerate(limits)
    )
    return Row(wording.day(share.wave.held_on), _numbers(share), y, tuple(marks))


def _numbers(share: Share) -> str:
    if share.share is None:
        return "no share: too few answers" if share.answers else "no share: answers not known"
    plain = f"{wording.rounded(100 * share.share[0], 1)}%"
    if share.weighted is None:
        return f"{plain} of {share.answers} answers"
    return f"{wording.rounded(100 * share.weighted.limits[0], 1)}% weighted, {plain} without"


def _across(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)

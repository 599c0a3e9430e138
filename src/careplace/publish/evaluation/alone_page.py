"""The page of a study of a place by itself: its sentences, its picture, and the figures."""

from collections.abc import Iterator
from typing import Any

from careplace import __version__
from careplace.evaluation.results import Check, Conclusion, Effect
from careplace.measures.dictionary import Measure
from careplace.publish import page, wording
from careplace.publish.evaluation.alone import Alone
from careplace.publish.evaluation.charts import course_chart
from careplace.publish.evaluation.sentences import effect_words, signed, unit_of

WELL_CALIBRATED = 105
"""With so many periods, 95% intervals of the interrupted series have the truth in 94 to 95 of 100 simulations."""
NOBODY = "No other council is compared with, so all else that changed then, here or everywhere, is in this difference."


def findings(alone: Alone) -> list[str]:
    """The answer first, then what the figures are, then each method's, then what is not known."""
    return [_answer(alone), _means(alone), *_methods(alone), *_short(alone), NOBODY]


def _answer(alone: Alone) -> str:
    what, title = alone.question.what, alone.series.measure.title
    subject = f"After {what} in {alone.question.area.name}, “{title}”"
    if alone.not_tested:
        return f"{subject} cannot be tested: {alone.not_tested}."
    if alone.conclusion == Conclusion.NOT_CLEAR:
        return f"{subject} shows no clear difference from its own earlier course."
    return f"{subject} was {alone.conclusion}. This does not show that {what} is the cause."


def _means(alone: Alone) -> str:
    before, after = alone.means
    measure, start = alone.series.measure, alone.series.periods[alone.event]
    after_count = len(alone.values) - alone.event
    change = f"{signed(after - before, measure) or '0'} {unit_of(measure)}"
    return (
        f"The mean of the {_periods(alone.event)} before was {amount(before, measure)}; that of the {_periods(after_count)} "
        f"from {wording.period(start, measure.period_type)} on was {amount(after, measure)} ({change})."
    )


def _periods(count: int) -> str:
    return "one period" if count == 1 else f"{count} periods"


def amount(value: float, measure: Measure) -> str:
    """A value of the measure with its unit: "1,234.5 people", "12.3%"."""
    if measure.unit == "share":
        return f"{wording.rounded(100 * value, 1)}%"
    return f"{wording.rounded(value, measure.decimals):,} {measure.unit}"


def _methods(alone: Alone) -> Iterator[str]:
    measure = alone.series.measure
    by_method = (
        ("Interrupted time series of the council alone", alone.effect),
        ("The same with Newey and West's errors", alone.newey_west),
        ("The same of its counts", alone.counts),
    )
    for name, effect in by_method:
        if isinstance(effect, Effect):
            yield f"{name}: {effect_words(effect, measure)}."


def _short(alone: Alone) -> Iterator[str]:
    """How far an interval of so few periods can be relied on, by our own calibration (docs/methods.md)."""
    if not alone.not_tested and len(alone.values) < WELL_CALIBRATED:
        yield (
            f"With {len(alone.values)} periods, such an interval includes the truth in 90 to 94 of 100 simulations, not "
            "in 95: a change is found too often."
        )


def headline(alone: Alone) -> str:
    """What the picture shows: in how many periods after the event the figures were above their earlier course."""
    if alone.expected is None:
        return "The figures before and after the event; too few for an earlier course"
    after = alone.values[alone.event :]
    above = int((after > alone.expected[alone.event :]).sum())
    return (
        f"After the event the figures were above their own earlier course in {above} of {len(after)} periods"
    )


def render(alone: Alone, edition: str, source: str) -> str:
    """The page as HTML that needs nothing else. `source` says whose figures they are, and which."""
    measure = alone.series.measure
    context = {
        "heading": f"{alone.question.area.name} after {alone.question.what}: {measure.title}",
        "sentences": findings(alone),
        "checks": _checks(alone),
        "figures": [
            (wording.period(period, measure.period_type), amount(float(value), measure))
            for period, value in zip(alone.series.periods, alone.values, strict=True)
        ],
        "source": source,
        "edition": edition,
        "version": __version__,
    }
    return page.environment().get_template("own_course.html").render(**context, **_of_picture(alone))


def picture(alone: Alone, paper: bool = False) -> str:
    """The picture alone, as an HTML figure without styles of its own; `paper` for a PDF."""
    return page.environment().get_template("_own_course.html").render(**_of_picture(alone, paper))


def _of_picture(alone: Alone, paper: bool = False) -> dict[str, Any]:
    return {
        "alone": alone,
        "measure": alone.series.measure,
        "course": course_chart(alone),
        "course_headline": headline(alone),
        "exhibits": page.Exhibits(),
        "paper": paper,
    }


def _checks(alone: Alone) -> list[tuple[str, Check]]:
    by_method = {"The council alone": alone.effect, "Its counts": alone.counts}
    return [
        (name, check)
        for name, effect in by_method.items()
        if isinstance(effect, Effect)
        for check in effect.checks
    ]

"""What a study allows to be said, in sentences; none says more than its conclusion."""

from collections.abc import Iterator

from careplace.evaluation.panel import FEWEST_CONTROLS
from careplace.evaluation.results import CHANCE, Conclusion, Effect
from careplace.measures.dictionary import Measure
from careplace.publish import wording
from careplace.publish.evaluation.study import Study
from careplace.publish.outcomes import part_name

DECIMALS = 2


def findings(study: Study) -> list[str]:
    """The answer first, then each method's, then what would change it."""
    return [_answer(study), *_methods(study), *_doubts(study)]


def _answer(study: Study) -> str:
    what, name, measure = study.question.what, study.question.area.name, study.series.measure.title
    part = "" if study.series.breakdown == "all" else f" ({part_name(study.series.breakdown)})"
    subject = f"After {what} in {name}, “{measure}{part}”"
    if study.conclusion == Conclusion.NOT_TESTED:
        return f"{subject} cannot be tested: {_too_few(study)}."
    if study.conclusion == Conclusion.NOT_CLEAR:
        return f"{subject} shows no clear difference from what other councils lead us to expect."
    return (
        f"{subject} was {study.conclusion} from other councils. This does not show that {what} is the cause."
    )


def _too_few(study: Study) -> str:
    count = len(study.panel.controls)
    councils = "1 council" if count == 1 else f"{count} councils"
    return f"it could be compared with {councils}, and judging chance needs at least {FEWEST_CONTROLS}"


def _methods(study: Study) -> Iterator[str]:
    measure = study.series.measure
    yield f"Compared with {_others(study)}: {_compared_words(study, study.differences)}."
    if study.not_compared:
        yield f"Not compared, since a period has no figure: {', '.join(study.not_compared)}."
    alike = "a weighted mean of councils that went the same way before"
    yield f"Compared with {alike}: {_compared_words(study, study.synthetic)}."
    for name, effect in (("The council alone", study.alone), ("Its counts alone", study.counts)):
        shown = effect if isinstance(effect, str) else effect_words(effect, measure)
        yield f"{name}: {shown}."


def _others(study: Study) -> str:
    """The places that are compared, and their group: "7 councils, Core Cities (England)"."""
    count, against = len(study.panel.controls), study.question.against
    return f"{count} {'council' if count == 1 else 'councils'}" + (f", {against.name}" if against else "")


def _compared_words(study: Study, effect: Effect) -> str:
    """An effect of a comparison; with too few councils the first sentence says why, and this not again."""
    measure = study.series.measure
    if effect.no_interval and effect.no_interval == study.panel.no_interval:
        value = f"{signed(effect.value, measure)} {unit_of(measure)}"
        return f"{value}; too few councils to judge whether chance alone gives as much"
    return effect_words(effect, measure)


def effect_words(effect: Effect, measure: Measure) -> str:
    """An effect with its limits or its p value: "−0.81 days (95% interval −2.10 to +0.48): no clear difference"."""
    if effect.no_effect == 1.0:
        value = f"{_number(effect.value)} times the rate expected"
        limits = f"95% interval {_number(effect.lower)} to {_number(effect.upper)}"
    else:
        value = f"{signed(effect.value, measure)} {unit_of(measure)}"
        limits = f"95% interval {signed(effect.lower, measure)} to {signed(effect.upper, measure)}"
    if effect.lower is None:
        limits = effect.no_interval if effect.p_value is None else f"p = {wording.rounded(effect.p_value, 3)}"
    return f"{value} ({limits}): {effect.conclusion}{_why_not_clear(effect)}"


def _why_not_clear(effect: Effect) -> str:
    """Which assumption took the direction away from an effect that is beyond chance; "" for any other."""
    if effect.p_value is None or effect.p_value > CHANCE:
        return ""
    return "".join(f", because {check.finding}" for check in effect.checks if check.holds is False)


def _doubts(study: Study) -> Iterator[str]:
    measure = study.series.measure
    yield _regression(study)
    for step in study.recording:
        when = wording.period(step.period, measure.period_type)
        yield f"From {when} on, the level is another, in a way that is likely a change of recording."
    hidden = study.hidden
    if hidden:
        size = signed(hidden.size, measure).lstrip("+")
        yield (
            f"A change of its own of {size} would take the difference away; {hidden.share:.0%} of the other "
            "councils changed that much over the same time."
        )
    if study.e_value:
        yield (
            f"A hidden cause would have to be tied to both by a ratio of {_number(study.e_value)} to explain its counts' "
            "interval away."
        )
    curve = study.curve
    lowest, highest = (signed(curve.values[n], measure) for n in (0, -1))
    yield (
        f"Asked in {len(curve.specifications)} ways, the answers go from {lowest} to {highest}. "
        f"{curve.same_direction} have the same direction; chance alone rarely gives {curve.beyond_chance} of them."
    )


def _regression(study: Study) -> str:
    share = f"{study.share_higher:.0%} of the councils compared had a higher level in the year before"
    if study.was_extreme:
        return f"{share}: a place so far from the others moves back towards them by itself, whatever is done."
    return f"{share}, so little of the change is a return from an extreme."


def _number(value: float | None) -> str:
    return "" if value is None else f"{wording.rounded(value, DECIMALS):,}"


def unit_of(measure: Measure) -> str:
    """The unit of a difference of the measure."""
    return "percentage points" if measure.unit == "share" else measure.unit


def signed(value: float | None, measure: Measure) -> str:
    """A difference of the measure with its sign, a share's in percentage points; "" for none."""
    if value is None:
        return ""
    rounded = wording.rounded(value * (100 if measure.unit == "share" else 1), DECIMALS)
    sign = wording.MINUS if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):,}"

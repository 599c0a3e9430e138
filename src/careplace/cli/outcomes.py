"""What `careplace profile` says of a place's outcomes: the headline measures, beside whom, and where they go."""

from careplace.figures import Verdict
from careplace.measures.outcomes.groups import OutcomeComparator
from careplace.measures.outcomes.profile import MeasureData, OutcomesData
from careplace.publish import wording
from careplace.publish.outcomes import Outcome
from careplace.statistics.control_charts import Variation


def lines(data: OutcomesData) -> list[str]:
    """The headline measures that have a figure, a block each; nothing where the edition has no outcomes."""
    told = [
        one for section in data.sections for one in section.measures if one.measure.headline and one.latest
    ]
    blocks = [line for one in told for line in _block(one, data.comparators)]
    return ["", "Outcomes, the newest of each", *blocks] if blocks else []


def _block(one: MeasureData, comparators: tuple[OutcomeComparator, ...]) -> list[str]:
    outcome = Outcome(one)
    period = wording.period(one.latest.period, one.measure.period_type)
    head = f"  {one.measure.title}, {period}: {_value(outcome)}"
    said = [_beside(outcome, group, one) for group in comparators if not group.missing]
    way = [words for words in (_way(one), one.stale) if words]
    return [head, *(f"    {words}" for words in (*said, *way))]


def _value(outcome: Outcome) -> str:
    figure = outcome.latest
    if outcome.counted:
        return f"{wording.count(figure.numerator or 0)} of {wording.count(figure.denominator)}"
    unit = "" if outcome.unit in ("share", "score") else f" {outcome.unit}"
    told = f"{wording.written(figure, outcome.form)}{unit}"
    if figure.lower95 is None:
        return told
    lower, upper = (wording.written(figure, outcome.limits, part) for part in ("lower95", "upper95"))
    return f"{told} (95% limits {lower} to {upper})"


def _beside(outcome: Outcome, group: OutcomeComparator, one: MeasureData) -> str:
    found = next(beside for beside in one.groups if beside.key == group.key)
    value = (
        f" {wording.written(found.figure, outcome.form)}"
        if found.figure and found.figure.value is not None
        else ""
    )
    said = outcome.why_untold(group.key) if outcome.counted else found.difference.reason
    return f"beside {group.name}{value}: {said}"


def _way(one: MeasureData) -> str:
    if one.control and one.control.variation != Variation.UNKNOWN:
        return f"newest point on its control chart: {one.control.variation}"
    if one.trend and one.trend.verdict != Verdict.UNKNOWN:
        return f"five years with a value: {one.trend.reason}"
    return ""

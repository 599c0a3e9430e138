"""What `careplace profile` says of a place's outcomes: headline measures, their comparison with groups, their direction."""

from careplace.figures import Verdict
from careplace.measures.outcomes.groups import OutcomeComparator
from careplace.measures.outcomes.profile import MeasureData, OutcomesData
from careplace.publish import wording
from careplace.publish.outcomes import Outcome
from careplace.statistics.control_charts import Variation


def lines(data: OutcomesData) -> list[str]:
    """The headline measures that have a figure, a block each; nothing where the edition has no outcomes."""
    headlines = [
        entry
        for section in data.sections
        for entry in section.measures
        if entry.measure.headline and entry.latest
    ]
    blocks = [line for entry in headlines for line in _block(entry, data.comparators)]
    return ["", "Outcomes, the newest of each", *blocks] if blocks else []


def _block(entry: MeasureData, comparators: tuple[OutcomeComparator, ...]) -> list[str]:
    outcome = Outcome(entry)
    period = wording.period(entry.latest_figure.period, entry.measure.period_type)
    head = f"  {entry.measure.title}, {period}: {_value(outcome)}"
    comparisons = [_compared_with(outcome, group, entry) for group in comparators if not group.missing]
    way = [words for words in (_way(entry), entry.stale) if words]
    return [head, *(f"    {words}" for words in (*comparisons, *way))]


def _value(outcome: Outcome) -> str:
    figure = outcome.data.latest_figure
    if outcome.counted:
        return f"{wording.count(figure.numerator or 0)} of {wording.count(figure.known('denominator'))}"
    unit = "" if outcome.unit in ("share", "score") else f" {outcome.unit}"
    value = f"{wording.written(figure, outcome.form)}{unit}"
    if figure.lower95 is None:
        return value
    lower, upper = (wording.written(figure, outcome.limits, part) for part in ("lower95", "upper95"))
    return f"{value} (95% limits {lower} to {upper})"


def _compared_with(outcome: Outcome, group: OutcomeComparator, entry: MeasureData) -> str:
    theirs = next(group_value for group_value in entry.groups if group_value.key == group.key)
    value = (
        f" {wording.written(theirs.figure, outcome.form)}"
        if theirs.figure and theirs.figure.value is not None
        else ""
    )
    if middle := outcome.middle(group.key):
        lowest, median, highest = (wording.written(figure, outcome.form) for figure in middle)
        councils = wording.count(middle[1].known("numerator"))
        return f"beside {group.name}: median {median} of {councils} councils with a figure, {lowest} to {highest}"
    if outcome.counted or theirs.difference is None:
        return f"beside {group.name}{value}: {outcome.why_untold(group.key)}"
    return f"beside {group.name}{value}: {theirs.difference.reason}"


def _way(entry: MeasureData) -> str:
    if entry.control and entry.control.variation != Variation.UNKNOWN:
        return f"newest point on its control chart: {entry.control.variation}"
    if entry.trend and entry.trend.verdict != Verdict.UNKNOWN:
        return f"five years with a value: {entry.trend.reason}"
    return ""

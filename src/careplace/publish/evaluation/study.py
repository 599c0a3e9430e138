"""A question about a change in a place, and what every method answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from careplace.evaluation.counts import interrupted_counts
from careplace.evaluation.differences import EventStudy, difference_in_differences, event_study
from careplace.evaluation.interrupted import Interrupted, interrupted, newey_west
from careplace.evaluation.panel import Panel
from careplace.evaluation.results import Conclusion, DesignError, Effect
from careplace.evaluation.sensitivity import HiddenChange, e_value_of_interval, hidden_change
from careplace.evaluation.specifications import Curve, curve
from careplace.evaluation.synthetic import Fit, fits, synthetic_control
from careplace.measures.outcomes.queries import codes_of
from careplace.measures.outcomes.series_of_places import SeriesOfPlaces
from careplace.measures.outcomes.steps import Step, steps_of
from careplace.measures.reader import Reader
from careplace.places.area import Area, Group

EXTREME = 0.1
"""A place among the tenth with the highest or lowest values in the year before the event moves back by itself."""
MONTHS = 12


@dataclass(frozen=True)
class Question:
    """Whether something changed at a place with a period. `event` is the first period after it, `what` its words.

    `left_out` are places that had the change too, which cannot be compared with. `against` are the only places that it is
    compared with; None: every other place.
    """

    area: Area
    event: str
    what: str
    left_out: tuple[Area, ...] = ()
    against: Group | None = None


@dataclass(frozen=True)
class Study:
    """The question with its data, and every answer. Answers are calculated when they are first read.

    `not_compared` are names of the group asked for that have no value in some period.
    """

    question: Question
    series: SeriesOfPlaces
    panel: Panel
    steps: tuple[Step, ...]
    not_compared: tuple[str, ...] = ()

    @cached_property
    def differences(self) -> Effect:
        """By difference in differences."""
        return difference_in_differences(self.panel)

    @cached_property
    def by_period(self) -> EventStudy:
        """The gap to the other places, period by period."""
        return event_study(self.panel)

    @cached_property
    def synthetic(self) -> Effect:
        """By synthetic control."""
        return synthetic_control(self.panel)

    @cached_property
    def synthetic_fit(self) -> Fit:
        """The weights of the synthetic control, and its gap."""
        return fits(self.panel)[0]

    @cached_property
    def alone(self) -> Effect | str:
        """The place alone, as an interrupted series; a reason where that cannot be asked."""
        return _or_reason(lambda: interrupted(self._own))

    @cached_property
    def alone_newey_west(self) -> Effect | str:
        """The same with errors of Newey and West, a sensitivity."""
        return _or_reason(lambda: newey_west(self._own))

    @cached_property
    def counts(self) -> Effect | str:
        """The place alone, as counts; a reason where that cannot be asked."""
        row = self.panel.treated
        counts, size = self.series.numerators[row], self.series.denominators[row]
        if np.isnan(counts).any() or np.isnan(size).any():
            return "the measure gives no counts for every period"
        if (counts % 1 != 0).any():
            return "the measure gives shares and rates, and no whole counts"
        return _or_reason(
            lambda: interrupted_counts(Interrupted(counts, self.panel.event, season_of(self.series)), size)
        )

    @cached_property
    def e_value(self) -> float | None:
        """How strongly a hidden cause must be tied to event and counts to explain the ratio's interval away; None where
        the counts show no clear change.
        """
        clear = (Conclusion.HIGHER, Conclusion.LOWER)
        if isinstance(self.counts, str) or self.counts.conclusion not in clear:
            return None
        return e_value_of_interval(self.counts)

    @cached_property
    def hidden(self) -> HiddenChange | None:
        """A change of its own that would take the effect away."""
        return hidden_change(self.panel, self.differences)

    @cached_property
    def curve(self) -> Curve:
        """The same question in every defensible way."""
        return curve(self.panel)

    @property
    def conclusion(self) -> Conclusion:
        """What may be said: a direction where the two methods that compare with other places give the same one."""
        given = {self.differences.conclusion, self.synthetic.conclusion}
        if given == {Conclusion.NOT_TESTED}:
            return Conclusion.NOT_TESTED
        return given.pop() if len(given) == 1 else Conclusion.NOT_CLEAR

    @property
    def share_higher(self) -> float:
        """The share of the compared places that had a higher mean in the year before the event."""
        before = self.panel.outcome[:, max(0, self.panel.event - MONTHS) : self.panel.event].mean(axis=1)
        return float(np.mean(before[self.panel.controls] > before[self.panel.treated]))

    @property
    def was_extreme(self) -> bool:
        """Whether the place was so high or so low before the event that it moves back by itself."""
        return not EXTREME < self.share_higher < 1 - EXTREME

    @property
    def recording(self) -> tuple[Step, ...]:
        """Steps of the place's series inside the study that are likely changes of recording."""
        periods = set(self.series.periods)
        return tuple(step for step in self.steps if step.recording and step.period in periods)

    @property
    def _own(self) -> Interrupted:
        return Interrupted(self.panel.outcome[self.panel.treated], self.panel.event, season_of(self.series))


STEPS = {
    "differences": "difference in differences",
    "synthetic": "synthetic control with its placebos",
    "synthetic_fit": "weights of the synthetic control",
    "alone": "interrupted time series of the council alone",
    "counts": "interrupted time series of its counts",
    "curve": "the same question in every other way",
}
"""{answer of a study: what is calculated for it}, in their order."""


def steps_to_answer(study: Study) -> Iterator[str]:
    """What is calculated next, each before it is: once all are given, a page of the study is written from what is there."""
    for answer, words in STEPS.items():
        yield words
        getattr(study, answer)


def season_of(series: SeriesOfPlaces) -> int:
    """How many periods of the series are a year, where a year is more than one; 0 where not."""
    return MONTHS if series.measure.period_type == "month" else 0


def study(reader: Reader, question: Question, series: SeriesOfPlaces) -> Study:
    """The study of a question.

    Raises:
        SeriesError: where the definition changes inside the series, or a period is left out.
        DesignError: where the data cannot be asked: no value of the place, an event outside, too few periods, a council to
            compare with that had the change too.
    """
    series.check()
    code = _code_in(reader, series.places, question.area)
    if not code:
        raise DesignError(f"{question.area.name} has no figure of “{series.measure.title}”")
    kept = series.of_places([code, *_compared(reader, series, question)])
    panel = panel_of(kept, code, question.event)
    steps = steps_of(reader, codes_of(reader, question.area)).get((series.measure.id, series.breakdown), ())
    return Study(question, kept, panel, steps, _not_compared(reader, panel, question))


def panel_of(series: SeriesOfPlaces, code: str, event: str) -> Panel:
    """The series as a panel in which one place was treated. Raises SeriesError and DesignError as `study`."""
    return Panel(series.places, series.values, series.places.index(code), series.position(event))


def _compared(reader: Reader, series: SeriesOfPlaces, question: Question) -> set[str]:
    """Codes of the places to compare with. Raises DesignError for one of the group that had the change too."""
    dropped = {_code_in(reader, series.places, area) for area in question.left_out}
    if question.against is None:
        return set(series.places) - dropped
    members = {_code_in(reader, series.places, area): area.name for area in question.against.members}
    if both := sorted(name for code, name in members.items() if code and code in dropped):
        raise DesignError(f"{', '.join(both)} had the change too and cannot be compared with")
    return set(members)


def _not_compared(reader: Reader, panel: Panel, question: Question) -> tuple[str, ...]:
    """Names of the group asked for that have no value in some period."""
    complete = {panel.places[row] for row in (panel.treated, *panel.controls)}
    members = question.against.members if question.against else ()
    return tuple(area.name for area in members if _code_in(reader, panel.places, area) not in complete)


def _code_in(reader: Reader, places: tuple[str, ...], area: Area) -> str:
    """The code of `places` that the area is under, of those that it has had; "" where there is none."""
    return next((code for code in codes_of(reader, area) if code in places), "")


def _or_reason(calculate: Callable[[], Effect]) -> Effect | str:
    try:
        return calculate()
    except DesignError as error:
        return str(error)

"""A place by itself: its figures before and after an event, where no other place is compared with.

What changed everywhere at that time is in such a difference too. So its conclusions have words of their own: a paper
never counts them with those of places that were compared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from careplace.evaluation.counts import interrupted_counts
from careplace.evaluation.interrupted import Interrupted, course_without_step, interrupted, newey_west
from careplace.evaluation.results import Conclusion, DesignError, Effect
from careplace.measures.outcomes.series_of_places import SeriesError, SeriesOfPlaces
from careplace.publish.evaluation.study import Question, season_of

HIGHER, LOWER = "higher than its own earlier course", "lower than its own earlier course"
OWN_COURSE = {Conclusion.HIGHER: HIGHER, Conclusion.LOWER: LOWER}
"""{conclusion of a method: its words where a place is compared with itself alone}"""


@dataclass(frozen=True)
class Alone:
    """The question with the series of its place alone. Answers are calculated when they are first read.

    `series` has one place, with a value in every period; `event` is the position of the first period after it.
    """

    question: Question
    series: SeriesOfPlaces
    event: int

    @property
    def values(self) -> np.ndarray:
        """The values (periods,)."""
        return self.series.values[0]

    @property
    def means(self) -> tuple[float, float]:
        """The mean before the event, and from it on."""
        return float(self.values[: self.event].mean()), float(self.values[self.event :].mean())

    @cached_property
    def effect(self) -> Effect | str:
        """The step at the event; a reason where it cannot be calculated."""
        return self._or_reason(interrupted)

    @cached_property
    def newey_west(self) -> Effect | str:
        """The same with errors of Newey and West, a sensitivity."""
        return self._or_reason(newey_west)

    @cached_property
    def counts(self) -> Effect | str:
        """The same of counts by their population; a reason where there are none."""
        counts, size = self.series.numerators[0], self.series.denominators[0]
        if np.isnan(size).any() or (counts % 1 != 0).any():
            return "there are no counts of a population"
        return self._or_reason(
            lambda own: interrupted_counts(Interrupted(counts, self.event, own.season), size)
        )

    @cached_property
    def expected(self) -> np.ndarray | None:
        """The course that the figures before lead to expect (periods,); None where that cannot be calculated."""
        return None if isinstance(self.effect, str) else course_without_step(self._own)

    @property
    def conclusion(self) -> str:
        """What may be said: that of the interrupted series, in words that do not pass for a comparison."""
        if isinstance(self.effect, str):
            return str(Conclusion.NOT_TESTED)
        return OWN_COURSE.get(self.effect.conclusion, str(self.effect.conclusion))

    @property
    def not_tested(self) -> str:
        """Why chance cannot be judged; "" where it can."""
        return self.effect if isinstance(self.effect, str) else self.effect.no_interval

    @property
    def _own(self) -> Interrupted:
        return Interrupted(self.values, self.event, season_of(self.series))

    def _or_reason(self, calculate: Callable[[Interrupted], Effect]) -> Effect | str:
        try:
            own = self._own
            if np.ptp(self.values[: self.event]) == 0:
                return "the figures before the event are all the same, so chance cannot be judged"
            return calculate(own)
        except DesignError as error:
            return str(error)


def alone(question: Question, series: SeriesOfPlaces) -> Alone:
    """The study of a place by itself.

    Raises:
        SeriesError: where a period is left out or has no figure, the event is outside, or no period is on a side of it.
    """
    series.check()
    title, event = series.measure.title, series.position(question.event)
    if missing := int(np.isnan(series.values).sum()):
        raise SeriesError(f"“{title}” has no figure in {missing} periods")
    if not event:
        raise SeriesError(f"“{title}” has no period before the event")
    return Alone(question, series, event)

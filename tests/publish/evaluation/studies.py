"""Studies of fictional councils, in which a change is known."""

import numpy as np

from careplace.measures.dictionary import measures
from careplace.measures.outcomes.series_of_places import SeriesOfPlaces
from careplace.measures.outcomes.steps import Step
from careplace.places.area import Area
from careplace.publish.evaluation.study import Question, Study, panel_of

MONTHS = tuple(f"{2014 + n // 12}-{n % 12 + 1:02}" for n in range(72))
EVENT = "2018-01"
PLACE = Area("E06000026", "Plymouth", "Plymouth", "council", None, None, None)
MEASURE = "delayed-days-rate-month"


def study(effect=0.0, level=0.0, places=90, steps: tuple[Step, ...] = ()) -> Study:
    """Councils that go up and down by themselves; Plymouth's level is higher by `level`, and by `effect` after the event."""
    rng = np.random.default_rng(12)
    values = 50 + rng.normal(size=(places, len(MONTHS))) + rng.normal(size=(places, 1))
    values[0] += level
    values[0, MONTHS.index(EVENT) :] += effect
    codes = (PLACE.code, *(f"E{n:08}" for n in range(1, places)))
    size = np.full(values.shape, 30_000.0)
    series = SeriesOfPlaces(
        measures()[MEASURE], "all", codes, MONTHS, ("",) * len(MONTHS), values, np.round(values * 10), size
    )
    question = Question(PLACE, EVENT, "a review")
    return Study(question, series, panel_of(series, PLACE.code, EVENT), steps)

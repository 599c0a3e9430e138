"""Steps of a place's monthly and daily series: where its level changed to another that lasted.

An edition finds them for every place when it is built (step_screen.py). A step that is likely a change of recording
is a break in the series: nothing is called better or worse across it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter

from careplace.engine import read_parquet
from careplace.measures.cache import cached
from careplace.measures.reader import Reader

TABLE = "series_step.parquet"
RECORDING = (
    "the level changed suddenly, for long and at this place alone: find out whether recording changed before you call it "
    "better or worse"
)
LEVEL = "the level changed, for eight or more points on either side"


@dataclass(frozen=True)
class Step:
    """A step of a series: `period` is the first of the new level, `before` and `after` are the means of the eight
    points on each side (of days, of eight weeks), in the figures' unit; `recording` says whether it is likely one."""

    measure: str
    place: str
    breakdown: str
    period: str
    before: float
    after: float
    recording: bool

    @property
    def why(self) -> str:
        """What the step is, in words."""
        return RECORDING if self.recording else LEVEL

    @property
    def short(self) -> str:
        """What the step is, in few words."""
        return "a likely change of recording" if self.recording else "the level changed"


def steps_of(reader: Reader, codes: Iterable[str]) -> dict[tuple[str, str], tuple[Step, ...]]:
    """The steps of the places under these codes by (measure, breakdown), oldest first; none in an edition that was not
    screened."""
    of_series = attrgetter("measure", "breakdown")
    steps = sorted(
        (step for code in codes for step in _steps(reader).get(code, ())),
        key=attrgetter("measure", "breakdown", "period"),
    )
    return {series: tuple(own) for series, own in groupby(steps, of_series)}


@cached()
def _steps(reader: Reader) -> dict[str, list[Step]]:
    """The steps of every place, by its code: few enough to be read once."""
    path = reader.folder / "tables" / TABLE
    if not path.is_file():
        return {}
    columns = ", ".join(Step.__dataclass_fields__)
    rows = reader.engine.rows(
        f"select {columns} from {read_parquet(path)} order by place, measure, breakdown, period"
    )
    return {place: [Step(**row) for row in own] for place, own in groupby(rows, itemgetter("place"))}

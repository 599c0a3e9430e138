"""Steps of a place's monthly and daily series: where its level changed to another that lasted.

An edition finds them for every place when it is built (step_screen.py). A step that is likely a change of recording
is a break in the series: nothing is called better or worse across it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from careplace.engine import quoted
from careplace.measures.providers.reading import Store

TABLE = "series_step.parquet"
RECORDING = (
    "the level changed suddenly, for long and at this place alone: find out whether recording changed before you call it "
    "better or worse"
)
LEVEL = "the level changed, for eight or more points on either side"


@dataclass(frozen=True)
class Step:
    """A step of a whole series: `period` is the first of the new level, `before` and `after` are the means of the eight
    points on each side (of days, of eight weeks), in the figures' unit; `recording` says whether it is likely one."""

    measure: str
    place: str
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


def steps_of(store: Store, codes: Iterable[str]) -> dict[str, tuple[Step, ...]]:
    """The steps of the places under these codes by measure, oldest first; none in an edition that was not screened."""
    path, codes_in_sql = store.folder / "tables" / TABLE, ", ".join(map(quoted, codes))
    if not codes_in_sql or not path.is_file():
        return {}
    store.engine.view_parquet("series_step", path)
    columns = ", ".join(Step.__dataclass_fields__)
    rows = store.engine.rows(
        f"select {columns} from series_step where place in ({codes_in_sql}) order by measure, period"
    )
    by_measure: dict[str, tuple[Step, ...]] = {}
    for row in rows:
        by_measure[row["measure"]] = (*by_measure.get(row["measure"], ()), Step(**row))
    return by_measure

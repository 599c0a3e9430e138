"""What was known of each service on a day, and what the next report said: from reports and from successive registers."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from careplace.editions.opening import open_edition
from careplace.engine import Engine, literal, quoted, sql_text
from careplace.ratings.scale import LEVELS


@dataclass(frozen=True)
class History:
    """Services on days, one place of each array a service on a day: what was known then, and the next rating.

    `period` is the year; `concern` and `next_concern` are places in `ratings.scale.LEVELS`; `months` is the whole months
    since the latest report, `falls` how many of the reports of the 24 months before were worse than the one before them.
    """

    period: np.ndarray
    concern: np.ndarray
    months: np.ndarray
    falls: np.ndarray
    next_concern: np.ndarray

    def __len__(self) -> int:
        return len(self.period)

    def where(self, mask: np.ndarray) -> "History":
        """The services and days of a mask."""
        return History(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))

    @property
    def fell(self) -> np.ndarray:
        """Whether the next rating is worse than the latest before it."""
        return self.next_concern > self.concern

    @property
    def below_good(self) -> np.ndarray:
        """Whether the next rating is below Good."""
        return self.next_concern >= LEVELS.index("Requires improvement")


def of_inspections(path: Path) -> History:
    """The history that a CSV of reports gives, with the columns locationid, reportdate and rating."""
    with Engine() as engine:
        engine.sql(
            f"create view inspection as select * from read_csv({quoted(literal(path))}, all_varchar = true)"
        )
        return history_of(engine)


def history_of(engine: Engine) -> History:
    """The history that the reports of the view `inspection` of an engine give."""
    return _history(engine.sql(sql_text(__package__, "inspections.sql")))


def of_registers(home: Path) -> History:
    """The history that the registers of the current edition of a home give."""
    with open_edition(home) as edition:
        return _history(edition.engine.sql(sql_text(__package__, "registers.sql")))


def _history(table: pa.Table) -> History:
    return History(*(table[name].to_numpy().astype(np.int64) for name in History.__dataclass_fields__))

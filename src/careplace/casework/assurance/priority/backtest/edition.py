"""The comparison of a scheme with later ratings on the inspections of home care that the current edition has."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from careplace.casework import edition_reader
from careplace.casework.assurance.priority.backtest.history import History, history_of
from careplace.casework.assurance.priority.backtest.results import EVERY_PERCENT, Comparison, compared
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.engine import Engine, sql_text

FEWEST_YEARS = 2
"""The order by earlier years has none before the first."""


@dataclass(frozen=True)
class Coverage:
    """The reports that a comparison is made from: how many, of how many services, from which day to which."""

    reports: int
    services: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Backtest:
    """A scheme on the reports of an edition. `comparisons` is empty where the reports do not cover enough years."""

    coverage: Coverage
    comparisons: list[Comparison]


def of_edition(home: Path, scheme: Scheme) -> Backtest:
    """A scheme on the reports of the current edition: two seconds of processor time for ten years of England.

    Raises:
        NoEdition: when there is none.
    """
    with edition_reader.cursor_of(home) as cursor:
        coverage, history = reports_of(cursor)
    enough = len(np.unique(history.period)) >= FEWEST_YEARS
    return Backtest(coverage, compared(scheme, history, top=EVERY_PERCENT) if enough else [])


def reports_of(engine: Engine) -> tuple[Coverage, History]:
    """The reports of an edition, and the history that they give."""
    engine.connection.execute(sql_text(__package__, "edition_inspections.sql"))
    [row] = engine.rows(sql_text(__package__, "coverage.sql"))
    return Coverage(**row), history_of(engine)

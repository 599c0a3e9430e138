"""What was published of each service before a day, and what its next report said."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from careplace.engine import Engine, sql_text

SECTORS = ("For-profit", "Third sector", "Local Authority")
"""Ownerships as the publication writes them, by the number in `sector`; an unknown one counts as the first."""


@dataclass(frozen=True)
class Services:
    """Services on days, one place of each array a service on a day: what was published before that day.

    `concern` is a place in `ratings.scale.LEVELS`, `years` those since that rating, `fell` whether it was worse than the one
    before; `below_before` of `reports_before` earlier ratings were below Good; `sector` is a place in SECTORS;
    `siblings_below` of `siblings` further services of the provider were below Good.
    """

    concern: np.ndarray
    years: np.ndarray
    fell: np.ndarray
    below_before: np.ndarray
    reports_before: np.ndarray
    sector: np.ndarray
    siblings: np.ndarray
    siblings_below: np.ndarray

    def __len__(self) -> int:
        return len(self.concern)

    def where(self, mask: np.ndarray) -> "Services":
        """The services of a mask."""
        return Services(*(getattr(self, field.name)[mask] for field in fields(Services)))

    def replaced(self, names: Iterable[str], values: Iterable[float]) -> "Services":
        """The services with some columns at one value each, to see what a term does."""
        columns = {field.name: getattr(self, field.name) for field in fields(Services)}
        same = {name: np.full(len(self), float(value)) for name, value in zip(names, values, strict=True)}
        return Services(**columns | same)


@dataclass(frozen=True)
class History:
    """Services before each of their reports but the first; `below_good` is what that report said, in the year `year`."""

    services: Services
    location_id: np.ndarray
    day: np.ndarray
    year: np.ndarray
    below_good: np.ndarray

    def __len__(self) -> int:
        return len(self.year)

    def where(self, mask: np.ndarray) -> "History":
        """The reports of a mask."""
        return History(
            self.services.where(mask),
            *(v[mask] for v in (self.location_id, self.day, self.year, self.below_good)),
        )


@dataclass(frozen=True)
class Known:
    """Services today, with the rows that say what is published of each, for sentences."""

    services: Services
    rows: list[dict[str, Any]]


def history_of(engine: Engine) -> History:
    """Every report of an edition that follows another of its service."""
    table = _table(engine, date(9999, 1, 1), ())
    location_id, day, year, below = (
        table[name].to_numpy(zero_copy_only=False) for name in ("location_id", "day", "year", "below_good")
    )
    return History(_services(table), location_id, day, year, below.astype(bool))


def known_today(engine: Engine, ids: Iterable[str], today: date) -> Known:
    """Those of some locations for which this holds: community adult social care, with a rating."""
    table = _table(engine, today, tuple(ids))
    table = table.filter(pa.compute.is_null(table["below_good"]))
    return Known(_services(table), table.to_pylist())


def _table(engine: Engine, today: date, ids: tuple[str, ...]) -> pa.Table:
    return engine.sql(sql_text(__package__, "history.sql"), {"today": today, "ids": list(ids)})


def _services(table: pa.Table) -> Services:
    columns = {
        field.name: table[field.name].to_numpy(zero_copy_only=False).astype(float)
        for field in fields(Services)
        if field.name != "sector"
    }
    owners = table["ownership"].to_numpy(zero_copy_only=False)
    sector = np.select([owners == name for name in SECTORS], range(len(SECTORS)), 0)
    return Services(**columns, sector=sector.astype(float))

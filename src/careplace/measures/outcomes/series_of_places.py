"""A measure's series of every council over equal periods, as arrays: what an evaluation compares a place with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from careplace.engine import sql_text
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes.periods import span, step
from careplace.measures.outcomes.queries import PACKAGE, outcome_files
from careplace.measures.outcomes.segments import breaks_before
from careplace.measures.reader import Reader

ARRAYS = ("values", "numerators", "denominators")


class SeriesError(ValueError):
    """A series that cannot be evaluated; the message says what was found and what is needed."""


@dataclass(frozen=True)
class SeriesOfPlaces:
    """`values`, `numerators` and `denominators` have shape (places, periods), NaN where there is none; `places` are codes.

    `versions` has the version of the definition of each period.
    """

    measure: Measure
    breakdown: str
    places: tuple[str, ...]
    periods: tuple[str, ...]
    versions: tuple[str, ...]
    values: np.ndarray
    numerators: np.ndarray
    denominators: np.ndarray

    def between(self, first: str, last: str) -> "SeriesOfPlaces":
        """The periods from `first` to `last`, both included; "" leaves an end open.

        Raises:
            SeriesError: for a period that the series does not have.
        """
        start, end = (
            self.position(first) if first else 0,
            self.position(last) + 1 if last else len(self.periods),
        )
        return self._cut(slice(None), slice(start, end))

    def of_places(self, codes: Iterable[str]) -> "SeriesOfPlaces":
        """The series of these places alone."""
        wanted = set(codes)
        rows = [row for row, place in enumerate(self.places) if place in wanted]
        return self._cut(rows, slice(None))

    def _cut(self, rows: list[int] | slice, periods: slice) -> "SeriesOfPlaces":
        return replace(
            self,
            places=tuple(np.array(self.places)[rows].tolist()),
            periods=self.periods[periods],
            versions=self.versions[periods],
            **{name: getattr(self, name)[rows, periods] for name in ARRAYS},
        )

    def position(self, period: str) -> int:
        """Which of the periods it is.

        Raises:
            SeriesError: for one that the series does not have.
        """
        if period not in self.periods:
            ends = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no period"
            raise SeriesError(f"{period}: outside the series of “{self.measure.title}”, which has {ends}")
        return self.periods.index(period)

    def check(self) -> None:
        """Raises SeriesError where the definition changes inside the series, or a period is left out."""
        kind = self.measure.period_type
        meanings = [
            (v, breaks_before(self.measure, p)) for p, v in zip(self.periods, self.versions, strict=True)
        ]
        for (before, meaning), (after, next_meaning) in pairwise(zip(self.periods, meanings, strict=True)):
            if meaning != next_meaning:
                raise SeriesError(
                    f"the definition of “{self.measure.title}” changes with {after}, so periods before and after it are not "
                    "one series: evaluate one side of it"
                )
            if step(before, after, kind) != 1:
                raise SeriesError(f"“{self.measure.title}” has no period between {before} and {after}")


def series_of_places(reader: Reader, measure: Measure, breakdown: str = "all") -> SeriesOfPlaces:
    """The series of every council that the edition has figures of.

    Raises:
        SeriesError: where there are none.
    """
    codes = [code for code, area in reader.gazetteer.areas.items() if area.kind == "council"]
    reader.engine.view_parquet("series_figure", *outcome_files(reader))
    parameters = {"measure": measure.id, "breakdown": breakdown, "codes": codes}
    table = reader.engine.sql(sql_text(PACKAGE, "series_of_places.sql"), parameters)
    if not table.num_rows:
        raise SeriesError(f"the edition has no figures of {measure.id}, {breakdown}, for councils")
    return arranged(measure, breakdown, table)


def arranged(measure: Measure, breakdown: str, table) -> SeriesOfPlaces:
    """The series of a table with a row for each figure: place, period, version, value, numerator, denominator."""
    places, row = np.unique(table["place"].to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    names, first, column = np.unique(
        table["period"].to_numpy(zero_copy_only=False).astype(str), return_index=True, return_inverse=True
    )
    order = np.argsort([span(name, measure.period_type)[0].toordinal() for name in names], kind="stable")
    columns = np.argsort(order)[column]
    versions = table["version"].to_numpy(zero_copy_only=False)[first][order]

    def matrix(name: str) -> np.ndarray:
        values = np.full((len(places), len(names)), np.nan)
        values[row, columns] = table[name].to_numpy(zero_copy_only=False).astype(float)
        return values

    arrays = (matrix(name.removesuffix("s")) for name in ARRAYS)
    periods = tuple(str(name) for name in names[order])
    return SeriesOfPlaces(
        measure, breakdown, tuple(map(str, places)), periods, tuple(map(str, versions)), *arrays
    )

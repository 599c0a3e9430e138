"""A store that asks the edition once what every page asks again: which snapshots, who is covered, the groups' figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from careplace.engine import literal, sql_text
from careplace.figures import Figure
from careplace.measures.providers.reading import Store, from_table


@dataclass(frozen=True)
class CachedStore(Store):
    """`cached(key, make)` keeps an answer for as long as the edition is open."""

    cached: Callable[[tuple, Callable], Any] = None

    def kept(self, key: tuple, make: Callable[[], Any]) -> Any:
        return self.cached(key, make)

    def snapshots(self) -> list[date]:
        return self.cached(("snapshots",), super().snapshots)

    def covered(self, places: Iterable[str], snapshot: date) -> set[str]:
        return self._covered(snapshot).intersection(places)

    def _covered(self, snapshot: date) -> frozenset[str]:
        query = "select place from place_snapshot where covered and snapshot = $1"
        return self.cached(
            ("covered", snapshot),
            lambda: frozenset(row["place"] for row in self.engine.rows(query, [snapshot])),
        )

    def members(self, place: str, snapshot: date) -> list[str]:
        return self.cached(("members", snapshot), lambda: self._all_members(snapshot)).get(place, [])

    def _all_members(self, snapshot: date) -> dict[str, list[str]]:
        query = "select place, council from place_member where snapshot = $1 order by place, council"
        rows = self.engine.rows(query, [snapshot])
        return {place: [row["council"] for row in some] for place, some in groupby(rows, itemgetter("place"))}

    def changed_from(self, place: str, snapshot: date) -> date | None:
        return self.cached(("changed", snapshot), lambda: self.all_changed_from(snapshot)).get(place)


class BriefStore(CachedStore):
    """A store that reads of a place what its first page shows: a third of its figures."""

    def figures(self, places: Iterable[str], snapshot: date, prefix: str = "") -> list[Figure]:
        query = sql_text("careplace.web.public.place", "brief.sql")
        (place,) = places
        path = literal(self.folder / "figures" / "providers" / f"{snapshot}.parquet")
        return from_table(self.engine.sql(query, {"path": path, "place": place, "prefix": prefix}))

"""A store that asks the edition once what every page asks again: which snapshots, who is covered, the groups' figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from careplace.figures import Figure
from careplace.measures.providers.reading import Store, from_table
from careplace.places.area import GROUP_KINDS, Area


@dataclass(frozen=True)
class RememberingStore(Store):
    """`remembered(key, make)` keeps an answer for as long as the edition is open."""

    remembered: Callable = None

    def snapshots(self) -> list[date]:
        return self.remembered("snapshots", super().snapshots)

    def area_at(self, code: str, snapshot: date) -> Area | None:
        return self.remembered(("area_at", code, snapshot), lambda: Store.area_at(self, code, snapshot))

    def covered(self, places: Iterable[str], snapshot: date) -> set[str]:
        return self._covered(snapshot).intersection(places)

    def _covered(self, snapshot: date) -> frozenset[str]:
        query = "select place from place_snapshot where covered and snapshot = $1"
        return self.remembered(
            ("covered", snapshot),
            lambda: frozenset(row["place"] for row in self.engine.rows(query, [snapshot])),
        )

    def members(self, place: str, snapshot: date) -> list[str]:
        return self.remembered(("members", place, snapshot), lambda: Store.members(self, place, snapshot))

    def changed_from(self, place: str, snapshot: date) -> date | None:
        return self.remembered(
            ("changed", place, snapshot), lambda: Store.changed_from(self, place, snapshot)
        )

    def tells_services(self, councils: Iterable[str], snapshot: date) -> bool:
        codes = tuple(councils)
        return self.remembered(
            ("services", codes, snapshot), lambda: Store.tells_services(self, codes, snapshot)
        )

    def totals(self, councils: Iterable[str], snapshot: date, prefix: str = ""):
        codes = tuple(councils)
        return self.remembered(
            ("totals", codes, snapshot, prefix), lambda: Store.totals(self, codes, snapshot, prefix)
        )

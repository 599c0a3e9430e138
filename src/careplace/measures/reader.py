"""The reader of an edition: which snapshots cover a place, and the providers' figures of places at one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from careplace import figures as shape
from careplace.engine import Engine, quoted, read_parquet
from careplace.figures import Figure
from careplace.measures.cache import EditionCache, cached
from careplace.places.area import Area, UnknownPlace
from careplace.places.gazetteer import Gazetteer


@dataclass(eq=False)
class Reader:
    """An edition opened for reading: `engine` sees its tables, `folder` holds its Parquet.

    `cache` belongs to the edition: readers of one edition share it. `matched` says of which place and two snapshots the
    engine's temporary tables of matched locations are (providers/matching.py).
    """

    engine: Engine
    folder: Path
    gazetteer: Gazetteer
    cache: EditionCache = field(default_factory=EditionCache)
    matched: tuple[str, date, date] | None = None

    @cached()
    def snapshots(self) -> list[date]:
        """Every snapshot of the edition, newest first."""
        return [
            row["snapshot"]
            for row in self.engine.rows("select snapshot from snapshot order by snapshot desc")
        ]

    def area_at(self, code: str, snapshot: date) -> Area | None:
        """The place under the code that it had at the snapshot; None where it was split or put together since, or became
        part of a larger one: the register of Bournemouth, Christchurch and Poole is not Bournemouth's."""
        try:
            then = self.gazetteer.as_at(code, snapshot)
        except UnknownPlace:
            return None
        same = self.gazetteer.lineage.same_area(self.gazetteer.areas[code])
        return then if then in same else None

    def councils_at(self, code: str, snapshot: date) -> list[str]:
        """The councils that the place was made of at the snapshot.

        Raises:
            UnknownPlace: the place was not there then (`area_at`).
        """
        then = self.area_at(code, snapshot)
        if then is None:
            raise UnknownPlace(f"{code} is no place of {snapshot}")
        return self.members(then.code, snapshot)

    def covered_at(self, area: Area, snapshot: date) -> Area | None:
        """The place under the code that it had at the snapshot, where the snapshot covers it; else None."""
        then = self.area_at(area.code, snapshot)
        return then if then and self.covered([then.code], snapshot) else None

    def covered(self, places: Iterable[str], snapshot: date) -> set[str]:
        """The codes among `places` that the snapshot covers."""
        return set(self._covered(snapshot).intersection(places))

    @cached()
    def _covered(self, snapshot: date) -> frozenset[str]:
        query = "select place from place_snapshot where covered and snapshot = $1"
        return frozenset(row["place"] for row in self.engine.rows(query, [snapshot]))

    def members(self, place: str, snapshot: date) -> list[str]:
        """Codes of the councils that a covered place was made of at the snapshot; a council is made of itself."""
        return self._members(snapshot).get(place, [])

    @cached()
    def _members(self, snapshot: date) -> dict[str, list[str]]:
        query = "select place, council from place_member where snapshot = $1 order by place, council"
        rows = self.engine.rows(query, [snapshot])
        by_place = groupby(rows, itemgetter("place"))
        return {place: [row["council"] for row in councils] for place, councils in by_place}

    def changed_from(self, place: str, snapshot: date) -> date | None:
        """The snapshot that the place's change up to this one is calculated from; None where there is none."""
        return self.all_changed_from(snapshot).get(place)

    @cached()
    def all_changed_from(self, snapshot: date) -> dict[str, date]:
        """The same of every place that has a change."""
        rows = self.engine.rows(
            f"select place, max(period) as period from {self._stored(snapshot)} "
            "where measure = 'rating-change' group by place"
        )
        return {row["place"]: date.fromisoformat(row["period"].split("..")[0]) for row in rows}

    def lists_services(self, councils: Iterable[str], snapshot: date) -> bool:
        """Whether the publications of all these councils say which services a location offers."""
        (row,) = self.engine.rows(
            "select bool_and(has_services) as all_have from place_snapshot "
            "where snapshot = $1 and list_contains($2, place)",
            [snapshot, list(councils)],
        )
        return bool(row["all_have"])

    def totals(
        self, councils: Iterable[str], snapshot: date, prefix: str = ""
    ) -> tuple[dict[str, float], str]:
        """Locations by overall rating, summed over the councils: {breakdown: count}, and the files they came from."""
        rows = self.engine.rows(
            "with counted as ("
            f"select breakdown, value, source from {self._stored(snapshot)} where place in ({_codes_in_sql(councils)}) "
            "and measure = 'rating-count' and breakdown like $1 || '%/overall/locations/%') "
            "select breakdown, sum(value) as total, string_agg(distinct source, '|') as source "
            "from counted group by breakdown order by breakdown",
            [prefix.split("/")[0]],
        )
        sources = {part for row in rows for part in row["source"].split("|") if part}
        return {row["breakdown"]: row["total"] for row in rows}, "|".join(sorted(sources))

    def councils_with(self, measure: str, breakdown: str, snapshot: date) -> list[str]:
        """Codes of the councils that have this figure at the snapshot."""
        rows = self.engine.rows(
            f"select f.place from {self._stored(snapshot)} as f inner join place_snapshot as p on p.place = f.place "
            "and p.snapshot = $1 and p.kind = 'council' where f.measure = $2 and f.breakdown = $3 order by f.place",
            [snapshot, measure, breakdown],
        )
        return [row["place"] for row in rows]

    def figures(self, places: Iterable[str], snapshot: date, prefix: str = "") -> list[Figure]:
        """Stored figures of the places at the snapshot, those whose breakdown begins with `prefix`."""
        rows = self.engine.sql(
            f"select * from {self._stored(snapshot)} where place in ({_codes_in_sql(places)}) "
            "and starts_with(breakdown, $1) order by place, measure, period, breakdown",
            [prefix],
        )
        return from_table(rows)

    def of_group(self, key: str, snapshot: date, prefix: str = "") -> list[Figure]:
        """What the edition stores of a group as a place of its own: overall ratings by locations."""
        rows = self.engine.sql(
            f"select * from {self._stored(snapshot)} where place in ({_codes_in_sql([key])}) "
            "and measure in ('rated', 'rating-count', 'rating-share') and contains(breakdown, '/overall/locations') "
            "and starts_with(breakdown, $1) order by place, measure, period, breakdown",
            [prefix],
        )
        return from_table(rows)

    def _stored(self, snapshot: date) -> str:
        return read_parquet(self.folder / "figures" / "providers" / f"{snapshot}.parquet")


def _codes_in_sql(codes: Iterable[str]) -> str:
    """Codes as constants of a query: row groups of other places are then never read."""
    return ", ".join(quoted(code) for code in codes) or "null"


def from_table(rows) -> list[Figure]:
    """Figures from an Arrow table in the figures' schema."""
    return shape.from_columns([rows[name].to_pylist() for name in shape.SCHEMA.names])

"""A selection of locations from one register: how many, by rating, and the rows asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from careplace.engine import literal, sql_text
from careplace.measures.cache import cached
from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS
from careplace.web.public.editions import EditionCursor
from careplace.web.public.explore.changes import changes
from careplace.web.public.explore.extent import Extent, extent
from careplace.web.public.explore.filters import BEDS, NOT_RATED, RATINGS, LocationFilter
from careplace.web.public.explore.recorded import refuse_unrecorded, unrecorded
from careplace.web.public.parameters import WrongAsked

PACKAGE = "careplace.web.public.explore"
NO_RATING = "No rating"


@dataclass(frozen=True)
class Selection:
    """What was asked for, and of which register. `of` is the register that the rows are of: the earlier one for locations
    that left; `unrecorded` the reasons of fields that it cannot answer. `mix` counts the selection by the register's rating
    that `filter.question` names, `latest_mix` by the latest overall rating of all publications; `before` are the overall
    ratings that locations had in the earlier register, where a change was asked for."""

    filter: LocationFilter
    extent: Extent
    of: date | None
    unrecorded: dict[str, str]
    mix: dict[str, int]
    latest_mix: dict[str, int]
    before: dict[str, str | None]

    @property
    def total(self) -> int:
        return sum(self.mix.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.filter.size))


def select(edition: EditionCursor, filter: LocationFilter) -> Selection:
    """The locations asked for, kept in the table `chosen` of this request's cursor.

    Raises:
        WrongAsked: for a place, date, service, change or page that there is not.
    """
    where = extent(edition, filter.place, filter.date)
    # One selection has one address, which says for ever what it shows: the place under its own name, and the date.
    filter = replace(filter, place=where.key, date=where.date)
    if where.date is None:
        return Selection(filter, where, None, {}, {}, {}, {})
    reasons = unrecorded(edition, where)
    refuse_unrecorded(filter, reasons)
    if filter.service and filter.service not in services(edition, where.date):
        raise WrongAsked({"service": "There is no such service in this register: choose one from the list."})
    of = where.earlier if filter.changed == "left" and where.earlier else where.date
    before = _changed(edition, filter, where)
    edition.engine.connection.execute(
        sql_text(PACKAGE, "selection.sql"), _parameters(edition, filter, where, of, before)
    )
    counted = edition.rows(sql_text(PACKAGE, "mix.sql"))
    mix, latest = (_mix(counted, basis) for basis in ("register", "latest"))
    selection = Selection(filter, where, of, reasons, mix, latest, before or {})
    if filter.page > selection.pages:
        raise WrongAsked({"page": f"This selection has {selection.pages:,} pages: choose one of them."})
    return selection


def _mix(rows: list[dict], basis: str) -> dict[str, int]:
    counts = {row["word"]: row["locations"] for row in rows if row["basis"] == basis}
    return {word: counts[word] for word in (*LEVELS, BY_SERVICE_GROUP, NO_RATING) if word in counts}


def page_rows(edition: EditionCursor, selection: Selection) -> list[dict]:
    """The rows of the page asked for."""
    if selection.of is None:
        return []
    last = selection.filter.page * selection.filter.size
    params = {
        "path": _register(edition, selection.of),
        "first": last - selection.filter.size + 1,
        "last": last,
    }
    return edition.rows(sql_text(PACKAGE, "page_rows.sql"), params)


def all_rows(edition: EditionCursor, selection: Selection, rows: int) -> Iterator[pa.RecordBatch]:
    """The whole selection in batches of about `rows`; none where there is no register."""
    if selection.of is None:
        return
    params = {"path": _register(edition, selection.of), "first": 1, "last": selection.total}
    answer = edition.engine.connection.sql(sql_text(PACKAGE, "page_rows.sql"), params=params)
    yield from answer.to_arrow_reader(rows)


@cached()
def services(edition: EditionCursor, on: date) -> list[str]:
    """The services that the register of a date names; none where its files have none."""
    query, path = sql_text(PACKAGE, "services.sql"), _register(edition, on)
    return [row["service"] for row in edition.rows(query, {"path": path})]


def _changed(edition: EditionCursor, filter: LocationFilter, where: Extent) -> dict[str, str | None] | None:
    if not filter.changed:
        return None
    return changes(edition, where).get(filter.changed, {})


def _parameters(
    edition: EditionCursor, filter: LocationFilter, where: Extent, of: date, before: dict | None
) -> dict:
    least, most = BEDS.get(filter.beds, (0, 0))
    # Those that left are told by their identifiers, under the council that they had then.
    return {
        "path": _register(edition, of),
        "sectors": literal(edition.folder / "tables" / "location_sector" / f"{of}.parquet"),
        "councils": where.councils if of == where.date else None,
        "sector": filter.sector,
        "service": filter.service,
        "question": filter.question,
        "levels": _levels(filter.rating),
        "unrated": NOT_RATED in filter.rating,
        "latest_levels": _levels(filter.latest),
        "latest_unrated": NOT_RATED in filter.latest,
        "older": filter.older,
        "least": least,
        "most": most,
        "words": filter.q,
        "changed": None if before is None else list(before),
        "sort": filter.sort,
    }


def _levels(keys: tuple[str, ...]) -> list[str] | None:
    return [RATINGS[key] for key in keys if key != NOT_RATED] if keys else None


def _register(edition: EditionCursor, on: date) -> str:
    return literal(edition.folder / "tables" / "register" / f"{on}.parquet")

"""A selection of locations from one register: how many, by rating, and the rows asked for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from careplace.engine import literal, sql_text
from careplace.publish.wording import LETTERS
from careplace.web.editions import Reading
from careplace.web.explore.asking import BEDS, NOT_RATED, RATINGS, Asked, WrongAsked
from careplace.web.explore.changes import changes
from careplace.web.explore.ground import Ground, ground

PACKAGE = "careplace.web.explore"
NO_RATING = "No rating"
NO_EARLIER = "No earlier register covers {}, so that no change can be told. Leave the change open."


@dataclass(frozen=True)
class Selection:
    """What was asked for, and of which register. `of` is the register that the rows are of: the earlier one for locations
    that left. `mix` counts the selection by the rating that `asked.question` names; `before` are the overall ratings that
    locations had in the earlier register, where a change was asked for."""

    asked: Asked
    ground: Ground
    of: date | None
    mix: dict[str, int]
    before: dict[str, str | None]

    @property
    def found(self) -> int:
        return sum(self.mix.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // self.asked.size))


def select(edition: Reading, asked: Asked) -> Selection:
    """The locations asked for, kept in the table `chosen` of this request's cursor.

    Raises:
        WrongAsked: for a place, date, service, change or page that there is not.
    """
    where = ground(edition, asked.place, asked.date)
    # One selection has one address, which says for ever what it shows: the place under its own name, and the date.
    asked = replace(asked, place=where.key, date=where.date)
    if where.date is None:
        return Selection(asked, where, None, {}, {})
    if asked.service and asked.service not in services(edition, where.date):
        raise WrongAsked({"service": "There is no such service in this register: choose one from the list."})
    of = where.earlier if asked.changed == "left" else where.date
    before = _changed(edition, asked, where)
    edition.engine.connection.execute(
        sql_text(PACKAGE, "chosen.sql"), _parameters(edition, asked, where, of, before)
    )
    counted = {row["word"]: row["locations"] for row in edition.rows(sql_text(PACKAGE, "mix.sql"))}
    mix = {word: counted[word] for word in (*LETTERS, NO_RATING) if word in counted}
    selection = Selection(asked, where, of, mix, before or {})
    if asked.page > selection.pages:
        raise WrongAsked({"page": f"This selection has {selection.pages:,} pages: choose one of them."})
    return selection


def shown(edition: Reading, selection: Selection) -> list[dict]:
    """The rows of the page asked for."""
    if selection.of is None:
        return []
    last = selection.asked.page * selection.asked.size
    asked = {"path": _register(edition, selection.of), "first": last - selection.asked.size + 1, "last": last}
    return edition.rows(sql_text(PACKAGE, "shown.sql"), asked)


def every(edition: Reading, selection: Selection, rows: int) -> Iterator[pa.RecordBatch]:
    """The whole selection in batches of about `rows`."""
    asked = {"path": _register(edition, selection.of), "first": 1, "last": selection.found}
    answer = edition.engine.connection.sql(sql_text(PACKAGE, "shown.sql"), params=asked)
    yield from answer.to_arrow_reader(rows)


def services(edition: Reading, on: date) -> list[str]:
    """The services that the register of a date names; none where its files have none."""
    query, path = sql_text(PACKAGE, "services.sql"), _register(edition, on)
    return edition.remembered(
        ("services", on), lambda: [row["service"] for row in edition.rows(query, {"path": path})]
    )


def _changed(edition: Reading, asked: Asked, where: Ground) -> dict[str, str | None] | None:
    if not asked.changed:
        return None
    if not where.earlier:
        raise WrongAsked({"changed": NO_EARLIER.format(where.name)})
    return changes(edition, where).get(asked.changed, {})


def _parameters(edition: Reading, asked: Asked, where: Ground, of: date, before: dict | None) -> dict:
    least, most = BEDS.get(asked.beds, (0, 0))
    # Those that left are told by their identifiers, under the council that they had then.
    return {
        "path": _register(edition, of),
        "sectors": literal(edition.folder / "tables" / "location_sector" / f"{of}.parquet"),
        "councils": where.councils if of == where.date else None,
        "sector": asked.sector,
        "service": asked.service,
        "question": asked.question,
        "levels": [RATINGS[key] for key in asked.rating if key != NOT_RATED] if asked.rating else None,
        "unrated": NOT_RATED in asked.rating,
        "older": asked.older,
        "least": least,
        "most": most,
        "words": asked.q,
        "changed": None if before is None else list(before),
        "sort": asked.sort,
    }


def _register(edition: Reading, on: date) -> str:
    return literal(edition.folder / "tables" / "register" / f"{on}.parquet")

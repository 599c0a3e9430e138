"""The services near a place that a reader asks for: where the place is, how many there are, and a page of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from careplace.engine import sql_text
from careplace.measures.cache import cached
from careplace.measures.providers.near import near_point
from careplace.measures.providers.since import months_before
from careplace.places.postcodes import ADVICE, is_misspelt
from careplace.web.public.editions import EditionCursor
from careplace.web.public.explore.filters import BEDS, NOT_RATED, RATINGS
from careplace.web.public.near.filters import MILE, SIZE, NearFilter
from careplace.web.public.parameters import WrongAsked
from careplace.web.public.place.addresses import slug_of
from careplace.web.public.search.localities import Locality, localities

MISSPELT = "“{}” is not a postcode. " + ADVICE
UNKNOWN = (
    "No postcode or town of that name is known: “{}”. "
    "Few villages are named in CQC’s addresses. Write a postcode, such as NG31 6AA, its first part, such as NG31, "
    "or the nearest town."
)
WITHOUT_POINT = "It is not known where {} is. Write a postcode near it."
BEDS_REASON = "The registers of this area do not record beds."
PEOPLE_REASON = "The registers of this area do not record which people services are registered for."


@dataclass(frozen=True)
class Nearby:
    """What was asked for. `choices` are the towns of the name where there are several and none is chosen: nothing else is
    known then. `extent` counts what is left out; `registers` are the matches by register and council; `unrecorded` the
    reason by field of the form that cannot be answered; ages are `as_at` the day of the latest register of the edition."""

    filter: NearFilter
    locality: Locality | None = None
    choices: tuple[Locality, ...] = ()
    extent: Mapping[str, int] | None = None
    registers: tuple[Mapping, ...] = ()
    rows: tuple[dict, ...] = ()
    unrecorded: Mapping[str, str] | None = None
    as_at: date | None = None

    @property
    def total(self) -> int:
        return sum(register["locations"] for register in self.registers)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // SIZE))


def nearby(edition: EditionCursor, filter: NearFilter) -> Nearby:
    """The services asked for; empty without a place.

    Raises:
        WrongAsked: for a place that is not known, a field that the registers do not record, a page that there is not.
    """
    if not filter.q:
        return Nearby(filter)
    towns = _localities(edition, filter.q)
    chosen = [town for town in towns if filter.council in ("", *(slug_of(edition, a) for a in town.councils))]
    if len(chosen) != 1 or chosen[0].middle is None:
        return Nearby(replace(filter, council=""), choices=tuple(towns))
    # One selection has one address: the place under its own name, and the council only where the name is not enough.
    council = slug_of(edition, chosen[0].councils[0]) if len(towns) > 1 else ""
    filter = replace(filter, q=chosen[0].name, council=council)
    latitude, longitude = chosen[0].middle
    near_point(edition.engine, latitude, longitude, filter.within * MILE)
    return _near(edition, filter, chosen[0])


@cached()
def people(edition: EditionCursor) -> list[str]:
    """The groups of people that services are registered for, as CQC names them."""
    return [row["people"] for row in edition.rows(sql_text(__package__, "people.sql"))]


def latest_register(edition: EditionCursor) -> date | None:
    """The day of the latest register of the edition: ages of ratings are as at that day."""
    return max(edition.reader.snapshots(), default=None)


def _localities(edition: EditionCursor, text: str) -> list[Locality]:
    towns = localities(edition, text)
    if not towns:
        raise WrongAsked({"q": (MISSPELT if is_misspelt(text) else UNKNOWN).format(text)})
    placed = [town for town in towns if town.middle]
    if not placed:
        raise WrongAsked({"q": WITHOUT_POINT.format(text)})
    return placed


def _near(edition: EditionCursor, filter: NearFilter, locality: Locality) -> Nearby:
    """In: near_location."""
    (extent,) = edition.rows(sql_text(__package__, "extent.sql"), {"sector": filter.sector})
    unrecorded = _unrecorded(extent)
    _refuse(edition, filter, unrecorded)
    as_at = latest_register(edition)
    edition.engine.connection.execute(sql_text(__package__, "near_match.sql"), _parameters(filter, as_at))
    registers = tuple(edition.rows(sql_text(__package__, "registers.sql")))
    selection = Nearby(filter, locality, (), extent, registers, (), unrecorded, as_at)
    if filter.page > selection.pages:
        raise WrongAsked({"page": f"This selection has {selection.pages:,} pages: choose one of them."})
    return replace(selection, rows=tuple(_rows(edition, filter.page, as_at)))


def _unrecorded(extent: Mapping) -> dict[str, str]:
    reasons = (("beds", "has_beds", BEDS_REASON), ("people", "has_people", PEOPLE_REASON))
    return {field: reason for field, column, reason in reasons if not extent[column]}


def _refuse(edition: EditionCursor, filter: NearFilter, unrecorded: Mapping[str, str]) -> None:
    """Stop where a field cannot be answered: no service would be a false answer."""
    problems = {
        field: f"{reason} Leave this open." for field, reason in unrecorded.items() if getattr(filter, field)
    }
    if filter.people and not problems and filter.people not in people(edition):
        problems["people"] = "There is no such group of people in this edition: choose one from the list."
    if problems:
        raise WrongAsked(problems)


def _parameters(filter: NearFilter, as_at: date | None) -> dict:
    least, most = BEDS.get(filter.beds, (0, 0))
    return {
        "sector": filter.sector,
        "people": filter.people,
        "levels": [RATINGS[key] for key in filter.rating if key != NOT_RATED] if filter.rating else None,
        "unrated": NOT_RATED in filter.rating,
        "since": months_before(as_at, 12 * filter.rated) if filter.rated and as_at else None,
        "least": least,
        "most": most,
    }


def _rows(edition: EditionCursor, page: int, as_at: date | None) -> list[dict]:
    params = {"first": (page - 1) * SIZE + 1, "last": page * SIZE, "as_at": as_at}
    return edition.rows(sql_text(__package__, "page_rows.sql"), params)

"""What the pages of a place read from the edition: two queries for the place, the rest remembered."""

from dataclasses import dataclass, field
from datetime import date

from careplace.figures import Figure
from careplace.measures.providers.profile import NotCovered, profile
from careplace.measures.providers.report import report_data
from careplace.places.area import Area
from careplace.publish.content import Content
from careplace.publish.page import Exhibits
from careplace.web.editions import Reading
from careplace.web.place.addresses import entry

CHOICES = (
    ("england", "England"),
    ("region", "The region"),
    ("neighbours", "Statistical neighbours"),
    ("icb", "The integrated care board"),
    ("combined-authority", "The combined authority"),
)
"""Comparators that the form offers; the address takes any that `Gazetteer.group` understands."""
MOST = 6


def dates(edition: Reading, area: Area) -> list[date]:
    """The dates at which the edition knows the providers of a place, newest first; under any code that it had."""
    store = edition.store
    return edition.remembered(
        ("dates", area.code), lambda: [day for day in store.snapshots() if _covers(store, area, day)]
    )


def _covers(store, area: Area, snapshot: date) -> bool:
    then = store.area_at(area.code, snapshot)
    return bool(then and store.covered([then.code], snapshot))


def edition_date(edition: Reading) -> date:
    """The newest date that the edition's data are of; of an undated one, the first of all days."""
    try:
        return date.fromisoformat(edition.id[:10])
    except ValueError:
        return date.min


def providers(
    edition: Reading, area: Area, as_at: date, against: tuple[str, ...] | None, sector: str = ""
) -> Content:
    """The Providers chapter of a place at a snapshot, or one sector of it, without its locations.

    Raises:
        NotCovered: when no snapshot on or before `as_at` covers the place.
        UnknownPlace: for a comparator that means nothing.
    """
    store = edition.store if sector else edition.brief_store
    found = profile(store, area, as_at=as_at, against=against, sector=sector)
    made_from = {"id": edition.id, "made_from": edition.made_from}
    return Content(report_data(store, found, made_from, listed=False))


@dataclass(frozen=True)
class PlacePage:
    """What a page of a place shows. `report` is None where the edition has no register of the place: `why` says so.

    `against` are the comparators asked for, None for the usual ones; `exhibits` gathers charts and tables as they are
    written, as the macros of reports ask.
    """

    area: Area
    on: date
    dates: list[date]
    against: tuple[str, ...] | None
    report: Content | None
    why: str
    parents: list[dict]
    exhibits: Exhibits = field(default_factory=Exhibits)

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure that the page may print, by id."""
        return self.report.figures if self.report else {}


def place_page(
    edition: Reading, area: Area, on: date, against: tuple[str, ...] | None, sector: str = ""
) -> PlacePage:
    """Everything that a page of a place shows; errors as `providers`, but for a place that is not covered."""
    try:
        report, why = providers(edition, area, on, against, sector), ""
    except NotCovered as error:
        report, why = None, str(error)
    parents = [entry(edition, one) for one in edition.gazetteer.parents(area)]
    return PlacePage(area, on, dates(edition, area), against, report, why, parents)

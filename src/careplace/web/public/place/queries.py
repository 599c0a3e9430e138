"""What the pages of a place read from the edition: its own figures; what every place shares is cached."""

from dataclasses import dataclass, field
from datetime import date

from careplace.figures import Figure
from careplace.measures.cache import cached
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import NotCovered, profile
from careplace.measures.providers.report import report_data
from careplace.measures.report import CHAPTERS, LANDS, data_report
from careplace.places.area import Area
from careplace.publish.content import Content
from careplace.publish.page import Exhibits
from careplace.web.public.editions import EditionCursor
from careplace.web.public.map.outlines import has_outlines
from careplace.web.public.place.addresses import entry, slug_of
from careplace.web.public.place.brief_reader import BriefReader
from careplace.web.public.place.succession import Ending, ending, made_of

CHOICES = (
    ("england", "England"),
    ("region", "The region"),
    ("neighbours", "Statistical neighbours"),
    ("icb", "The integrated care board"),
    ("combined-authority", "The combined authority"),
)
"""Comparators that the form offers; the address takes any that `Gazetteer.group` understands."""
MOST = 6


def dates(edition: EditionCursor, area: Area) -> list[date]:
    """The dates that a place has pages of, newest first: the edition's own, and those of registers that cover it."""
    return sorted({edition_date(edition), *snapshots(edition, area)}, reverse=True)


@cached()
def snapshots(edition: EditionCursor, area: Area) -> list[date]:
    """The dates at which a register of the edition covers a place, newest first, under any code that it had."""
    return [day for day in edition.reader.snapshots() if edition.reader.covered_at(area, day)]


def edition_date(edition: EditionCursor) -> date:
    """The newest date that the edition's data are of; of an undated one, the first of all days."""
    try:
        return date.fromisoformat(edition.id[:10])
    except ValueError:
        return date.min


def whole(edition: EditionCursor, area: Area, as_at: date, against: tuple[str, ...] | None) -> Content:
    """Every chapter of a place up to a day, without the list of its locations.

    Raises:
        NotCovered: when the edition has nothing of the place up to the day.
        UnknownPlace: for a comparator that means nothing.
    """
    report = data_report(
        BriefReader(edition.engine, edition.folder, edition.gazetteer, edition.cache),
        area,
        edition_details(edition),
        as_at=as_at,
        against=against,
        chapters=CHAPTERS,
        listed=False,
    )
    return Content(report)


def sector(
    edition: EditionCursor, area: Area, as_at: date, against: tuple[str, ...] | None, key: str
) -> Content:
    """One sector of a place's providers; errors as `whole`."""
    sector_profile = profile(edition.reader, area, as_at=as_at, against=against, sector=key)
    return Content(report_data(edition.reader, sector_profile, edition_details(edition), listed=False))


def outcomes(edition: EditionCursor, area: Area, as_at: date, against: tuple[str, ...] | None) -> Content:
    """Populations and System of a place; errors as `whole`."""
    chapters = ("populations", "system")
    return Content(
        data_report(
            edition.reader, area, edition_details(edition), as_at=as_at, against=against, chapters=chapters
        )
    )


def edition_details(edition: EditionCursor) -> dict:
    """The edition as reports name it."""
    return {"id": edition.id, "made_from": edition.made_from}


@dataclass(frozen=True)
class PlacePage:
    """What a page of a place shows. `report` is None where the edition has nothing of it: `why` says so.

    `ending` says what became of a place that no longer stands, `made_of` what one was made of; `council_slug` is that of the
    council of a district that a register covers. `against` are the comparators asked for, None for the usual ones;
    `exhibits` gathers charts and tables as they are written, as the macros of reports ask.
    `outlines` says whether the edition has any to draw a map of.
    """

    area: Area
    on: date
    dates: list[date]
    against: tuple[str, ...] | None
    report: Content | None
    why: str
    parents: list[dict]
    ending: Ending | None = None
    made_of: list[dict] = field(default_factory=list)
    council_slug: str = ""
    outlines: bool = False
    exhibits: Exhibits = field(default_factory=Exhibits)

    @property
    def mapped(self) -> bool:
        """Whether there is a map: outlines, and a comparator whose councils adjoin."""
        group = self.report.map_group if self.report else None
        return self.outlines and group is not None and group.kind in LANDS

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure that the page may print, by id."""
        return self.report.figures if self.report else {}


def place_page(
    edition: EditionCursor, area: Area, on: date, against: tuple[str, ...] | None, key: str = ""
) -> PlacePage:
    """Everything that a page of a place shows: all of it, or the sector or section that `key` names.

    Raises:
        UnknownPlace: for a comparator that means nothing.
    """
    report, why = None, ""
    try:
        if key in sectors():
            report = sector(edition, area, on, against, key)
        else:
            report = outcomes(edition, area, on, against) if key else whole(edition, area, on, against)
    except NotCovered as error:
        why = str(error)
    parents = [entry(edition, parent) for parent in edition.gazetteer.parents(area)]
    lineage = ending(edition, area), made_of(edition, area), _council_slug(edition, area)
    has_map = has_outlines(edition)
    return PlacePage(area, on, dates(edition, area), against, report, why, parents, *lineage, has_map)


def _council_slug(edition: EditionCursor, area: Area) -> str:
    council = edition.gazetteer.areas.get(area.council or "")
    return slug_of(edition, council) if council and snapshots(edition, council) else ""

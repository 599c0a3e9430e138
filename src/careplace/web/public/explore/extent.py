"""Which councils and which register a selection is of: a council, a region or other group, or everywhere."""

import datetime
from dataclasses import dataclass
from datetime import date

from careplace.places.area import Area
from careplace.web.public.editions import EditionCursor
from careplace.web.public.parameters import WrongAsked
from careplace.web.public.place.addresses import place_address, place_called, slug_of
from careplace.web.public.place.queries import snapshots

NOWHERE = "No council, region or group is called {!r}. Write its name, such as Coventry or West Midlands."


@dataclass(frozen=True)
class Extent:
    """A place at the date of a register. `area` and `councils` are None for everywhere that the register reaches; `dates`
    are those of the registers that cover it, newest first; `earlier` is the one that change is told from, None without."""

    key: str
    name: str
    area: Area | None
    date: datetime.date | None
    dates: list[datetime.date]
    earlier: datetime.date | None
    councils: list[str] | None

    def address(self, edition: EditionCursor) -> str:
        """The place's own page at the date; empty for everywhere."""
        return place_address(edition, self.area, self.date) if self.area else ""


def extent(edition: EditionCursor, place: str, on: date | None) -> Extent:
    """The councils that a place is made of in the newest register on or before a day, or the newest of all.

    Raises:
        WrongAsked: no such place; or no register of the edition covers it then.
    """
    area = _area(edition, place) if place else None
    whole = area or nation(edition)
    covered = snapshots(edition, whole) if whole else []
    dates = covered if area else everywhere(edition)
    chosen = next((day for day in dates if on is None or day == on), None)
    if area and not dates:
        raise WrongAsked({"place": f"No register of this edition covers {area.name}."})
    if dates and chosen is None:
        days = ", ".join(day.isoformat() for day in dates)
        raise WrongAsked(
            {"date": f"No register of that date covers {area.name if area else 'anything'}: choose {days}."}
        )
    earlier = next((day for day in covered if chosen in covered and day < chosen), None)
    if area is None or chosen is None:
        name = whole.name if whole and chosen in covered else "every council that it covers"
        return Extent("", name, None, chosen, dates, earlier, None)
    councils = edition.reader.councils_at(area.code, chosen)
    return Extent(slug_of(edition, area), area.name, area, chosen, dates, earlier, councils)


def everywhere(edition: EditionCursor) -> list[date]:
    """The dates of all registers, those that cover the nation first."""
    whole = nation(edition)
    national = snapshots(edition, whole) if whole else []
    return sorted(edition.reader.snapshots(), key=lambda day: (day not in national, -day.toordinal()))


def nation(edition: EditionCursor) -> Area | None:
    """The nation that the edition is of."""
    return next((area for area in edition.gazetteer.areas.values() if area.kind == "nation"), None)


def _area(edition: EditionCursor, text: str) -> Area:
    area = place_called(edition, text.lower()) or next(iter(edition.gazetteer.candidates(text)), None)
    if area is None:
        raise WrongAsked({"place": NOWHERE.format(text)})
    if area.council:
        council = edition.gazetteer.areas[area.council].name
        raise WrongAsked(
            {"place": f"{area.name} is a district, which no register tells apart. Ask for {council}."}
        )
    return area

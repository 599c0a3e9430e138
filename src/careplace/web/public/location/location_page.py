"""Everything that the edition knows of one location, from its registers and CQC's other publications."""

from dataclasses import dataclass
from datetime import date

from careplace.engine import sql_text
from careplace.measures.cache import cached
from careplace.places.area import Area
from careplace.ratings.scale import WORST_FIRST
from careplace.web.public.editions import EditionCursor
from careplace.web.public.location.current_rating import questions, sentence
from careplace.web.public.near.nearest import nearest
from careplace.web.public.place.addresses import place_address
from careplace.web.public.place.queries import snapshots
from careplace.web.public.provider.names import provider_names

PACKAGE = "careplace.web.public.location"
NEAREST = 8
BARS = "|"
EMPTY = dict.fromkeys(
    (
        *("location_name", "category", "postcode", "city", "care_home", "beds", "services", "user_bands"),
        *("provider_id", "provider_name", "registered_on"),
    )
)


@dataclass(frozen=True)
class LocationPage:
    """What a page of a location shows.

    `rows` are its rows of the register, newest first; `rating` its row of latest_rating, None where there is none;
    `ended` what publications say of its end, of which a location that no register holds has nothing else; `links` the
    registrations before and after; `history` every rating by its day; `later` the newest register that covers its council
    where that does not hold it: {snapshot, lists_unrated}.
    """

    id: str
    rows: list[dict]
    rating: dict | None
    ended: list[dict]
    links: list[dict]
    services: list[dict]
    history: list[dict]
    record: list[dict]
    near: list[dict]
    area: Area | None
    area_address: str
    later: dict | None
    files: dict[str, str]
    providers: dict[str, str]

    @property
    def newest(self) -> dict | None:
        return self.rows[0] if self.rows else None

    @property
    def details(self) -> dict:
        """The newest row, or what little is known without one: fields that nothing tells are None."""
        return EMPTY | (self.newest or next((record for record in self.ended if record["location_name"]), {}))

    @property
    def name(self) -> str:
        return self.details["location_name"] or f"Location {self.id}"

    @property
    def ended_on(self) -> date | None:
        """When its registration ended; None while a register of a later day holds it."""
        return self.rating["ended_on"] if self.rating else None

    @property
    def newer(self) -> dict | None:
        """Its row of latest_rating, where that is newer than every register that holds it."""
        return self.rating if self.rating and self.rating["newer"] else None

    @property
    def standing(self) -> str:
        """What the page says of its rating: nothing where a newer one than the register's is its own."""
        return sentence(self.newest) if self.newest and not self.newer else ""

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Its key questions as last rated; of the newest register where a newer rating was published without any."""
        return (questions(self.newer) if self.newer else []) or (
            questions(self.newest) if self.newest else []
        )

    @property
    def questions_are_older(self) -> bool:
        """Whether the key questions belong to an earlier rating than the overall one."""
        return bool(self.newer and not questions(self.newer))

    @property
    def removed(self) -> bool:
        """Whether the edition knows only that this registration was followed by another."""
        return not self.rows and not self.ended and any(not link["earlier"] for link in self.links)

    @property
    def unknown(self) -> bool:
        return not self.rows and not self.ended and not self.links

    def parts(self, field: str) -> list[str]:
        """The parts of a text between bars: services, bands of users."""
        return [part for part in (self.details[field] or "").split(BARS) if part]


def location_page(edition: EditionCursor, id: str) -> LocationPage:
    """What is known of the location with this id; `unknown` where that is nothing."""

    def ask(name: str, **parameters) -> list[dict]:
        return edition.rows(sql_text(PACKAGE, name), parameters)

    rows, links, ended = ask("rows.sql", id=id), ask("links.sql", id=id), ask("ended.sql", id=id)
    newest, rating = rows[0] if rows else None, next(iter(ask("latest_rating.sql", id=id)), None)
    council = (newest or next(iter(ended), {})).get("council")
    area = edition.gazetteer.areas.get(council or "")
    ids = [id, *(link["location_id"] for link in links)]
    return LocationPage(
        id=id,
        rows=rows,
        rating=rating,
        ended=ended,
        links=links,
        services=ask("services.sql", id=id, worst_first=list(WORST_FIRST)) if newest else [],
        history=edition.rows(sql_text("careplace.measures.providers", "rating_history.sql"), {"ids": ids}),
        record=_record(edition, newest, ask),
        near=nearest(edition, id, NEAREST),
        area=area,
        area_address=place_address(edition, area, newest["snapshot"] if newest else None) if area else "",
        later=_later(edition, area, newest),
        files={file["sha256"]: file["name"] for file in edition.made_from},
        providers=provider_names(edition, [*ended, *rows]),
    )


def _record(edition: EditionCursor, newest: dict | None, ask) -> list[dict]:
    if newest is None:
        return []
    return ask(
        "record.sql",
        provider=newest["provider_id"],
        brand=newest["brand_name"],
        snapshots=[newest["snapshot"], national(edition)],
    )


@cached()
def national(edition: EditionCursor) -> date | None:
    """The newest snapshot that covers the nation."""
    return edition.rows("select max(snapshot) as snapshot from snapshot where national")[0]["snapshot"]


def _later(edition: EditionCursor, area: Area | None, newest: dict | None) -> dict | None:
    """The newest register that covers the council, where it is newer than the newest that holds the location."""
    covered = snapshots(edition, area) if area else []
    if area is None or newest is None or not covered or covered[0] <= newest["snapshot"]:
        return None
    then = edition.reader.covered_at(area, covered[0])
    query = "select snapshot, lists_unrated from snapshot_place where snapshot = $1 and council = $2"
    return next(iter(edition.rows(query, [covered[0], then.code])), None) if then else None

"""What the edition knows of a provider, from the newest register of each council and CQC's own records."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from careplace.engine import sql_text
from careplace.ratings.scale import BY_SERVICE_GROUP, LEVELS, WORST_FIRST
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_address

PACKAGE = "careplace.web.public.provider"
MOST = 1000
NO_RATING = "No rating"
WORDS = (*LEVELS, BY_SERVICE_GROUP)


@dataclass(frozen=True)
class Council:
    """A provider's locations in one council, in the newest register that covers it."""

    name: str
    address: str
    snapshot: date
    rows: list[dict]


@dataclass(frozen=True)
class ProviderPage:
    """What a page of a provider shows. `mix` counts the locations that are open by their latest overall rating;
    `earlier` those that are in older registers alone."""

    id: str
    record: dict
    ratings: list[dict]
    councils: list[Council]
    mix: dict[str, int]
    earlier: int

    @property
    def name(self) -> str:
        return self.record["name"] or f"Provider {self.id}"

    @property
    def rows(self) -> list[dict]:
        return [row for council in self.councils for row in council.rows]

    @property
    def locations(self) -> int:
        return len(self.rows)

    @property
    def closed(self) -> int:
        """How many of its locations are known to have closed after the register."""
        return sum(row["ended_on"] is not None for row in self.rows)

    @property
    def unknown(self) -> bool:
        return not self.record["rows_known"] and not self.ratings


def provider_page(edition: EditionCursor, id: str) -> ProviderPage:
    """What is known of the provider with this id; `unknown` where that is nothing."""

    def ask(name: str, **parameters) -> list[dict]:
        return edition.rows(sql_text(PACKAGE, name), {"id": id} | parameters)

    rows = ask("locations.sql", most=MOST)
    open_rows = [row for row in rows if not row["ended_on"]]
    counted = Counter(row["overall"] if row["overall"] in WORDS else NO_RATING for row in open_rows)
    return ProviderPage(
        id=id,
        record=ask("record.sql")[0],
        ratings=ask("ratings.sql", worst_first=list(WORST_FIRST)),
        councils=[_council(edition, list(some)) for _key, some in groupby(rows, _place)],
        mix={word: counted[word] for word in (*WORDS, NO_RATING)},
        earlier=ask("earlier.sql")[0]["locations"],
    )


def _place(row: dict) -> tuple:
    return row["council_name"], row["snapshot"]


def _council(edition: EditionCursor, rows: list[dict]) -> Council:
    area = edition.gazetteer.areas.get(rows[0]["council"] or "")
    address = place_address(edition, area, rows[0]["snapshot"]) if area else ""
    return Council(rows[0]["council_name"], address, rows[0]["snapshot"], rows)

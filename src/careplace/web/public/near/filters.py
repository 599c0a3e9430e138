"""What a reader asks of the services near a place: read from the address, bounded, and written back in one way."""

from dataclasses import dataclass
from functools import partial

from careplace.measures.providers.definitions import sectors
from careplace.web.public.explore.filters import BEDS, RATINGS
from careplace.web.public.my_list.params import locations
from careplace.web.public.parameters import (
    MOST_PAGES,
    Read,
    choice,
    choices,
    number,
    single,
    text,
    values,
    whole,
    written,
)

MILES = (1, 3, 5, 10, 20)
MILE = 1.609344
"""Kilometres."""
YEARS = (1, 2, 3, 5)
SIZE = 25
"""Services on a page: as many pins as a map has room for."""


@dataclass(frozen=True)
class NearFilter:
    """Services near a place. Empty fields ask for everything; `location` are those of the reader's list."""

    q: str = ""
    council: str = ""
    within: int = 5
    sector: str = ""
    rating: tuple[str, ...] = ()
    rated: int = 0
    beds: str = ""
    people: str = ""
    page: int = 1
    location: tuple[str, ...] = ()

    def written(self) -> list[tuple[str, str]]:
        """The parameters that ask for this, in order, without those that change nothing."""
        return written(self)


def near_filter(query) -> NearFilter:
    """What a query (Django's QueryDict) asks for. Parameters of other names are passed over.

    Raises:
        WrongAsked: with every parameter that has no meaning.
    """
    return NearFilter(**values(query, _READERS))


_READERS: dict[str, Read] = {
    "q": partial(single, "place", text),
    "council": partial(single, "council", text),
    "within": partial(single, "distance", partial(number, MILES, "miles")),
    "sector": partial(single, "kind of service", partial(choice, "kind of service", sectors())),
    "rating": partial(choices, "rating", RATINGS),
    "rated": partial(single, "number of years", partial(whole, "years", 0, max(YEARS))),
    "beds": partial(single, "size", partial(choice, "size", BEDS)),
    "people": partial(single, "group of people", text),
    "page": partial(single, "page", partial(whole, "page", 1, MOST_PAGES)),
    "location": locations,
}

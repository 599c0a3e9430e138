"""What a reader asks of the list of locations: read from the address, bounded, and written back in one way only."""

import datetime
from dataclasses import dataclass
from functools import partial

from careplace.measures.providers.definitions import sectors
from careplace.ratings.scale import BY_SERVICE_GROUP, DOMAINS, LEVELS, slug
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

SIZES = (25, 50, 100)
OLDEST = 20
AGES = (1, 2, 3, 4, 5, 7, 10)
"""Ages in years that the form offers; the address takes any up to OLDEST."""
NOT_RATED = "none"
RATINGS = {**{slug(word): word for word in (*LEVELS, BY_SERVICE_GROUP)}, NOT_RATED: "No rating"}
QUESTIONS = {slug(domain): domain for domain in DOMAINS}
BEDS = {
    "1-to-10-beds": (1, 10),
    "11-to-25-beds": (11, 25),
    "26-to-50-beds": (26, 50),
    "51-beds-or-more": (51, 1_000_000),
}
CHANGES = {
    "better": "rated better than before",
    "worse": "rated worse than before",
    "joined": "new to the register",
    "left": "left the register",
}
SORTS = {
    "name": "Name",
    "worst": "Lowest rating first",
    "best": "Highest rating first",
    "oldest": "Oldest rating first",
    "newest": "Newest rating first",
    "largest": "Most beds first",
    "council": "Council",
}


@dataclass(frozen=True)
class LocationFilter:
    """A selection of locations. Empty fields ask for everything; `rating` is the register's, of `question`; `latest` is
    the latest overall rating of all publications, which may be newer."""

    place: str = ""
    date: datetime.date | None = None
    sector: str = ""
    service: str = ""
    question: str = "overall"
    rating: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    older: int = 0
    beds: str = ""
    q: str = ""
    changed: str = ""
    sort: str = "name"
    size: int = SIZES[0]
    page: int = 1

    def written(self) -> list[tuple[str, str]]:
        """The parameters that ask for this, in order, without those that change nothing."""
        return written(self)


def location_filter(query) -> LocationFilter:
    """What a query (Django's QueryDict) asks for. Parameters of other names are passed over.

    Raises:
        WrongAsked: with every parameter that has no meaning.
    """
    return LocationFilter(**values(query, _READERS))


def _day(text: str) -> datetime.date:
    try:
        # fromisoformat reads weeks too ("2021-W05-1"), which no address is written in.
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("Choose a date from the list, or write it as 2021-02-01")
    return day


_READERS: dict[str, Read] = {
    "place": partial(single, "place", text),
    "date": partial(single, "date", _day),
    "sector": partial(single, "sector", partial(choice, "sector", sectors())),
    "service": partial(single, "service", text),
    "question": partial(single, "key question", partial(choice, "key question", QUESTIONS)),
    "rating": partial(choices, "rating", RATINGS),
    "latest": partial(choices, "rating", RATINGS),
    "older": partial(single, "age", partial(whole, "years", 0, OLDEST)),
    "beds": partial(single, "size", partial(choice, "size", BEDS)),
    "q": partial(single, "name", text),
    "changed": partial(single, "change", partial(choice, "change", CHANGES)),
    "sort": partial(single, "order", partial(choice, "order", SORTS)),
    "size": partial(single, "number of locations", partial(number, SIZES, "locations on a page")),
    "page": partial(single, "page", partial(whole, "page", 1, MOST_PAGES)),
}

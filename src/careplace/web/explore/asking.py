"""What a reader asks of the list of locations: read from the address, bounded, and written back in one way only."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

from careplace.measures.providers.definitions import sectors
from careplace.ratings.scale import DOMAINS, LEVELS, slug

LONGEST = 100
SIZES = (25, 50, 100)
MOST_PAGES = 10_000
OLDEST = 20
AGES = (1, 2, 3, 4, 5, 7, 10)
"""Ages in years that the form offers; the address takes any up to OLDEST."""
NOT_RATED = "none"
RATINGS = {**{slug(level): level for level in LEVELS}, NOT_RATED: "No rating"}
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
class Asked:
    """A selection of locations. Empty fields ask for everything; `ratings` are those of `question`."""

    place: str = ""
    date: datetime.date | None = None
    sector: str = ""
    service: str = ""
    question: str = "overall"
    rating: tuple[str, ...] = ()
    older: int = 0
    beds: str = ""
    q: str = ""
    changed: str = ""
    sort: str = "name"
    size: int = SIZES[0]
    page: int = 1

    def written(self) -> list[tuple[str, str]]:
        """The parameters that ask for this, in order, without those that change nothing."""
        pairs = []
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                pairs += [(one.name, str(part)) for part in (value if isinstance(value, tuple) else (value,))]
        return pairs


class WrongAsked(ValueError):
    """Something asked for that cannot be; `problems` says of each field what to do."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__("; ".join(problems.values()))


def asked(query) -> Asked:
    """What a query (Django's QueryDict) asks for. Parameters of other names are passed over.

    Raises:
        WrongAsked: with every parameter that has no meaning.
    """
    found, problems = {}, {}
    for name, read in _READERS.items():
        given = [text.strip() for text in query.getlist(name) if text.strip()]
        try:
            if given:
                found[name] = read(given)
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise WrongAsked(problems)
    return Asked(**found)


def _one(what: str, read: Callable, given: list[str]):
    if len(set(given)) > 1:
        raise ValueError(f"Choose one {what}")
    return read(given[0])


def _text(given: str) -> str:
    text = " ".join(given.split())
    if len(text) > LONGEST:
        raise ValueError(f"Shorten the words to at most {LONGEST} characters")
    return text


def _of(what: str, known, given: str) -> str:
    if given not in known:
        raise ValueError(f"There is no such {what}: choose one from the list")
    return given


def _whole(what: str, least: int, most: int, given: str) -> int:
    # isdecimal alone lets through digits of other scripts, which int() reads and an address would not repeat.
    if not (given.isascii() and given.isdecimal() and len(given) <= 6 and least <= int(given) <= most):
        raise ValueError(f"Write the {what} as a whole number from {least} to {most:,}")
    return int(given)


def _size(given: str) -> int:
    if given not in map(str, SIZES):
        raise ValueError(f"Choose {', '.join(map(str, SIZES[:-1]))} or {SIZES[-1]} locations on a page")
    return int(given)


def _day(given: str) -> datetime.date:
    try:
        # fromisoformat reads weeks too ("2021-W05-1"), which no address is written in.
        found = datetime.date.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.isoformat() != given:
        raise ValueError("Choose a date from the list, or write it as 2021-02-01")
    return found


def _ratings(given: list[str]) -> tuple[str, ...]:
    for one in given:
        _of("rating", RATINGS, one)
    chosen = tuple(key for key in RATINGS if key in given)
    return chosen if len(chosen) < len(RATINGS) else ()


_READERS: dict[str, Callable] = {
    "place": partial(_one, "place", _text),
    "date": partial(_one, "date", _day),
    "sector": partial(_one, "sector", partial(_of, "sector", sectors())),
    "service": partial(_one, "service", _text),
    "question": partial(_one, "key question", partial(_of, "key question", QUESTIONS)),
    "rating": _ratings,
    "older": partial(_one, "age", partial(_whole, "years", 0, OLDEST)),
    "beds": partial(_one, "size", partial(_of, "size", BEDS)),
    "q": partial(_one, "name", _text),
    "changed": partial(_one, "change", partial(_of, "change", CHANGES)),
    "sort": partial(_one, "order", partial(_of, "order", SORTS)),
    "size": partial(_one, "number of locations", _size),
    "page": partial(_one, "page", partial(_whole, "page", 1, MOST_PAGES)),
}

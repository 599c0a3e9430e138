"""What a reader asks of the list of locations: read from the address, bounded, and written back in one way only."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial

from careplace.measures.providers.definitions import sectors
from careplace.ratings.scale import BY_SERVICE_GROUP, DOMAINS, LEVELS, slug

LONGEST = 100
SIZES = (25, 50, 100)
MOST_PAGES = 10_000
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
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                pairs += [
                    (field.name, str(part)) for part in (value if isinstance(value, tuple) else (value,))
                ]
        return pairs


class WrongAsked(ValueError):
    """Something asked for that cannot be; `problems` says of each field what to do."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__("; ".join(problems.values()))


def location_filter(query) -> LocationFilter:
    """What a query (Django's QueryDict) asks for. Parameters of other names are passed over.

    Raises:
        WrongAsked: with every parameter that has no meaning.
    """
    values, problems = {}, {}
    for name, parse in _READERS.items():
        texts = [text.strip() for text in query.getlist(name) if text.strip()]
        try:
            if texts:
                values[name] = parse(texts)
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise WrongAsked(problems)
    return LocationFilter(**values)


def _single(what: str, parse: Callable, texts: list[str]):
    if len(set(texts)) > 1:
        raise ValueError(f"Choose one {what}")
    return parse(texts[0])


def _text(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        raise ValueError(f"Shorten the words to at most {LONGEST} characters")
    return text


def _of(what: str, allowed, text: str) -> str:
    if text not in allowed:
        raise ValueError(f"There is no such {what}: choose one from the list")
    return text


def _whole(what: str, least: int, most: int, text: str) -> int:
    # isdecimal alone lets through digits of other scripts, which int() reads and an address would not repeat.
    if not (text.isascii() and text.isdecimal() and len(text) <= 6 and least <= int(text) <= most):
        raise ValueError(f"Write the {what} as a whole number from {least} to {most:,}")
    return int(text)


def _size(text: str) -> int:
    if text not in map(str, SIZES):
        raise ValueError(f"Choose {', '.join(map(str, SIZES[:-1]))} or {SIZES[-1]} locations on a page")
    return int(text)


def _day(text: str) -> datetime.date:
    try:
        # fromisoformat reads weeks too ("2021-W05-1"), which no address is written in.
        day = datetime.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("Choose a date from the list, or write it as 2021-02-01")
    return day


def _ratings(texts: list[str]) -> tuple[str, ...]:
    for text in texts:
        _of("rating", RATINGS, text)
    chosen = tuple(key for key in RATINGS if key in texts)
    return chosen if len(chosen) < len(RATINGS) else ()


_READERS: dict[str, Callable] = {
    "place": partial(_single, "place", _text),
    "date": partial(_single, "date", _day),
    "sector": partial(_single, "sector", partial(_of, "sector", sectors())),
    "service": partial(_single, "service", _text),
    "question": partial(_single, "key question", partial(_of, "key question", QUESTIONS)),
    "rating": _ratings,
    "older": partial(_single, "age", partial(_whole, "years", 0, OLDEST)),
    "beds": partial(_single, "size", partial(_of, "size", BEDS)),
    "q": partial(_single, "name", _text),
    "changed": partial(_single, "change", partial(_of, "change", CHANGES)),
    "sort": partial(_single, "order", partial(_of, "order", SORTS)),
    "size": partial(_single, "number of locations", _size),
    "page": partial(_single, "page", partial(_whole, "page", 1, MOST_PAGES)),
}

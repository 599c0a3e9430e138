"""What a reader may mean by some words: places, towns and postcodes, services, providers."""

from dataclasses import dataclass

from careplace.engine import sql_text
from careplace.places.area import Area
from careplace.places.folding import fold, plain_words
from careplace.places.postcodes import is_misspelt, postcode
from careplace.places.search import likeness
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import entry, place_address
from careplace.web.public.search.localities import Locality, localities

MOST_PLACES, MOST_NAMES, MOST_SUGGESTIONS = 25, 10, 10
SHORTEST = 2
"""Letters of a name: one letter is in nearly all of them."""


@dataclass(frozen=True)
class Results:
    """What some words may mean. `places` are entries of a list of places: those that bear the name where `exact`, else those
    that have its words or, where nothing at all has, those that are spelt like it. `services` and `providers` are the first
    of `total`, which each row has."""

    exact: tuple[Area, ...]
    places: tuple[dict, ...]
    is_like: bool
    localities: tuple[Locality, ...]
    services: tuple[dict, ...]
    providers: tuple[dict, ...]
    misspelt: bool

    @property
    def empty(self) -> bool:
        return not (self.places or self.localities or self.services or self.providers)


def results(edition: EditionCursor, text: str) -> Results:
    """Everything that a text may mean."""
    exact = exact_matches(edition, text)
    code = postcode(text)
    related = [] if code else exact or _related(edition, text)
    towns = localities(edition, text)
    services, providers = (
        ([], []) if code else (_names(edition, text, name) for name in ("services", "providers"))
    )
    is_like = not (related or towns or services or providers or code)
    places = edition.gazetteer.find(text) if is_like and not is_misspelt(text) else related
    return Results(
        tuple(exact),
        tuple(entry(edition, area) for area in places[:MOST_PLACES]),
        is_like,
        tuple(towns),
        tuple(services),
        tuple(providers),
        is_misspelt(text),
    )


def exact_matches(edition: EditionCursor, text: str) -> list[Area]:
    """The places that bear a name: those that stand, or where none does, those that did."""
    candidates = edition.gazetteer.candidates(text)
    return [area for area in candidates if area.stands()] or candidates


def suggestions(edition: EditionCursor, text: str) -> list[str]:
    """Names that begin with a text: of places, of towns and parts of postcodes, of services."""
    folded = fold(text)
    if not folded:
        return []
    places = [
        area.name for area in edition.gazetteer.find(text) if (likeness(folded, fold(area.name)) or 0) < 2
    ]
    starts = [name for name in places if fold(name).startswith(folded)]
    params = {"words": plain_words(text), "most": MOST_SUGGESTIONS}
    names = [row["name"] for row in edition.rows(sql_text(__package__, "suggestions.sql"), params)]
    return list(dict.fromkeys([*starts[: MOST_SUGGESTIONS // 2], *names]))[:MOST_SUGGESTIONS]


def addresses_of(edition: EditionCursor, locality: Locality) -> list[tuple[str, str]]:
    """(name, address) of the councils of a locality."""
    return [(area.name, place_address(edition, area)) for area in locality.councils]


def _related(edition: EditionCursor, text: str) -> list[Area]:
    """Places whose name begins with a text or has all its words."""
    folded = fold(text)
    names = edition.gazetteer.names
    codes = {code for name, areas in names.items() if likeness(folded, name) is not None for code in areas}
    return [area for area in edition.gazetteer.find(text) if area.code in codes]


def _names(edition: EditionCursor, text: str, kind: str) -> list[dict]:
    words = plain_words(text)
    if len(words) < SHORTEST:
        return []
    params = {"words": words, "id": text.strip().upper(), "most": MOST_NAMES}
    return edition.rows(sql_text(__package__, f"{kind}.sql"), params)

"""What a reader asks to compare: places and measures of an address, each understood or told in words to be wrong."""

from dataclasses import dataclass

from careplace.places.area import Area
from careplace.publish.wording import filename
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.listing import headlines
from careplace.web.public.measures.subjects import Subject, of_key
from careplace.web.public.place.addresses import place_called, slug_of

FEWEST, MOST, MOST_MEASURES, LONGEST = 2, 8, 24, 100
SUGGESTED = 3


@dataclass(frozen=True)
class ComparisonParams:
    """`texts` are the places as they were written; `wrong` pairs the field's id with what to do about it."""

    texts: tuple[str, ...]
    places: tuple[Area, ...]
    subjects: tuple[Subject, ...]
    keys: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def enough(self) -> bool:
        return len(self.places) >= FEWEST and not self.wrong

    def canonical(self, edition: EditionCursor) -> dict[str, list[str]]:
        """The query that says the same for ever: slugs of places, keys of measures, each once."""
        return {"place": [slug_of(edition, area) for area in self.places], "measure": list(self.keys)}


def comparison_params(edition: EditionCursor, places: list[str], measures: list[str]) -> ComparisonParams:
    """The places by slug, code or name, and the measures by key; without any measure the headlines of reports."""
    texts = tuple(" ".join(text.split())[:LONGEST] for text in places if text.strip())
    areas, wrong = _places(edition, texts)
    keys = tuple(dict.fromkeys(key for key in measures if key))
    subjects = tuple(one for key in keys[: MOST_MEASURES + 1] if (one := of_key(edition, key)))
    if len(texts) > MOST:
        wrong.append(
            ("place-1", f"{len(texts)} places are too many to read side by side: choose at most {MOST}.")
        )
    if len(keys) > MOST_MEASURES:
        wrong.append(
            ("measures", f"{len(keys)} measures are too many for one page: choose at most {MOST_MEASURES}.")
        )
    elif len(subjects) < len(keys):
        unknown = [key for key in keys if of_key(edition, key) is None]
        wrong.append(("measures", f"No measure is called {unknown[0]!r}: choose from the list of measures."))
    chosen = subjects if keys else tuple(headlines(edition))
    return ComparisonParams(texts, areas, chosen, keys, tuple(wrong))


def _places(edition: EditionCursor, texts: tuple[str, ...]) -> tuple[tuple[Area, ...], list[tuple[str, str]]]:
    areas: dict[str, Area] = {}
    wrong = []
    for n, text in enumerate(texts[:MOST], 1):
        area = called(edition, text)
        if area is None:
            wrong.append((f"place-{n}", _unknown(edition, text)))
        else:
            areas.setdefault(area.code, area)
    return tuple(areas.values()), wrong


def called(edition: EditionCursor, text: str) -> Area | None:
    """The place that a slug, a code or a name means; of several that bear the name, the only one that stands."""
    area = place_called(edition, filename(text)) or place_called(edition, text)
    if area is not None:
        return area
    standing = [area for area in edition.gazetteer.candidates(text) if area.stands()]
    return standing[0] if len(standing) == 1 else None


def _unknown(edition: EditionCursor, text: str) -> str:
    near = [area.name for area in edition.gazetteer.find(text)[:SUGGESTED]]
    meant = (
        f" Did you mean {' or '.join(near)}?"
        if near
        else " Write the name of a council, a region or England."
    )
    return f"No place is called {text!r}.{meant}"

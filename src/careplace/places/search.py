"""Which areas a text may mean, best first."""

from datetime import date
from difflib import SequenceMatcher, get_close_matches

from careplace.places.area import KINDS, Area
from careplace.places.folding import fold

LIKE = 0.7
# Said wherever places are listed of which none bears the name that was looked for.
ONLY_LIKE = "No place is called exactly that. These are like it:"
NEAREST = 5


def ranked(text: str, areas: dict[str, Area], names: dict[str, tuple[str, ...]]) -> list[str]:
    """Codes of the areas that `text` may mean: the same name, one that begins so, holds it, is like it."""
    code, folded = text.strip().upper(), fold(text)
    if code in areas:
        return [code]
    best: dict[str, int] = {}
    for name, codes in names.items():
        grade = likeness(folded, name)
        if grade is not None:
            best |= {code: min(grade, best.get(code, grade)) for code in codes}
    if not best:
        return closest(text, areas, names)
    return sorted(best, key=lambda code: (best[code], *order(areas[code])))


def likeness(query: str, name: str) -> int | None:
    """0 for the same name, 1 for one that begins with `wanted`, 2 for one with all its words, else None."""
    if not query:
        return None
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    return 2 if set(query.split()) <= set(name.split()) else None


def match(bears: bool) -> str:
    """How a place that was found matches what was looked for, in programs' answers."""
    return "name" if bears else "like"


def order(area: Area) -> tuple:
    """Areas that stand before those that do not, councils before districts, then by name."""
    ended = area.to_date or date.max
    return (area.to_date is not None, -ended.toordinal(), KINDS.index(area.kind), area.name, area.code)


def closest(
    text: str, areas: dict[str, Area], names: dict[str, tuple[str, ...]], count: int = NEAREST
) -> list[str]:
    """Codes of the areas whose names are spelt most like `text`, at most `count`."""
    query = fold(text)
    matches = get_close_matches(query, names, n=count, cutoff=LIKE)
    matches.sort(key=lambda name: -SequenceMatcher(None, name, query).ratio())
    codes = [code for name in matches for code in sorted(names[name], key=lambda code: order(areas[code]))]
    return list(dict.fromkeys(codes))[:count]

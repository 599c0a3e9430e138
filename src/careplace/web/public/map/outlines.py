"""The councils of England as shapes, fitted and drawn once an edition: for the first page and for maps of measures."""

from dataclasses import dataclass

from careplace.measures.boundaries import boundaries
from careplace.measures.cache import cached
from careplace.measures.outcomes.queries import codes_of
from careplace.places.area import Area
from careplace.places.outlines import outlines
from careplace.publish.charts import choropleth
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_address

LETTER_ROOM = 13
"""Units of the map that a letter of 11 needs about it: London's boroughs have less."""
GRID = 1_000
"""Metres: under a pixel on a map of England that is drawn 600 pixels wide."""


@dataclass(frozen=True)
class Shape:
    """A council that stands: its codes through time, the newest last; its page; and its outline as an SVG path.

    `centre` is the middle of a letter on it, None where it is too small for one.
    """

    codes: tuple[str, ...]
    name: str
    address: str
    path: str
    centre: tuple[int, int] | None = None


@dataclass(frozen=True)
class Drawing:
    """Shapes by name, within `width` and `height`; `missing` are the councils of which no outline is known."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    missing: tuple[str, ...]


def has_outlines(edition: EditionCursor) -> bool:
    """Whether the edition has outlines of councils to draw maps of."""
    return boundaries(edition.reader) is not None


@cached()
def drawing(edition: EditionCursor) -> Drawing | None:
    """The map of the councils that stand; None where the edition has no outlines of them."""
    table = boundaries(edition.reader)
    if table is None:
        return None
    councils = {a.code: a for a in edition.gazetteer.areas.values() if a.kind == "council" and a.stands()}
    shapes = outlines(table, councils, GRID)
    if not shapes:
        return None
    placed, height = choropleth.fitted(shapes)
    drawn = [_shape(edition, councils[code], rings) for code, rings in placed.items()]
    missing = sorted(area.name for code, area in councils.items() if code not in placed)
    return Drawing(choropleth.WIDTH, height, tuple(sorted(drawn, key=lambda s: s.name)), tuple(missing))


def _shape(edition: EditionCursor, area: Area, rings: list) -> Shape:
    return Shape(
        tuple(codes_of(edition.reader, area)),
        area.name,
        place_address(edition, area),
        outline(rings),
        choropleth.letter_centre(rings, LETTER_ROOM),
    )


def outline(rings: list) -> str:
    """The rings of an area as one path, without islets that no one would see."""
    seen = [ring for ring in rings if choropleth._size(ring) >= choropleth.LEAST]
    return "".join(map(choropleth.path, seen or [max(rings, key=choropleth._size)]))

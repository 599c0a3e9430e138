"""Maps of councils by quarter of those with a figure: by lightness and pattern, by letter, and by a title on each area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from careplace.figures import Figure
from careplace.places.outlines import simplified

WIDTH, BROAD, COARSE = 600, 500, 400
"""Units across a map; across one of England round a few councils; and across one of as many as it has, with their titles.

They keep a map under 60 KB: England by 600 units is 74 KB.
"""
TALLEST = 1.2
"""No map is taller than this, as parts of its width."""
BANDS = (
    ("A", "Lowest quarter of the councils with a figure"),
    ("B", "Second quarter"),
    ("C", "Third quarter"),
    ("D", "Highest quarter of the councils with a figure"),
)
UNKNOWN = ("–", "No value")
LIGHTNESS = {"A": "#DFE8F0", "B": "#A9C1D8", "C": "#6089B3", "D": "#12436D", "–": "#FFFFFF"}
ROOM = 26
"""How wide an area must be, in units of the map, for its letter to stand in it."""
LETTERED = 40
"""More areas than this bear no letters: on a map of England they would lie over each other."""
PIN = 17
"""How wide, from its middle, the circle is that bears the letter of a council among scattered ones."""
LEAST = 3.0
"""A ring of less than so many square units is an islet that no one would see."""


@dataclass(frozen=True)
class Area:
    """A council: its name, its value where it has one, its band's letter and words, its outline, its letter's place.

    `pin` is the middle of the circle that bears its letter, where it is one of scattered ones, and `at` its own middle.
    """

    code: str
    name: str
    figure: Figure | None
    letter: str
    words: str
    path: str
    centre: tuple[int, int] | None
    own: bool
    pin: tuple[int, int] | None = None
    at: tuple[int, int] | None = None

    @property
    def fill(self) -> str:
        return LIGHTNESS[self.letter]


@dataclass(frozen=True)
class Map:
    width: int
    height: int
    areas: tuple[Area, ...]
    missing: tuple[str, ...]
    land: str = ""

    @property
    def bands(self) -> list[tuple[str, str, str]]:
        """(letter, words, fill) of every band; that of no value only where an area is in it."""
        used = {area.letter for area in self.areas}
        bands = [*BANDS, *([UNKNOWN] if UNKNOWN[0] in used else [])]
        return [(letter, words, LIGHTNESS[letter]) for letter, words in bands]


def choropleth(
    outcome: Any,
    members: Iterable[Mapping[str, str]],
    here: tuple[str, str],
    outlines: Mapping[str, Sequence[np.ndarray]],
    land: Mapping[str, Sequence[np.ndarray]] | None = None,
    renumbered: Mapping[str, str] | None = None,
) -> Map | None:
    """The map of a group's councils; None without outlines or quartiles. Scattered ones are drawn within the land.

    Args:
        members: {code, name} of each council. here: the place's (name, code), outlined, and added if it is no member.
        outlines: the rings of each area, in metres east and north, as `places.outlines.outlines` gives them.
        land: those of all councils of the nation, coarser. renumbered: codes of figures that members bear no more.
    """
    names = {m["code"]: m["name"] for m in members} | {here[1]: here[0]}
    land = land or {}
    outlines_shown = {code: rings for code in names if (rings := outlines.get(code) or land.get(code))}
    quartiles = outcome.data.quartiles
    if not outlines_shown or quartiles is None or any(f.value is None for f in quartiles):
        return None
    values = {(renumbered or {}).get(f.place, f.place): f for f in outcome.data.everyone}
    edges = [f.value for f in quartiles]
    many = len(outlines_shown) > LETTERED
    separate = bool(land) and not many and scattered(outlines_shown)
    if separate or many:
        # Neighbours' borders meet only where both are as coarse.
        outlines_shown = {code: land.get(code, rings) for code, rings in outlines_shown.items()}
    around = {code: rings for code, rings in land.items() if code not in outlines_shown} if separate else {}
    lettered, width = not many and not separate, COARSE if many else BROAD if separate else WIDTH
    placed, height = fitted(outlines_shown | around, width)
    areas = [
        _area(code, names[code], values.get(code), edges, placed[code], here[1], lettered)
        for code in outlines_shown
    ]
    if separate:
        areas = _pinned(areas, placed, width, height)
    # The place last, so that no neighbour's border lies over its own.
    areas.sort(key=lambda area: area.own)
    missing = tuple(sorted(names[c] for c in names if c not in outlines_shown))
    return Map(width, height, tuple(areas), missing, "".join(_path(placed[code]) for code in around))


def scattered(outlines: Mapping[str, Sequence[np.ndarray]]) -> bool:
    """Whether no half of the areas hangs together: neighbours share points of their border. A lone area is a speck."""
    owners: dict[tuple[float, float], list[str]] = {}
    for code, rings in outlines.items():
        for point in map(tuple, np.vstack(rings).tolist()):
            owners.setdefault(point, []).append(code)
    whole = {code: {code} for code in outlines}
    for codes in owners.values():
        joined = set().union(*(whole[code] for code in codes))
        if len(joined) > len(whole[codes[0]]):
            whole |= dict.fromkeys(joined, joined)
    return max(map(len, whole.values())) * 2 < max(len(outlines), 3)


def _pinned(areas: list[Area], placed: Mapping[str, list[np.ndarray]], width: int, height: int) -> list[Area]:
    """The areas with circles beside or on them that do not overlap."""
    at = np.array([_middle(max(placed[area.code], key=_size)) for area in areas], dtype=float)
    pins = spread(at, 2 * PIN + 2, width, height)
    whole = [tuple(map(tuple, np.rint(positions).astype(int).tolist())) for positions in (pins, at)]
    return [replace(area, pin=pin, at=point) for area, pin, point in zip(areas, *whole, strict=True)]


def spread(at: np.ndarray, least: float, width: int, height: int) -> np.ndarray:
    """Points as near to `at` as they go with at least about `least` between any two, all within the map."""
    positions = at + np.linspace(0, 0.5, len(at))[:, None]
    edge = least / 2 + 2
    # Two points that a corner of the map has brought together have no direction apart: each has one of its own.
    angles = 2.4 * np.arange(len(at))
    own = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for _ in range(300):
        gap = positions[:, None] - positions[None]
        same = np.hypot(*np.moveaxis(gap, -1, 0)) < 1e-6
        gap = np.where(same[..., None], own[:, None] - own[None], gap)
        far = np.hypot(*np.moveaxis(gap, -1, 0)) + 1e-9
        push = np.where(far < least, (least - far) / far / 2, 0)
        np.fill_diagonal(push, 0)
        positions = np.clip(
            positions + (gap * push[..., None]).sum(axis=1), edge, (width - edge, height - edge)
        )
    return positions


def _middle(ring: np.ndarray) -> np.ndarray:
    return (ring.min(axis=0) + ring.max(axis=0)) / 2


def fitted(
    outlines: Mapping[str, Sequence[np.ndarray]], width: int = WIDTH
) -> tuple[dict[str, list[np.ndarray]], int]:
    """Closed rings in whole units of the map, north up, all within its width and the height that is given back."""
    corners = np.vstack([ring for rings in outlines.values() for ring in rings])
    low, high = corners.min(axis=0), corners.max(axis=0)
    wide, tall = np.maximum(high - low, 1.0)
    scale = min((width - 8) / wide, (TALLEST * width - 8) / tall)
    corner, left = np.array([low[0], high[1]]), (width - scale * wide) / 2

    def put(ring: np.ndarray) -> np.ndarray:
        return np.rint((ring - corner) * (scale, -scale) + (left, 4)).astype(int)

    return {code: _light([put(ring) for ring in rings]) for code, rings in outlines.items()}, int(
        scale * tall
    ) + 8


def _light(rings: list[np.ndarray]) -> list[np.ndarray]:
    """Rings without the points that nobody would see; one that has no area left only where nothing else is left."""
    kept_rings = [np.vstack([light, light[:1]]) for ring in rings if len(light := simplified(ring, 1))]
    return kept_rings or [max(rings, key=len)]


def band(value: float, edges: Sequence[float]) -> tuple[str, str]:
    """The quarter that a value is in; one on an edge is in the lower of the two."""
    return BANDS[sum(value > edge for edge in edges)]


def _area(
    code: str,
    name: str,
    figure: Figure | None,
    edges: Sequence[float],
    rings: list[np.ndarray],
    own: str,
    lettered: bool,
) -> Area:
    value = figure.value if figure else None
    letter, words = UNKNOWN if value is None else band(value, edges)
    centre = letter_centre(rings) if lettered else None
    return Area(code, name, figure, letter, words, _path(rings), centre, code == own)


def _path(rings: list[np.ndarray]) -> str:
    """The path of an area, without islets."""
    seen = [ring for ring in rings if _size(ring) >= LEAST] or [max(rings, key=_size)]
    return "".join(map(path, seen))


def path(ring: np.ndarray) -> str:
    """A ring as the shortest path: one point, then steps, without those that go nowhere."""
    steps = np.diff(ring, axis=0)
    steps = steps[steps.any(axis=1)]
    moves = "".join(
        f"{' ' if n and x >= 0 else ''}{x}{' ' if y >= 0 else ''}{y}" for n, (x, y) in enumerate(steps)
    )
    return f"M{ring[0][0]} {ring[0][1]}l{moves}z" if moves else f"M{ring[0][0]} {ring[0][1]}h1v1z"


def _size(ring: np.ndarray) -> float:
    x, y = ring.T.astype(float)
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def letter_centre(rings: Sequence[np.ndarray], room: float = ROOM) -> tuple[int, int] | None:
    """The middle of the letter of an area of these rings, which is on its largest; None where it has no room."""
    return _centre(max(rings, key=_size), room)


def _centre(ring: np.ndarray, room: float = ROOM) -> tuple[int, int] | None:
    """The middle of the widest stretch inside the ring along some line across it; None where no letter fits there."""
    low, high = ring[:, 1].min(), ring[:, 1].max()
    widest, at = 0.0, (0, 0)
    for y in np.linspace(low, high, 13)[2:-2] + 0.01:
        crossed = np.sort(_crossings(ring, y))
        for a, b in zip(crossed[::2], crossed[1::2], strict=False):
            # Of lines as good, the one nearest the middle: letters then stand where the eye looks for them.
            good = (b - a) * (1 - abs(y - (low + high) / 2) / (high - low + 1) * 0.8)
            if b - a >= room and good > widest and high - low >= room:
                widest, at = good, (round((a + b) / 2), round(y))
    return at if widest else None


def _crossings(ring: np.ndarray, y: float) -> np.ndarray:
    start, end = ring, np.roll(ring, -1, axis=0)
    cut = (start[:, 1] > y) != (end[:, 1] > y)
    (x1, y1), (x2, y2) = start[cut].T, end[cut].T
    return x1 + (y - y1) * (x2 - x1) / (y2 - y1)


def named(
    outcome: Any,
    members: Iterable[Mapping[str, str]],
    here: tuple[str, str],
    renumbered: Mapping[str, str] | None = None,
) -> list[tuple[str, Figure, str]]:
    """(name, figure, letter of its quarter) of each council among `members` and the place itself, in order of name."""
    names = {m["code"]: m["name"] for m in members} | {here[1]: here[0]}
    edges = [f.value for f in outcome.data.quartiles or () if f.value is not None]
    names |= {code: names[now] for code, now in (renumbered or {}).items() if now in names}
    members_with_figures = [(names[f.place], f) for f in outcome.data.everyone if f.place in names]
    lettered = [
        (n, f, band(f.value, edges)[0] if edges and f.value is not None else UNKNOWN[0])
        for n, f in members_with_figures
    ]
    return sorted(lettered, key=lambda row: row[0])


def headline(outcome: Any, name: str) -> str:
    """In which quarter of the councils with a figure the place is."""
    figure, quartiles = outcome.latest, outcome.data.quartiles
    _letter, words = band(figure.value, [f.value for f in quartiles])
    quarter = words.split(" of ")[0].lower()
    return f"{outcome.title}: {name} is in the {quarter} of the councils with a figure"

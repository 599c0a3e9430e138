"""A map of a few miles round a point, with numbered pins, over the outlines of councils and the names of towns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from careplace.places.outlines import simplified
from careplace.publish.charts.choropleth import path, spread

WIDTH = 400
"""Units across, and down: on a telephone a unit is nearly a pixel."""
PIN = 12
MARGIN = 1.08
"""How much further than the circle of the search the map reaches."""
ROOM = 1.15
"""How much further than the furthest point a map reaches that is not of the whole search."""
NEAREST, MILE = 800.0, 1609.344
SCALES = (1, 2, 5)
"""Miles of the bar of scale: the first that is SHORTEST units or longer."""
SHORTEST = 30
LETTER = 7.5
"""About how wide a letter of a town's name is, with room beside it."""
LINE = 16


@dataclass(frozen=True)
class Pin:
    """A numbered circle, and the point that it is of: beside it where pins would overlap."""

    number: int
    x: int
    y: int
    at_x: int
    at_y: int


@dataclass(frozen=True)
class Label:
    name: str
    x: int
    y: int


@dataclass(frozen=True)
class PinMap:
    """`land` is one path a council; `circle` the radius of the search in units, None where it is beyond the map; `scale` the
    length of `miles` in units."""

    width: int
    land: tuple[str, ...]
    pins: tuple[Pin, ...]
    labels: tuple[Label, ...]
    circle: int | None
    miles: int
    scale: int


def pin_map(
    outlines: Iterable[Sequence[np.ndarray]],
    centre: np.ndarray,
    radius: float,
    points: Mapping[int, np.ndarray],
    towns: Iterable[tuple[str, np.ndarray]],
) -> PinMap:
    """The map of some points round a centre, which reaches no further than they do.

    Args:
        radius: metres within which the points were looked for.
        outlines: rings of each council. centre, points (by their numbers), towns: metres east and north. All as
        `places.outlines` has them.
    """
    reach = _reach(centre, radius, points)
    scale = WIDTH / (2 * MARGIN * reach)
    miles = next((n for n in SCALES if n * MILE * scale >= SHORTEST), SCALES[-1])

    def put(metres: np.ndarray) -> np.ndarray:
        return (np.atleast_2d(metres) - centre) * (scale, -scale) + WIDTH / 2

    land = [_land([put(ring) for ring in rings]) for rings in outlines]
    return PinMap(
        WIDTH,
        tuple(shape for shape in land if shape),
        _pins(points, put),
        _labels([(name, put(point)[0]) for name, point in towns]),
        round(WIDTH / 2 / MARGIN) if reach == radius else None,
        miles,
        round(miles * MILE * scale),
    )


def _reach(centre: np.ndarray, radius: float, points: Mapping[int, np.ndarray]) -> float:
    """How far the map reaches, in metres: to the furthest point, since the nearest of many are close to the middle."""
    furthest = max((float(np.hypot(*(point - centre))) for point in points.values()), default=radius)
    return radius if furthest > radius / 2 else max(furthest * ROOM, NEAREST)


def clipped(ring: np.ndarray, low: float, high: float) -> np.ndarray:
    """The part of a ring within the square from `low` to `high` on both axes, by Sutherland and Hodgman (1974).

    Edges along the square join what it cuts apart: fill the answer, do not draw its border.
    """
    for axis, bound, inward in ((0, low, 1), (0, high, -1), (1, low, 1), (1, high, -1)):
        if len(ring):
            ring = _half(ring, axis, bound, inward)
    return ring


def _half(ring: np.ndarray, axis: int, bound: float, inward: int) -> np.ndarray:
    """The part of a ring on one side of a line across an axis."""
    after = np.roll(ring, -1, axis=0)
    inside = (ring[:, axis] - bound) * inward >= 0
    crosses = inside != np.roll(inside, -1)
    step = after[:, axis] - ring[:, axis]
    share = np.where(crosses, (bound - ring[:, axis]) / np.where(step == 0, 1, step), 0)
    cut = ring + (after - ring) * share[:, None]
    # Each point if it is inside, then the point where its edge crosses the line, if it does.
    both = np.stack([ring, cut], axis=1).reshape(-1, 2)
    return both[np.stack([inside, crosses], axis=1).reshape(-1)]


def _land(rings: Sequence[np.ndarray]) -> str:
    """The path of a council within the map; empty where it is beyond."""
    parts = [simplified(part, 1) for ring in rings if len(part := clipped(ring[:-1], -5, WIDTH + 5))]
    return "".join(path(np.vstack([part, part[:1]])) for part in parts if len(part))


def _pins(points: Mapping[int, np.ndarray], put) -> tuple[Pin, ...]:
    if not points:
        return ()
    at = put(np.vstack(list(points.values())))
    places = np.rint(np.hstack([spread(at, 2 * PIN + 1, WIDTH, WIDTH), at])).astype(int).tolist()
    return tuple(Pin(number, *place) for number, place in zip(points, places, strict=True))


def _labels(towns: Iterable[tuple[str, np.ndarray]]) -> tuple[Label, ...]:
    """Names that fit on the map and overlap none before them."""
    labels: list[Label] = []
    for name, (x, y) in towns:
        half = len(name) * LETTER / 2
        fits = half < x < WIDTH - half and LINE < y < WIDTH - LINE
        if fits and not any(
            abs(x - label.x) < half + len(label.name) * LETTER / 2 and abs(y - label.y) < LINE
            for label in labels
        ):
            labels.append(Label(name, round(x), round(y)))
    return tuple(labels)

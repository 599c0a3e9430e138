"""Signs that tell lines and points apart without colour: a shape and a dash each, and words beside them."""

from dataclasses import dataclass

BLUE, TEAL, PLUM, ORANGE, DARK, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"

INK = "#0b0c0c"
FILLS = {"outstanding": BLUE, "good": TEAL, "requires-improvement": ORANGE, "inadequate": PLUM}
INKS = {"outstanding": "#fff", "good": INK, "requires-improvement": INK, "inadequate": "#fff"}
"""The colour of each level of rating, and of the letters on it, by the level's slug."""
PATTERNS = {"requires-improvement": "stripes", "inadequate": "lattice"}
"""The pattern of the levels that are drawn with one, by the level's slug: `_charts.html` defines them."""

# Drawn about (0, 0), each about as heavy to the eye as a circle of 5 pixels.
SHAPES = {
    "circle": "M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z",
    "square": "M-4.5-4.5H4.5V4.5H-4.5Z",
    "diamond": "M0-6.5 6.5 0 0 6.5-6.5 0Z",
    "triangle": "M0-6 5.8 4.4H-5.8Z",
    "down": "M0 6 5.8-4.4H-5.8Z",
    "cross": "M-5-3-3-5 0-2 3-5 5-3 2 0 5 3 3 5 0 2-3 5-5 3-2 0Z",
}


@dataclass(frozen=True)
class Sign:
    """How one place, or one kind of point, is drawn. `dash` is empty for a whole line."""

    shape: str
    colour: str
    dash: str = ""

    @property
    def path(self) -> str:
        return SHAPES[self.shape]


OWN = Sign("circle", BLUE)
COMPARATOR_SIGNS = (
    Sign("square", PLUM, "7 4"),
    Sign("diamond", DARK, "2 4"),
    Sign("triangle", TEAL, "10 3 2 3"),
    Sign("down", ORANGE, "4 2"),
    Sign("cross", LILAC, "1 3"),
)


def comparator_sign(index: int) -> Sign:
    """The sign of the comparator of this number; past the fifth they come again, each still with its name beside it."""
    return COMPARATOR_SIGNS[index % len(COMPARATOR_SIGNS)]

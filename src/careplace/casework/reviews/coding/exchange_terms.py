"""How the direction and the people of a coding stand in a REFI-QDA file, which has no place of its own for them."""

from collections.abc import Collection

from careplace.casework.reviews.evidence import Direction

DIRECTION, ABOUT = "Direction: ", "About: "


def described(direction: str, populations: Collection[str]) -> str:
    """The description of a selection: a line for the direction, and one for the people by key."""
    lines = [f"{DIRECTION}{direction}"] if direction else []
    return "\n".join([*lines, f"{ABOUT}{', '.join(populations)}"] if populations else lines)


def direction_of(description: str) -> str:
    """The direction that a description has; "" where it has none."""
    values = [line.removeprefix(DIRECTION) for line in description.split("\n") if line.startswith(DIRECTION)]
    return values[0] if values and values[0] in set(Direction) else ""


def populations_of(description: str, keys: Collection[str]) -> list[str]:
    """The people that a description names, of those that a framework knows."""
    values = [line.removeprefix(ABOUT) for line in description.split("\n") if line.startswith(ABOUT)]
    return [key for key in values[0].split(", ") if key in keys] if values else []

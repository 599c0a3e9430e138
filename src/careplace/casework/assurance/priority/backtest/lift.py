"""What an order is worth to a team that can visit some of its services."""

from dataclasses import dataclass

from careplace.casework.assurance.priority.backtest.results import (
    EARLIER,
    EVERY_PERCENT,
    RATING_AND_AGE,
    SCHEME,
    Comparison,
)


@dataclass(frozen=True)
class Lift:
    """The share of services that is visited, and for each order the share of outcomes that these have.

    `times` is that share as a multiple of what visits in random order would have: 1 is no better.
    """

    share: float
    captured: dict[str, float]

    def times(self, order: str) -> float:
        """The share of an order as a multiple of the share that is visited."""
        return self.captured[order] / self.share


def lift(comparison: Comparison, visits: int, services: int) -> Lift:
    """What the first `visits` of each order have, where a team has so many services, to the nearest percent.

    Args:
        comparison: measured at EVERY_PERCENT.
        visits, services: at least 1 each.
    """
    percent = min(len(EVERY_PERCENT), max(1, round(100 * visits / services)))
    orders = comparison.whole.orders
    captured = {name: orders[name].captured[percent - 1] for name in orders}
    return Lift(EVERY_PERCENT[percent - 1], captured)


def sentences(result: Lift, outcome: str) -> list[str]:
    """What the lift says, each order in a sentence, and which of scheme and rating with age has more."""
    lines = [
        f"The first {result.share:.0%} by {name} had {result.captured[name]:.0%} of the services where {outcome}: "
        f"{_times(result.times(name))}."
        for name in (SCHEME, RATING_AND_AGE, EARLIER)
        if name in result.captured
    ]
    return [*lines, _winner(result.captured[SCHEME], result.captured[RATING_AND_AGE])]


def _times(times: float) -> str:
    if f"{times:.1f}" == "1.0":
        return "as many as visits in random order"
    return f"{times:.1f} times as many as visits in random order{', which is fewer' if times < 1 else ''}"


def _winner(scheme: float, other: float) -> str:
    difference = 100 * (scheme - other)
    if abs(difference) < 1:
        return "At this capacity the scheme and rating with its age are within one percentage point."
    word = "wins" if difference > 0 else "loses"
    return f"At this capacity the scheme {word} against rating and its age, by {abs(difference):.0f} percentage points."

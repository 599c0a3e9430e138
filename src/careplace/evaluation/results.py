"""What an evaluation answers with: an effect, its interval or the reason that it has none, and the assumptions checked."""

from dataclasses import dataclass
from enum import StrEnum

CHANCE = 0.05
"""An effect is called one where chance alone gives as much in at most 5 of 100 cases."""


class Conclusion(StrEnum):
    """How much may be said; a direction is better or worse only by the measure's polarity."""

    HIGHER = "higher than expected"
    LOWER = "lower than expected"
    NOT_CLEAR = "no clear difference"
    NOT_TESTED = "cannot be tested"


@dataclass(frozen=True, slots=True)
class Check:
    """An assumption, whether the data bear it out (None: they cannot show), and the finding in a sentence."""

    assumption: str
    holds: bool | None
    finding: str


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect in the unit of the outcome, or a ratio where `method` says so.

    `lower`, `upper` and `p_value` are None where the method gives none, and `no_interval` says why. `checks` are the
    assumptions in the order in which a reader would doubt them.
    """

    value: float
    lower: float | None
    upper: float | None
    p_value: float | None
    method: str
    checks: tuple[Check, ...] = ()
    no_interval: str = ""
    no_effect: float = 0.0

    @property
    def conclusion(self) -> Conclusion:
        """What may be said; an assumption that the data contradict takes the direction away."""
        if self.p_value is None:
            return Conclusion.NOT_TESTED
        if any(check.holds is False for check in self.checks) or self.p_value > CHANCE:
            return Conclusion.NOT_CLEAR
        return Conclusion.HIGHER if self.value > self.no_effect else Conclusion.LOWER


class DesignError(ValueError):
    """A question that the data cannot be asked: which input, what was found, what is needed."""

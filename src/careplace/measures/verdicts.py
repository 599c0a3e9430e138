"""What may be said of a difference: one rule for pages, reports, files and claims.

A difference is called where its 95% limits exclude zero, and better or worse only where the measure has a direction.
"""

from dataclasses import replace

from careplace.figures import Figure, Verdict

_JUDGED = {
    "high": {Verdict.HIGHER: Verdict.BETTER, Verdict.LOWER: Verdict.WORSE},
    "low": {Verdict.HIGHER: Verdict.WORSE, Verdict.LOWER: Verdict.BETTER},
}


def verdict(lower: float, upper: float, polarity: str = "none") -> Verdict:
    """What may be said of a difference with these 95% limits: better or worse only where a direction is known."""
    if lower <= 0 <= upper:
        return Verdict.NO_DIFFERENCE
    return judged(Verdict.HIGHER if lower > 0 else Verdict.LOWER, polarity)


def side(difference: Figure | None) -> int | None:
    """Which way a difference goes: ±1 where its 95% limits exclude zero, ±2 where its 99.8% limits do too, else 0.

    None where there is no difference with limits, so that nothing can be said.
    """
    if difference is None or difference.value is None:
        return None
    if difference.lower95 is None or difference.upper95 is None:
        return None
    lower, upper = difference.lower998, difference.upper998
    far = lower is not None and upper is not None and not lower <= 0 <= upper
    way = (difference.lower95 > 0) - (difference.upper95 < 0)
    return 2 * way if far else way


def judged(way: Verdict, polarity: str) -> Verdict:
    """HIGHER or LOWER through the measure's direction: BETTER or WORSE where it has one."""
    return _JUDGED.get(polarity, {}).get(way, way)


def cannot_tell(figure: Figure, why: str, **more) -> Figure:
    """The figure without a verdict, with the reason in a sentence and in few words."""
    return replace(figure, verdict=Verdict.UNKNOWN, reason=f"{Verdict.UNKNOWN}: {why}", label=why, **more)

"""Which published counts are not counts, decided slowly in plain Python: what the SQL is checked against."""

from statistics import median

Series = dict[str, list[int | None]]
"""Counts of organisations, period by period; None where nothing is published."""


def usual(counts: list[int | None], at: int, nearest: int, one_side: bool) -> float | None:
    """The smaller of the medians of the nearest counts above 0 before and after a place of the list."""
    before = [n for n in counts[:at] if n][-nearest:]
    after = [n for n in counts[at + 1 :] if n][:nearest]
    if not (before or after) or not (one_side or (before and after)):
        return None
    return min(median(side) for side in (before, after) if side)


def without_zeros(series: Series, nearest: int, least: int, one_side: bool = True) -> Series:
    """The series with None for a 0 that is no report: of one organisation, or of all that give a number."""
    left = {name: list(counts) for name, counts in series.items()}
    for at in range(len(next(iter(series.values())))):
        given = {name: counts[at] for name, counts in series.items() if counts[at] is not None}
        zeros = {
            name: usual(series[name], at, nearest, one_side) for name, value in given.items() if value == 0
        }
        unlikely = {name for name, about in zeros.items() if about is not None and about >= least}
        nobody = len(zeros) == len(given) > 1 and unlikely
        for name in zeros if nobody else unlikely:
            left[name][at] = None
    return left

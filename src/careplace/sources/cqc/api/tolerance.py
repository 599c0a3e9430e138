"""How many payloads of a file may be left out before the file as a whole is refused.

One odd payload must not cost the other 124,999; but where many are odd the API has changed its shape, and what is
left would be half a register.
"""

from careplace.sources.contract import Problem

ONE_IN = 100
SMALL = 10
MOST_REASONS = 5


def tolerable(unusable: int, payloads: int) -> bool:
    """Whether so many payloads may be left out: at most 1 in 100, or one of ten or more."""
    return unusable <= max(payloads // ONE_IN, 1 if payloads >= SMALL else 0)


def left_out_note(problems: list[Problem], ids: dict[int, str | None], payloads: int) -> str:
    """A note on the payloads that are left out: how many, and the first with their ids and reasons.

    Args:
        problems: in the order of the payloads; a payload may have several.
        ids: the id of each payload that has a problem, by its position.
        payloads: how many the file has.
    """
    first = {problem.row or 0: problem for problem in reversed(problems)}
    reasons = [_reason(first[row], ids.get(row)) for row in sorted(first)[:MOST_REASONS]]
    more = [f"{len(first) - MOST_REASONS:,} more"] if len(first) > MOST_REASONS else []
    return f"{len(first):,} of {payloads:,} payloads cannot be used and are left out: " + "; ".join(
        [*reasons, *more]
    )


def _reason(problem: Problem, id: str | None) -> str:
    called = id or "one without an id"
    return f"{called} (payload {problem.row}), {problem.column}: found {problem.found}; expected {problem.expected}"

"""How many examples a property tries, and how many values a loop: few for a change, all before a release."""

from collections.abc import Iterable

from hypothesis import settings

CHANGE, RELEASE = 10, 300


def examples(number: int) -> int:
    """Examples of a property that names a number of its own: for a change a quarter of it, at least 2."""
    return number if before_release() else min(number, max(2, number // 4))


def sample(step: int, values: Iterable) -> list:
    """The values that a test goes through: for a change the first and each `step`-th after it, before a release all."""
    return list(values)[:: 1 if before_release() else step]


def before_release() -> bool:
    """Whether everything of a kind is tried, not some of it."""
    return settings.default.max_examples >= RELEASE

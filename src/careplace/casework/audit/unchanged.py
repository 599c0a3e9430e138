"""Results that are kept as long as nobody changes a record of the place.

Every change of a record adds an event to its place's chain, and the digest of the last event covers all before it. So with
the same digest a place's records are the same: what was calculated from them needs no second calculation.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from careplace.casework.audit.models import Head

T = TypeVar("T")
MOST = 8
"""Results of a function that are kept in a process: those of the places and years that people look at."""


def end_of_chain(place: str) -> str:
    """The digest of a place's last event; empty for a place without any."""
    return Head.objects.filter(place=place).values_list("digest", flat=True).first() or ""


def while_unchanged(function: Callable[..., T]) -> Callable[..., T]:
    """Keep the results of `function(place, ...)` by its arguments, all of which can be hashed, and the end of the chain.

    A function that reads more than the place's records, such as an edition, takes that as an argument. Nobody changes a
    result. The digest is read before the records: what changes in between is kept under a digest that does not come back.
    """

    @lru_cache(maxsize=MOST)
    def kept(_digest: str, *arguments: object) -> T:
        return function(*arguments)

    @wraps(function)
    def answer(place: str, *arguments: object) -> T:
        digest = end_of_chain(place)
        return kept(digest, place, *arguments) if digest else function(place, *arguments)

    return answer

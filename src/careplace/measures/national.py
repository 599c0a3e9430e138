"""Which published figure is nearest to a released one, and whether the two may be compared.

`may_compare` alone decides, for pages, reports and the API.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import with_config

from careplace.entries import ENTRY, content, numbered, parse_all
from careplace.figures import Figure, Status
from careplace.measures import dictionary
from careplace.measures.dictionary import PACKAGE, Measure
from careplace.measures.released import FICTIONAL

FILE = "national.toml"
HEADING = "nearest"
OTHERWISE = "the two are defined differently"
NO_DIFFERENCE = "no difference stated: counts here are rounded"
"""Why no difference is calculated where two figures may be compared: an interval does not hold what rounding adds."""


@with_config(ENTRY)
@dataclass(frozen=True)
class Nearest:
    """The published measures nearest to a released one, and how the definitions differ.

    `counted` is the released definition that means the same as the published one, of `versions`; without it the two are
    shown next to each other and not compared.
    """

    released: str
    published: tuple[str, ...]
    differences: str
    counted: str = ""
    versions: tuple[str, ...] = ()

    def published_for(self, kind: str) -> Measure | None:
        """The first of the published measures that has figures of places of this kind."""
        measures = (dictionary.measures()[id] for id in self.published)
        return next((measure for measure in measures if kind in measure.places), None)


@cache
def nearest() -> dict[str, Nearest]:
    """{id of a released measure: the nearest published ones}."""
    path = files(PACKAGE) / FILE
    entries = numbered(HEADING, content(path, (HEADING,)).get(HEADING, ()))
    return {entry.released: entry for entry in parse_all(Nearest, entries, FILE)}


def may_compare(measure: Measure, figure: Figure, published: Figure) -> str:
    """Why a released figure may not be compared with a published one; "" where it may.

    Args:
        measure: the released measure, which says what its release counted.
        figure: its figure of a place. published: a figure of the nearest published measure.
    """
    entry = nearest().get(measure.id)
    if entry is None or not entry.counted or measure.numerator != entry.counted:
        return OTHERWISE
    if published.version not in entry.versions or published.status == Status.NOT_COMPARABLE:
        return "the published figure was counted by another definition"
    if FICTIONAL in measure.method:
        return "the records are of fictional people"
    if figure.value is None or published.value is None:
        return "one of the two has no value"
    return "" if figure.period == published.period else "the two are of different periods"

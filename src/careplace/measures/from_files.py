"""Measures that come with an edition's data, and not with Careplace: of local files, and of releases of journeys."""

from careplace.engine import Engine
from careplace.measures.dictionary import Measure
from careplace.measures.local import local_measures
from careplace.measures.released import released_measures


def measures_from_files(engine: Engine) -> dict[str, Measure]:
    """{id: measure} of every file that defines its own.

    Raises:
        SourceError: two local files say different things of one measure.
    """
    return local_measures(engine) | released_measures(engine)

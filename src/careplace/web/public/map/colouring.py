"""The map of councils in the shades of a measure's quarters, as a reader asks for one."""

from dataclasses import dataclass

from careplace.measures.cache import cached
from careplace.publish.charts import choropleth
from careplace.web.public.editions import EditionCursor
from careplace.web.public.measures.council_figures import CouncilFigures, council_figures
from careplace.web.public.measures.council_map import mapped
from careplace.web.public.measures.listing import headlines, sector_shares
from careplace.web.public.measures.subjects import Subject, of_key

LONGEST = 200


@dataclass(frozen=True)
class Colouring:
    """The measure that the map shows, if any; the measures to choose from; what is wrong with the address's."""

    choices: tuple[Subject, ...]
    councils: CouncilFigures | None = None
    map: choropleth.Map | None = None
    wrong: str = ""

    @property
    def key(self) -> str:
        return self.councils.subject.key if self.councils else ""

    @property
    def areas(self) -> dict[str, choropleth.Area]:
        """The areas of the map by code; none where no measure is shown."""
        return {area.code: area for area in self.map.areas} if self.map else {}


def colouring(edition: EditionCursor, key: str) -> Colouring:
    """The map's colouring by the measure of a key; without one the map is plain."""
    choices = _choices(edition)
    if not key:
        return Colouring(choices)
    subject = of_key(edition, key[:LONGEST])
    if subject is None or not subject.newest:
        return Colouring(
            choices, wrong=f"No measure of councils is called {key[:LONGEST]!r}: choose one below the map."
        )
    councils = council_figures(edition, subject, subject.newest)
    return Colouring(choices, councils, mapped(edition, councils))


@cached()
def _choices(edition: EditionCursor) -> tuple[Subject, ...]:
    """What reports tell first, each measure once, and the share rated Good or Outstanding of each sector."""
    subjects = {subject.key: subject for subject in (*sector_shares(edition), *headlines(edition))}
    return tuple(subject for subject in subjects.values() if subject.latest_councils > 3)

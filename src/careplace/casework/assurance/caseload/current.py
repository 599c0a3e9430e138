"""The services of a place in the order of their priority, for one reader, by the scheme and the edition of today."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from careplace.casework.assurance.caseload.cases import cases
from careplace.casework.assurance.caseload.published_facts import PublishedFacts, published_facts
from careplace.casework.assurance.caseload.ranking import Ranked, ranked
from careplace.casework.assurance.caseload.records import Records, records
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.casework.assurance.visits.template import default
from careplace.casework.assurance.warning.current import risks
from careplace.casework.assurance.warning.store import NotFitted
from careplace.casework.edition_reader import NoEdition
from careplace.casework.scope.actor import Actor


@dataclass(frozen=True)
class Caseload:
    """The services of a place, or one of them, for a reader. `facts` is None where no edition can be read."""

    scheme: Scheme
    records: Records
    facts: dict[str, PublishedFacts] | None
    services: list[Ranked]


def caseload_at(
    reader: Actor, today: date, most_events: int = 0, only: UUID | None = None, with_work: bool = True
) -> Caseload:
    """What a reader may know of the services of the place, in the order of their priority.

    Args:
        with_work: whether the records have what is not finished, and what changed, which no priority goes by.
    """
    scheme = settings.PRIORITY_SCHEME
    loaded = records(reader, today, window(scheme, today, most_events), only, with_work)
    facts = _facts(loaded)
    by_service = cases(loaded, facts or {}, default(), _risks(scheme, loaded))
    return Caseload(scheme, loaded, facts, ranked(scheme, loaded, by_service))


def _risks(scheme: Scheme, loaded: Records) -> dict[str, int]:
    """{location: its early warning in percent}, where the scheme gives points for it."""
    if not any(rule.signal == "early-warning" and rule.most for rule in scheme.rules):
        return {}
    ids = [service.location_id for service in loaded.current if service.location_id]
    try:
        found = risks(settings.CAREPLACE.home, ids, loaded.today)
    except (NotFitted, NoEdition):
        return {}
    return {location: risk.percent for location, risk in found.items()}


def _facts(loaded: Records) -> dict[str, PublishedFacts] | None:
    ids = [service.location_id for service in loaded.current if service.location_id]
    try:
        return published_facts(settings.CAREPLACE.home, ids, loaded.today)
    except NoEdition:
        return None

"""What the pages about priorities show of a place: its records, and its services in order."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from careplace.casework.assurance.caseload.cases import cases
from careplace.casework.assurance.caseload.published_facts import PublishedFacts, published_facts
from careplace.casework.assurance.caseload.ranking import Ranked, ranked
from careplace.casework.assurance.caseload.records import Records, records
from careplace.casework.assurance.caseload.window import window
from careplace.casework.assurance.priority.scheme import Scheme
from careplace.casework.assurance.visits.template import default
from careplace.casework.edition_reader import NoEdition


@dataclass(frozen=True)
class Caseload:
    """The services of a place, or one of them, for the reader of a page. `facts` is None where no edition can be read."""

    scheme: Scheme
    records: Records
    facts: dict[str, PublishedFacts] | None
    services: list[Ranked]


def caseload_of(request: HttpRequest, most_events: int = 0, only: UUID | None = None) -> Caseload:
    """What the reader of a request may know of the services of the place, in the order of their priority."""
    scheme, today = settings.PRIORITY_SCHEME, timezone.localdate()
    loaded = records(request.actor, today, window(scheme, today, most_events), only)
    facts = _facts(loaded)
    return Caseload(scheme, loaded, facts, ranked(scheme, loaded, cases(loaded, facts or {}, default())))


def _facts(loaded: Records) -> dict[str, PublishedFacts] | None:
    ids = [service.location_id for service in loaded.current if service.location_id]
    try:
        return published_facts(settings.CAREPLACE.home, ids, loaded.today)
    except NoEdition:
        return None

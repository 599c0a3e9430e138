"""What the priority of a service is to a plan of visits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careplace.casework.assurance.caseload.current import caseload_at
from careplace.casework.assurance.planning.frequency import MOST_URGENT
from careplace.casework.assurance.priority.scheme import Band
from careplace.casework.scope.actor import Actor

WITHIN_BAND, BANDS = 99, 900
"""The most that points weigh within a band, and what lies between the lowest band and the highest."""


@dataclass(frozen=True)
class ServicePriority:
    """The band that counts for a service, and what follows for a plan: `score` and `urgency` of the service to visit."""

    band: Band
    score: int
    urgency: int


Priorities = Mapping[str, ServicePriority]
"""{id of a service: its priority}; a service that is not in it weighs as the lowest."""


def priorities_at(reader: Actor, today: date) -> Priorities:
    """The priorities of the services of a place, as the reader sees them on Today, with what people decided."""
    caseload = caseload_at(reader, today, with_work=False)
    highest_first = [band.key for band in caseload.scheme.bands]
    return {
        str(entry.service.pk): priority_of(entry.band, entry.score, highest_first)
        for entry in caseload.services
    }


def priority_of(band: Band, points: int, highest_first: list[str]) -> ServicePriority:
    """A band and points as a plan counts them: a higher band weighs more than any points of a lower one."""
    lowest = len(highest_first) - 1
    height = (lowest - highest_first.index(band.key)) / max(1, lowest)
    return ServicePriority(
        band, round(BANDS * height) + min(points, WITHIN_BAND), round(MOST_URGENT * height)
    )

"""What casework knows of a place's work, as plain values: what figures are counted from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from careplace.casework.assurance.proof.history import ServiceHistory


@dataclass(frozen=True)
class VisitDates:
    """A visit: `below_standard` is whether its final report was; None where that is not known."""

    id: str
    service: str
    kind: str
    state: str
    planned_on: date
    visited_on: date | None = None
    final_on: date | None = None
    below_standard: bool | None = None


@dataclass(frozen=True)
class ActionDates:
    """An action: the day it was first agreed, the date agreed then, and the day of the report that it is done.

    `done_on` is that of the report that stands. `due_moved` is whether the date that counts now is another.
    """

    id: str
    service: str
    visit: str | None
    asked_by: str
    state: str
    agreed_on: date | None = None
    first_due_on: date | None = None
    done_on: date | None = None
    due_moved: bool = False


@dataclass(frozen=True)
class Site:
    """A service in a campaign: the first day of the campaign there (None: not planned), and its accreditations.

    It is a site from the day `since` to the day before `removed_on`.
    """

    campaign: str
    service: str
    starts_on: date | None
    since: date
    removed_on: date | None = None
    accreditations: tuple["Accreditation", ...] = ()

    def listed_on(self, day: date) -> bool:
        """Whether it was a site on a day."""
        return self.since <= day and (self.removed_on is None or day < self.removed_on)


@dataclass(frozen=True)
class Accreditation:
    """A level that a site reached, from a day until another (None: it does not expire)."""

    level: str
    on: date
    expires_on: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.on <= day and (self.expires_on is None or day <= self.expires_on)


@dataclass(frozen=True)
class Rating:
    """CQC's overall rating of a location at the start of a period, and the latest with the day it was published."""

    then: str
    latest: str
    published_on: date | None


@dataclass(frozen=True)
class Evidence:
    """Everything that figures of a place are counted from.

    `ratings` are by location ID, from the edition, at the start of the year; None where no edition can be read. `levels` are
    the levels of escalation by service on the last day of the year, in words; None where nobody keeps them here.
    """

    services: Mapping[str, ServiceHistory]
    visits: tuple[VisitDates, ...] = ()
    actions: tuple[ActionDates, ...] = ()
    sites: tuple[Site, ...] = ()
    ratings: Mapping[str, Rating] | None = None
    levels: Mapping[str, str] | None = field(default=None)

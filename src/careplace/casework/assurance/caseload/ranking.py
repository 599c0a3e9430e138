"""The services of a team in the order of their priority, with the bands that people decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from careplace.casework.assurance.caseload.records import Records
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.priority.lowering import Effect, lowering, most_lowering
from careplace.casework.assurance.priority.override import Decision, decided
from careplace.casework.assurance.priority.scheme import Band, Scheme
from careplace.casework.assurance.priority.score import Priority, priority, score
from careplace.casework.assurance.priority.signals import Case


@dataclass(frozen=True)
class Ranked:
    """A service with its case on a day, its score, and today's override, if there is one.

    The rest is calculated when it is shown: of 500 services a page shows some.
    """

    service: Service
    case: Case
    today: date
    scheme: Scheme
    score: int
    override: Override | None

    @cached_property
    def priority(self) -> Priority:
        """Its priority by the scheme, with all reasons."""
        return priority(self.scheme, self.case, self.today)

    @cached_property
    def decision(self) -> Decision:
        """The band that counts. An override does not count where the scheme does not have its band any more."""
        known = self.override and self.override.band in {band.key for band in self.scheme.bands}
        override = self.override.band_override if self.override and known else None
        return decided(self.scheme, self.priority, override)

    @property
    def band(self) -> Band:
        """The band that counts; without an override that of the score, whose reasons need not be known for it."""
        return self.decision.band if self.override else self.scheme.band(self.score)

    @property
    def most_lowering(self) -> Effect | None:
        """The single change that would lower its score most."""
        return most_lowering(self.scheme, self.case, self.priority)

    @property
    def lowering(self) -> tuple[Effect, ...]:
        """Everything that would lower its score or band."""
        return lowering(self.scheme, self.case, self.today)


def ranked(scheme: Scheme, records: Records, cases: Mapping[UUID, Case]) -> list[Ranked]:
    """The services of cases: the highest band that counts first, in it the most points, then by name."""
    today = records.today
    overrides = {o.service_id: o for o in records.overrides if o.counts_on(today)}
    entries = [
        Ranked(records.services[id], case, today, scheme, score(scheme, case, today), overrides.get(id))
        for id, case in cases.items()
    ]
    position = {band.key: number for number, band in enumerate(scheme.bands)}
    return sorted(entries, key=lambda e: (position[e.band.key], -e.score, e.service.name.casefold()))

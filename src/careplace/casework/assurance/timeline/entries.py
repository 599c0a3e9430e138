"""The entries of a home's timeline, each with its day and its source, by what the reader may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from careplace.casework.assurance.caseload.recent_changes import change_words
from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.overrides.models import Override
from careplace.casework.assurance.timeline.published import PublishedHistory
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import VisitTemplate
from careplace.casework.audit.history import names_of
from careplace.casework.audit.models import Event
from careplace.casework.clocks import local_day
from careplace.publish.wording import day

STATE_ACTIONS = ("add", "suspend", "resume", "end-contract", "reopen")
CQC = "CQC"


@dataclass(frozen=True)
class Entry:
    """What happened on a day, in words, and who says so. `page` and `record` name a page that says more, if any."""

    on: date
    words: str
    source: str
    page: str | None = None
    record: UUID | None = None


def entries(
    history: PublishedHistory | None,
    visits: Iterable[Visit],
    signals: Iterable[Signal],
    overrides: Iterable[Override],
    states: Iterable[Entry],
    template: VisitTemplate,
) -> list[Entry]:
    """The timeline, the latest day first. Of one day, what CQC published comes before what the team did."""
    published = [*_published(history)] if history else []
    own = [
        *(entry for visit in visits for entry in _of_visit(visit, template)),
        *(_of_signal(signal) for signal in signals),
        *(entry for override in overrides for entry in _of_override(override)),
        *states,
    ]
    return sorted([*published, *own], key=lambda entry: entry.on, reverse=True)


def state_entries(service: Service) -> list[Entry]:
    """The changes of a service's state, from the audit, without the reasons that people wrote; two queries."""
    events = list(
        Event.objects.filter(
            place=service.place, record=str(service.pk), kind="service", action__in=STATE_ACTIONS
        ).order_by("number")
    )
    names = names_of({event.person for event in events})
    words = change_words()["service"]
    return [
        Entry(
            local_day(event.at),
            f"{names.get(event.person, event.person)} {words[event.action]['one'].format(service=service.name)}",
            "Casework",
        )
        for event in events
    ]


def _published(history: PublishedHistory) -> Iterator[Entry]:
    own = {row["location_id"]: row["relation"] == "own" for row in history.registrations}
    for row in history.registrations:
        yield from _registration(row)
    for row in history.ratings:
        yield Entry(row["published_on"], f"{_rating(row)}{_of_another(row['rated_id'], own)}", CQC)
    for row in history.providers:
        words = f"The register of this day names another provider than the one before: {row['provider_name']}"
        yield Entry(row["snapshot"], f"{words}{_of_another(row['location_id'], own)}", CQC)


def _registration(row: dict[str, Any]) -> Iterator[Entry]:
    name = "This registration" if row["relation"] == "own" else f"Registration {row['location_id']}"
    link = f" (the link between them: {row['basis']})" if row["basis"] else ""
    if row["registered_on"]:
        yield Entry(row["registered_on"], f"{name} began{link}", CQC)
    if row["ended_on"]:
        yield Entry(row["ended_on"], f"{name} ended{link}", CQC)


def _rating(row: dict[str, Any]) -> str:
    inherited = ", carried over from an earlier registration" if row["inherited"] else ""
    if row["overall"] is None:
        return (
            f"Ratings of service groups: {row['services']}"
            if row["services"]
            else "Ratings without an overall one"
        )
    return f"Rated {row['overall']}{inherited}"


def _of_another(id: str, own: dict[str, bool]) -> str:
    return "" if own.get(id) else f", under registration {id}"


def _of_visit(visit: Visit, template: VisitTemplate) -> Iterator[Entry]:
    if visit.visited_on:
        yield Entry(visit.visited_on, visit.kind_words, "Visits of the team", "visit", visit.pk)
    if visit.final_on:
        titles = {grade.key: grade.title for grade in template.grades}
        words = f"Final report: {titles.get(visit.grade, visit.grade)}"
        yield Entry(visit.final_on, words, "Visits of the team", "visit", visit.pk)


def _of_signal(signal: Signal) -> Entry:
    state = ", dealt with" if signal.state == "closed" else ", not dealt with yet"
    return Entry(signal.happened_on, f"{signal.kind_words}{state}", signal.source)


def _of_override(override: Override) -> Iterator[Entry]:
    words = f"{override.decided_by.name} decided the priority: {override.band}, until {day(override.until)}"
    yield Entry(override.since, words, "Casework", "service-priority", override.service_id)

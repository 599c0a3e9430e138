"""The cases of a team's services: what the edition, officers and visits say of each, as a scheme of priorities needs it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from careplace.casework.assurance.caseload.noted_kinds import noted_signals, recorded_kinds
from careplace.casework.assurance.caseload.published_facts import PublishedFacts
from careplace.casework.assurance.caseload.records import Noted, Records
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.priority.signals import Case, Signal, signal_of
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import VisitTemplate
from careplace.casework.clocks import local_day
from careplace.ratings.scale import LEVELS

EDITION, VISITS, SERVICES = "CQC", "Visits of the team", "List of services"
WARNING = "Early warning, no rating"
NOT_VISITED = "Visits of the team: no final report since it came on the list"


@dataclass(frozen=True)
class Knowledge:
    """What a reader may know of one service. `visits_known` is whether the reader may read visits at all;
    `risk` is the early warning in percent."""

    service: Service
    published: PublishedFacts | None
    noted: tuple[Noted, ...]
    visit: Visit | None
    visits_known: bool
    suspended_on: date | None
    recorded: frozenset[str]
    risk: int | None = None


def cases(
    records: Records,
    published: Mapping[str, PublishedFacts],
    template: VisitTemplate,
    risks: Mapping[str, int] | None = None,
) -> dict[UUID, Case]:
    """{service: case} of every service whose contract has not ended, by what the reader of the records may read.

    `risks` has the early warning of locations in percent.
    """
    noted: dict[UUID, list[Noted]] = defaultdict(list)
    for signal in records.noted:
        noted[signal.service_id].append(signal)
    visits = latest_final(records.visits)
    reader = records.reader
    knowledge = (
        Knowledge(
            service=service,
            published=published.get(service.location_id) if service.location_id else None,
            noted=tuple(noted[service.pk]),
            visit=visits.get(service.pk),
            visits_known=reader.may("visits.read"),
            suspended_on=records.suspended_on.get(service.pk),
            # Who may not read every signal cannot know that there was none of a kind.
            recorded=recorded_kinds() if reader.may("signals.restricted") else frozenset(),
            risk=(risks or {}).get(service.location_id),
        )
        for service in records.current
    )
    return {item.service.pk: case_of(item, template, records.today) for item in knowledge}


def latest_final(visits: Iterable[Visit]) -> dict[UUID, Visit]:
    """{service: its latest visit with a final report}."""
    final = sorted((v for v in visits if v.state == "final"), key=lambda v: (v.visited_on, v.final_on, v.pk))
    return {visit.service_id: visit for visit in final}


def case_of(item: Knowledge, template: VisitTemplate, today: date) -> Case:
    """A service as a case on a day."""
    facts = item.published
    signals = [
        *(_published(facts, today) if facts else ()),
        *noted_signals(item.noted),
        *([signal_of("early-warning", today, WARNING, number=item.risk)] if item.risk is not None else ()),
        *_visit(item, template),
        _placements(item, today),
    ]
    # With one rating there is nothing that it could have fallen from.
    fall = {"fall"} if facts and facts.ratings > 1 else set()
    # What is dated later than today, such as a visit with a wrong year, says nothing of today.
    until_today = tuple(signal for signal in signals if signal.on <= today)
    return Case(service=item.service.name, signal=until_today, recorded=item.recorded | fall)


def _published(facts: PublishedFacts, today: date) -> Iterator[Signal]:
    if facts.overall in LEVELS and facts.published_on:
        yield signal_of("rating", facts.published_on, EDITION, facts.overall)
        if facts.questions_rated:
            number = facts.below_good
            yield signal_of("key-questions-below-good", facts.published_on, EDITION, number=number)
    elif facts.register_snapshot:
        yield signal_of("rating", facts.register_snapshot, EDITION, "Not yet rated")
    yield from (signal_of("fall", day, EDITION) for day in facts.falls)
    if facts.others_fallen is not None:
        yield signal_of("other-homes-fallen", today, EDITION, number=facts.others_fallen)


def _visit(item: Knowledge, template: VisitTemplate) -> Iterator[Signal]:
    if item.visit is not None:
        level = visit_level(template, item.visit.grade)
        yield signal_of("visit", item.visit.visited_on, VISITS, level)
    elif item.visits_known:
        listed_on = local_day(item.service.created_at)
        yield signal_of("visit", listed_on, NOT_VISITED, "Never visited")


def visit_level(template: VisitTemplate, grade: str) -> str:
    """What a grade of a visit is to a scheme: the worst grade of the template is a serious concern, another below standard
    some concern. A grade that this template does not have is some concern: a person must look."""
    grades = [entry.key for entry in template.grades]
    if grade not in grades:
        return "Some concern"
    if not template.grade(grade).below_standard:
        return "No concern"
    return "Serious concern" if grade == grades[-1] else "Some concern"


def _placements(item: Knowledge, today: date) -> Signal:
    if item.service.state == "suspended":
        on = item.suspended_on or local_day(item.service.changed_at)
        return signal_of("placements", on, SERVICES, "Suspended")
    return signal_of("placements", today, SERVICES, "Open")

"""A team of 500 services after ten years: 5,000 visits, 5,000 actions, 100,000 signals, and their audit.

A record of every kind in each of its states comes first, by walking the models, and then the many: those of the large
kinds are written at once, without the steps of people. The audit has a valid chain, with the personal texts apart.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

SERVICES, VISITS, ACTIONS, SIGNALS, OPEN_SIGNALS = 500, 5_000, 5_000, 100_000, 1_000
UNDER_WAY, OPEN_ACTIONS, OPEN_CASES, CLOSED_CASES = 200, 300, 40, 400
OFFICERS, CAMPAIGNS, SITES, MONTHS, MEETINGS, ITEMS, OTHERS = 20, 5, 50, 36, 120, 8, 5
PLACE, DAYS = "E08000026", 3650
TODAY = date.today()  # noqa: DTZ011 - the pages go by the machine's day too
FIRST = TODAY - timedelta(days=DAYS)
BATCH = 1000


@dataclass
class Team:
    """The records of the team: samples of every kind, and its services; `changes` are what the audit has of the many."""

    samples: Any
    services: list = field(default_factory=list)
    officers: list = field(default_factory=list)
    changes: list[tuple[Any, str, date]] = field(default_factory=list)

    def noted(self, records: list, actions: Iterable[str], day: Any) -> list:
        """Keep that each of the records had these changes, from `day(record)` on."""
        self.changes += [
            (record, action, min(day(record) + timedelta(days=7 * n), TODAY))
            for record in records
            for n, action in enumerate(actions)
        ]
        return records


def team(locations: list[str]) -> Team:
    """The team, in an empty database.

    Args:
        locations: CQC's ids of the locations that its first services are.
    """
    from django.utils import timezone
    from tests.casework.samples import Samples

    made = Team(Samples(PLACE))
    made.samples.every_state()
    made.samples.several(OTHERS)
    by_hand = timezone.now()
    _people(made)
    _services(made, locations)
    visits = _visits(made)
    _actions(made, visits)
    _signals(made)
    _cases(made)
    _campaigns(made)
    _meetings(made)
    _age(by_hand)
    record_events(made.changes)
    return made


def _age(since: datetime) -> None:
    """What was written at once is ten days old: else all of it would have changed since yesterday."""
    from tests.casework.samples import kinds

    then = since - timedelta(days=10)
    for model in kinds():
        model.objects.filter(place=PLACE, created_at__gte=since).update(created_at=then, changed_at=then)


def _day(number: int, of: int) -> date:
    """The day of the n-th of so many, evenly over the ten years."""
    return FIRST + timedelta(days=number * DAYS // of)


def _create(model: Any, rows: Iterable[dict[str, Any]], **every: Any) -> list:
    """Records in the first state of their workflow, unless a row, or every row, has another."""
    fields = {"place": PLACE, "state": next(iter(model.WORKFLOW.states)), **every}
    return model.objects.bulk_create([model(**fields | row) for row in rows], batch_size=BATCH)


def _people(made: Team) -> None:
    from tests.casework.people import member

    from careplace.casework.assurance.planning.models import Leave, OfficerTime, PlanRules

    PlanRules.objects.filter(place=PLACE).update(starts_on=TODAY, ends_on=TODAY + timedelta(days=364))
    made.officers = [member("quality_officer", PLACE, f"Officer{n:02} X") for n in range(OFFICERS)]
    _create(OfficerTime, ({"officer": officer, "visits_a_month": 4} for officer in made.officers))
    days = [_day(n, 600) for n in range(600)]
    leave = (
        {"officer": made.officers[n % OFFICERS], "first_on": day, "last_on": day + timedelta(5)}
        for n, day in enumerate(days)
    )
    _create(Leave, leave)


def _services(made: Team, locations: list[str]) -> None:
    from careplace.casework.assurance.models import Service
    from careplace.casework.assurance.planning.models import ServiceDistrict
    from careplace.casework.assurance.proof.models import Contract

    ids = locations[:SERVICES] + [""] * (SERVICES - len(locations))
    rows = ({"name": f"House {n:03d}", "location_id": id} for n, id in enumerate(ids))
    made.services = _create(Service, rows, kind="care_home")
    made.noted(made.services, ["add"], lambda _: FIRST)
    _create(Contract, ({"service": s} for s in made.services), began_on=FIRST, source="Register")
    districts = ({"service": s, "district": f"District {n % 8}"} for n, s in enumerate(made.services))
    _create(ServiceDistrict, districts)


def _visits(made: Team) -> list:
    from tests.casework.assurance.visits.records import whole

    from careplace.casework.assurance.visits.models import Visit
    from careplace.casework.assurance.visits.template import default

    by = {
        "template": default().id,
        "template_version": default().version,
        "record": whole(),
        "kind": "planned",
    }
    rows = (
        {"service": made.services[n % SERVICES], "officer": made.officers[n % OFFICERS], **_visit(n)}
        for n in range(VISITS)
    )
    visits = _create(Visit, rows, **by)
    return made.noted(visits, ("plan", "start", "send-draft", "finalise"), lambda v: v.planned_on)


def _visit(number: int) -> dict[str, Any]:
    """A final visit; of the last, some in each state under way, a third of them after today."""
    ahead = number - (VISITS - UNDER_WAY)
    if ahead < 0:
        day = _day(number, VISITS)
        final = {"final_on": day + timedelta(35), "draft_sent_on": day + timedelta(14), "grade": "good"}
        return {"state": "final", "planned_on": day, "visited_on": day, **final}
    state = ("planned", "recording", "accuracy", "review")[ahead % 4]
    day = TODAY + timedelta(days=(ahead // 4) - 15 if state == "planned" else -20)
    dates = {"visited_on": day} if state != "planned" else {}
    sent = {"draft_sent_on": TODAY - timedelta(days=ahead % 20)} if state in ("accuracy", "review") else {}
    return {"state": state, "planned_on": day, **dates, **sent}


def _actions(made: Team, visits: list) -> None:
    from careplace.casework.assurance.visits.models import Action, Challenge

    rows = ({"visit": visits[n], "service": visits[n].service, **_action(n)} for n in range(ACTIONS))
    actions = _create(Action, rows, asked_by="council", issue="Gaps in records. " * 5, step="Audit them.")
    made.noted(actions, ("propose", "agree", "report-done", "verify"), lambda a: a.due_on - timedelta(60))
    answers = ({"visit": visit, "evidence": "e"} for visit in visits[: VISITS // 2])
    words = {"sentence": "They were complete.", "says": "No.", "decision": "accepted", "reply": "Agreed."}
    _create(Challenge, answers, state="answered", **words)


def _action(number: int) -> dict[str, Any]:
    day, ahead = _day(number, ACTIONS), number - (ACTIONS - OPEN_ACTIONS)
    if ahead < 0:
        return {"state": "verified", "due_on": day, "verified_on": day}
    return {
        "state": ("proposed", "agreed", "done")[ahead % 3],
        "due_on": TODAY + timedelta(days=ahead // 3 - 30),
    }


def _signals(made: Team) -> None:
    from careplace.casework.assurance.models import Signal

    kinds = ("staffing", "safeguarding", "complaint", "compliment")
    rows = (
        {"service": made.services[n * 7 % SERVICES], "kind": kinds[n % 4], "happened_on": _day(n, SIGNALS)}
        | (
            {"state": "open"}
            if n >= SIGNALS - OPEN_SIGNALS
            else {"state": "closed", "outcome": "Spoke to them."}
        )
        for n in range(SIGNALS)
    )
    signals = _create(Signal, rows, source="a nurse", text="Few staff on the night shift. " * 6)
    made.noted(signals, ("add",), lambda s: s.happened_on)


def _cases(made: Team) -> None:
    from careplace.casework.assurance.escalation.ladder import default
    from careplace.casework.assurance.escalation.models import CaseMove, EscalationCase
    from careplace.casework.assurance.overrides.models import Override

    ladder, owner = default(), made.officers[0]
    by = {"level": ladder.levels[1].key, "placements": "open", "owner": owner, "reason": "Staffing. " * 20}
    by |= {"ladder": ladder.id, "ladder_version": ladder.version}
    rows = ({"service": made.services[n % SERVICES], **_case(n)} for n in range(OPEN_CASES + CLOSED_CASES))
    cases = _create(EscalationCase, rows, **by)
    moves = (
        {"case": case, "action": action, "moved_on": case.opened_on + timedelta(days=20 * n)}
        for case in cases
        for n, action in enumerate(("open", "review", "review", "close" if case.closed_on else "review"))
    )
    words = {
        "before": ladder.levels[0].key,
        "after": ladder.levels[1].key,
        "owner": owner,
        "reason": "Staffing.",
    }
    made.noted(_create(CaseMove, moves, **words), ["move"], lambda m: m.moved_on)
    spells = ({"service": made.services[n % SERVICES], "since": _day(n, 1000)} for n in range(1000))
    ended = {
        "band": "high",
        "until": TODAY,
        "decided_by": owner,
        "reason": "A new manager.",
        "end_reason": "Seen.",
    }
    _create(Override, spells, state="ended", **ended)


def _case(number: int) -> dict[str, Any]:
    if number < OPEN_CASES:
        since = TODAY - timedelta(days=90)
        return {
            "state": "open",
            "opened_on": since,
            "moved_on": since,
            "review_on": TODAY + timedelta(number - 9),
        }
    day = _day(number - OPEN_CASES, CLOSED_CASES + 40)
    return {"state": "closed", "opened_on": day, "moved_on": day, "closed_on": day + timedelta(60)}


def _campaigns(made: Team) -> None:
    """Sites and months of the campaigns among the samples, so that the page of each is as large as any."""
    from careplace.casework.assurance.campaigns.models import Campaign, CampaignSite, Measurement

    months = [date(FIRST.year + 5 + n // 12, 1 + n % 12, 1) for n in range(MONTHS)]
    for campaign in made.samples.of(Campaign)[:CAMPAIGNS]:
        rows = ({"campaign": campaign, "service": service} for service in made.services[:SITES])
        sites = _create(CampaignSite, rows, role="pilot", starts_in=months[MONTHS // 2])
        made.noted(sites, ["add"], lambda _: FIRST)
        counts = ({"site": s, "month": m, "numerator": 5, "denominator": 40} for s in sites for m in months)
        made.noted(_create(Measurement, counts), ["enter"], lambda m: m.month)


def _meetings(made: Team) -> None:
    from careplace.casework.assurance.panels.models import Decision, Item, Meeting

    days = ({"held_on": _day(n, MEETINGS)} for n in range(MEETINGS))
    meetings = _create(Meeting, days, state="final", chair=made.officers[0])
    words = {
        "title": "Review of the level",
        "why": "Its review is due.",
        "minutes": "The manager spoke. " * 20,
    }
    rows = (
        {"meeting": meeting, "service": made.services[n]}
        for meeting in [*made.samples.of(Meeting), *meetings]
        for n in range(ITEMS)
    )
    items = _create(Item, rows, **words)
    decisions = ({"item": item, "decided_on": TODAY} for item in items)
    _create(Decision, decisions, text="The level stays.", deciders=[str(made.officers[0].pk)])


def record_events(changes: list[tuple[Any, str, date]]) -> None:
    """The next events of the chain, the earliest first; the first of a record has all its fields."""
    from careplace.casework.audit.models import Event, Head, PersonalText

    head = Head.objects.get(place=PLACE)
    events, texts = [], []
    for event, of_event in _events(sorted(changes, key=lambda change: change[2]), head):
        events.append(event)
        texts += of_event
    Event.objects.bulk_create(events, batch_size=BATCH)
    PersonalText.objects.bulk_create(texts, batch_size=BATCH)
    _raise_head(events)


def _raise_head(events: list) -> None:
    """The database lets the count of events only go up by one.

    A transaction for each batch: PostgreSQL keeps every version of a row until its transaction ends, and looks at them all,
    so that 150,000 in one transaction took more than half an hour.
    """
    from django.db import connection, transaction

    raised = "update audit_head set count = %s, digest = %s where place = %s"
    heads = [(event.number, event.digest, event.place) for event in events]
    for start in range(0, len(heads), BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(raised, heads[start : start + BATCH])


def _events(changes: list[tuple[Any, str, date]], head: Any) -> Iterator[tuple[Any, list]]:
    from careplace.casework.audit.digests import canonical, digest_of, salted, without_texts
    from careplace.casework.audit.models import Event, PersonalText

    seen: set[Any] = set()
    for record, action, day in changes:
        after = {"state": action} if record.pk in seen else record.values()
        seen.add(record.pk)
        texts = [
            PersonalText(side="after", field=name, salt=secrets.token_hex(32), text=canonical(after[name]))
            for name in sorted(set(record.PERSONAL) & set(after))
        ]
        hidden = canonical(without_texts(after, {text.field: salted(text.salt, text.text) for text in texts}))
        event = Event(
            place=PLACE, number=head.count + 1, at=datetime.combine(day, time(12), tzinfo=UTC), person="a benchmark",
            action=action, kind=record.WORKFLOW.kind, record=str(record.pk), before="{}", after=hidden, previous=head.digest,
        )  # fmt: skip
        event.digest = digest_of(event)
        head.count, head.digest = event.number, event.digest
        for text in texts:
            text.event = event
        yield event, texts

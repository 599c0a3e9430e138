"""Records of every kind that a rule of retention is about, and what is noted of them, record by record."""

from datetime import date
from random import Random
from uuid import UUID

from django.db import IntegrityError, transaction
from tests.casework.people import PLACE
from tests.casework.samples import Samples, with_referred

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Item, Meeting, Minutes
from careplace.casework.retention.models import Deletion, Hold
from careplace.casework.retention.rules import default, due_on, is_due, kinds

Key = tuple[str, UUID]
"""Kind and id of a record."""
Note = tuple[str, str, date, str]
"""State of a deletion, the rule, the day from which the record need not be kept, and the name of its service."""

RULES = [rule for rule in default().rules if rule.kind in kinds()]


def ruled() -> list[type]:
    """The kinds that rules are about, after those that they refer to."""
    return with_referred({kinds()[rule.kind] for rule in RULES})


def every_state() -> Samples:
    """A record of each of those kinds in each of its states."""
    samples = Samples(PLACE)
    for model in ruled():
        for state in model.WORKFLOW.states:
            samples.add(model, state)
    return samples


def more(samples: Samples) -> None:
    """Another record in each state from which a rule counts."""
    for rule in RULES:
        for state in rule.states:
            samples.add(kinds()[rule.kind], state)


def spread_over_services(random: Random) -> None:
    """Each record about any one of the services, where the tables allow it: the samples are nearly all about the first."""
    services = list(Service.objects.order_by("pk"))
    for model in ruled():
        if "service" in {field.name for field in model._meta.fields}:
            for record in model.objects.order_by("pk"):
                try:
                    with transaction.atomic():
                        model.objects.filter(pk=record.pk).update(service=random.choice(services))
                except IntegrityError:
                    continue


def slow_about(record) -> set[UUID]:
    """The services of a record, by following each of its relations by itself, with the queries that it takes."""
    if isinstance(record, Service):
        return {record.pk}
    if isinstance(record, Meeting | Minutes):
        meeting = record.pk if isinstance(record, Meeting) else record.meeting_id
        return set(
            Item.objects.filter(meeting=meeting, service__isnull=False).values_list("service", flat=True)
        )
    ids = {getattr(record, "service_id", None)}
    for name in ("visit", "case", "item"):
        if (relation := getattr(type(record), name, None)) and (owner := getattr(record, f"{name}_id")):
            ids.add(relation.get_queryset().get(pk=owner).service_id)
    return ids - {None}


def notes() -> dict[Key, Note]:
    """What is noted now."""
    rows = Deletion.objects.at(PLACE)
    return {(r.subject_kind, r.subject_id): (r.state, r.rule, r.due_on, r.label) for r in rows}


def slow_notes(today: date) -> dict[Key, Note]:
    """What there must be after the timer ran on a day: each record looked at by itself."""
    after, due = notes(), set()
    for rule in RULES:
        for record in kinds()[rule.kind].objects.at(PLACE):
            key, services = (rule.kind, record.pk), slow_about(record)
            if not is_due(record, rule, today) or Hold.objects.filter(service__in=services, state="active"):
                continue
            due.add(key)
            if key not in after or after[key][0] == "withdrawn":
                after[key] = (
                    "due",
                    rule.key,
                    due_on(record, rule),
                    after[key][3] if key in after else _name(services),
                )
    return {
        key: ("withdrawn", *note[1:]) if key not in due and note[0] in ("due", "proposed") else note
        for key, note in after.items()
    }


def _name(services: set[UUID]) -> str:
    names = Service.objects.filter(pk__in=services).values_list("name", flat=True)
    return names[0] if len(services) == 1 else ""

"""The services that records are about: a hold on a service keeps them all."""

from collections.abc import Iterator
from itertools import accumulate
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Item, Meeting, Minutes
from careplace.casework.workflow.records import Record

OWNERS = ("visit", "case", "item")
"""What a record belongs to, which is about a service."""
_AGENDAS = {Meeting: "items", Minutes: "meeting__items"}
"""{kind of record: where the items of its meeting are}"""


def about(record: Record) -> set[UUID]:
    """The ids of the services that a record is about; of a meeting and its minutes, those on its agenda."""
    if isinstance(record, Service):
        return {record.pk}
    if isinstance(record, Meeting | Minutes):
        meeting = record if isinstance(record, Meeting) else record.meeting
        return {item.service_id for item in meeting.items.all() if item.service_id}
    owners = (record, *(getattr(record, name, None) for name in OWNERS))
    return {id for owner in owners if (id := getattr(owner, "service_id", None))}


def with_subjects(records: QuerySet, field: str) -> QuerySet:
    """The same records with everything that `about` reads, and with a field, in a fixed number of queries.

    Args:
        field: the day from which they are kept, of the record or of another ("meeting__held_on"). It is loaded even where it
            is personal, as the last day of somebody's leave is.

    Their other personal texts are not loaded: of ten years they are most of what there is.
    """
    related = dict(_related(records.model, field))
    texts = {f"{path}__{name}" for path, model in related.items() for name in model.PERSONAL}
    rows = records.select_related(*related) if related else records
    if records.model in _AGENDAS:
        items = Item.objects.only("meeting_id", "service_id")
        rows = rows.prefetch_related(Prefetch(_AGENDAS[records.model], items))
    return rows.defer(*{*records.model.PERSONAL, *texts} - {field})


def _related(model: type[Record], field: str) -> Iterator[tuple[str, type[Record]]]:
    """(path, kind) of the owners of records of a kind, and of those through which a field is reached."""
    for owner in {of_model.name for of_model in model._meta.fields} & set(OWNERS):
        yield owner, model._meta.get_field(owner).related_model
    for path in accumulate(field.split("__")[:-1], lambda before, name: f"{before}__{name}"):
        model = model._meta.get_field(path.rpartition("__")[2]).related_model
        yield path, model


def service_names(place: str) -> dict[UUID, str]:
    """{id: name} of every service of a place."""
    return dict(Service.objects.at(place).values_list("pk", "name"))


def label(record: Record, names: dict[UUID, str]) -> str:
    """The name of the service that a record is about; "" where it is about none, or several."""
    services = about(record)
    return names.get(services.pop(), "") if len(services) == 1 else ""

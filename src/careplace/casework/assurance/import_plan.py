"""What a list of services would change, shown before anything is changed; and changing it, all or nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.models import Service
from careplace.casework.import_file import Row, Sheet
from careplace.casework.scope.actor import Actor
from careplace.casework.table_file import FileRefused
from careplace.casework.workflow.actions import changes
from careplace.sources.contract import Problem

COLUMNS = (
    "name",
    "kind",
    "location_id",
    "provider_name",
    "contract_reference",
    "commissioned_places",
    "contacts",
)
REQUIRED = ("name", "kind")


@dataclass(frozen=True)
class Item:
    """A row of the file and what it does: "add", "change" or "same". `number` is the row as a spreadsheet shows it."""

    number: int
    action: str
    values: dict[str, Any]
    service: Service | None = None
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def touched(self) -> list[Any]:
        """The service, as it is now."""
        return [(str(self.service.pk), self.service.version)] if self.service else []


def plan(sheet: Sheet, place: str) -> list[Item]:
    """What the rows would do to the services of a place, in their order.

    A row is the service with its location ID, else with its contract reference, else with its name.

    Raises:
        FileRefused: with a problem for every cell that is wrong.
    """
    services, items, problems = Known(place), [], []
    for number, row in sheet.numbered():
        values, wrong = _values(row)
        service = services.take(row)
        problems += [sheet.problem(number, column, message) for column, message in wrong]
        problems += services.repeated(sheet, number, service)
        items.append(_item(number, values, service))
    if problems:
        raise FileRefused(problems)
    return items


class Known:
    """The services of a place, found by what a row has of them; each may be meant by one row only."""

    def __init__(self, place: str):
        self.rows_by_service: dict[Any, list[int]] = {}
        services = list(Service.objects.at(place).exclude(state="ended"))
        self.by = {
            column: {
                str(getattr(service, column)).casefold(): service
                for service in services
                if getattr(service, column)
            }
            for column in ("location_id", "contract_reference", "name")
        }

    def take(self, row: Row) -> Service | None:
        """The service that a row means."""
        for column, services in self.by.items():
            if service := services.get(row.get(column, "").casefold()):
                return service
        return None

    def repeated(self, sheet: Sheet, number: int, service: Service | None) -> Iterator[Problem]:
        """A problem where an earlier row means the same service."""
        rows = self.rows_by_service.setdefault(service.pk, []) if service else []
        if rows:
            content = f"{service}: the same service as row {rows[0]}"
            yield sheet.problem(number, "", "each service once", content)
        rows.append(number)


def _values(row: Row) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The fields of a row, and (column, what is expected) of each that is wrong."""
    values: dict[str, Any] = {column: row[column] for column in COLUMNS if column in row}
    words = {text.casefold(): key for key, text in service_kinds().items()}
    values["kind"] = words.get(values["kind"].casefold(), values["kind"])
    wrong: list[tuple[str, str]] = []
    if "commissioned_places" in values:
        text = values["commissioned_places"]
        values["commissioned_places"] = int(text) if text.isascii() and text.isdigit() else None
        if text and values["commissioned_places"] is None:
            wrong.append(("commissioned_places", "a whole number, or nothing"))
    return values, wrong + _wrong_fields(values)


def _wrong_fields(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    service = Service(**values, place="E00000000", state="active")
    try:
        service.clean_fields(exclude=["id"])
    except ValidationError as error:
        kinds = f" ({', '.join(service_kinds().values())})"
        return [
            (column, f"{' '.join(messages)}{kinds if column == 'kind' else ''}")
            for column, messages in error.message_dict.items()
        ]
    return []


def _item(number: int, values: dict[str, Any], service: Service | None) -> Item:
    if service is None:
        return Item(number, "add", values)
    differences = {
        column: (getattr(service, column), value)
        for column, value in values.items()
        if getattr(service, column) != value
    }
    return Item(number, "change" if differences else "same", values, service, differences)


def carry_out(actor: Actor, items: list[Item], locations: Mapping[int, str]) -> int:
    """Do what the items say, all or nothing; gives how many services were added or changed.

    Args:
        locations: {row: CQC's location ID} that a person confirmed for rows without one.

    Raises:
        Conflict: where a service was changed since the plan was made.
        ValidationError, NotAllowed: as for a single change.
    """
    actor.check("services.import")
    with changes(actor) as at_once:
        at_once.add_all([Service(**_chosen(item, locations)) for item in items if item.action == "add"])
        for item in items:
            if item.service and item.action == "change":
                values = _chosen(item, locations)
                at_once.change(Service, item.service.pk, "edit", values, item.service.version)
    return sum(item.action != "same" for item in items)


def _chosen(item: Item, locations: Mapping[int, str]) -> dict[str, Any]:
    """The fields of an item, with the location that a person confirmed for it."""
    location = locations.get(item.number)
    return item.values | ({"location_id": location} if location else {})

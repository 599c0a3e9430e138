"""A row of a file of signals, and what it does."""

from dataclasses import dataclass
from typing import Any

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.signal_files.identity import digest

ACTIONS = ("add", "ask", "same", "differs")


@dataclass(frozen=True)
class Item:
    """A row and what it does; `number` is the row as a spreadsheet shows it.

    "add" adds a signal, "ask" does once a person has chosen which of the services it is about, "same" is there already,
    and "differs" has the reference of a signal with other content, which an import does not change.
    """

    number: int
    action: str
    values: dict[str, Any]
    reference: str
    services: tuple[Service, ...]
    question: int = 0
    """The first row that names its service in the same words: the answer is for all of them."""
    signal: Signal | None = None
    """The signal that it is already, or whose reference it has."""
    same_row: int = 0
    """The earlier row of the file that it repeats."""

    @property
    def content(self) -> tuple[Any, Any, Any]:
        """Kind, day and text: with the service, what a row without a reference is known by."""
        return self.values["kind"], self.values["happened_on"], self.values["text"]

    @property
    def key(self) -> str:
        """What it is known by: its reference, else a digest of service, kind, day and text."""
        return self.reference or digest(self.services[0].pk, *self.content)

    def is_signal(self, signal: Signal) -> bool:
        """Whether a signal has the content of the row, about one of its services."""
        content = (signal.kind, signal.happened_on, signal.text)
        about = signal.service_id in {service.pk for service in self.services}
        return about and digest(signal.service_id, *content) == digest(signal.service_id, *self.content)

    def touched(self) -> list[Any]:
        """The services that it may be about, and the signal that it is."""
        services = [(str(service.pk), service.version) for service in self.services]
        return [services, str(self.signal.pk) if self.signal else ""]

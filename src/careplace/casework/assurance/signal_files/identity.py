"""Which signals are there already: by the reference of a row, else by service, kind, day and text."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from careplace.casework.assurance.models import Signal
from careplace.casework.assurance.signal_files.models import SignalReference
from careplace.casework.audit.digests import digest_of_value
from careplace.casework.import_file import without_apostrophe


def digest(service: UUID, kind: str, day: date, text: str) -> str:
    """The same for signals of one service, kind and day with one text; spaces and ends of lines do not matter.

    A workbook writes ends of lines in another way than a form, and our own download puts an apostrophe before a formula.
    """
    plain = without_apostrophe(" ".join(text.split()))
    return digest_of_value([str(service), kind, day.isoformat(), plain])


class Signals:
    """The signals of a place that the rows of a file may be."""

    def __init__(self, place: str, references: Iterable[str], days: Collection[date]):
        noted = (
            SignalReference.objects.at(place).filter(reference__in=set(references)).select_related("signal")
        )
        self.by_reference: dict[str, Signal] = {row.reference: row.signal for row in noted}
        rows = Signal.objects.at(place).order_by("-created_at", "-id") if days else Signal.objects.none()
        if days:
            rows = rows.filter(happened_on__range=(min(days), max(days)))
        self.by_digest: dict[str, Signal] = {
            digest(row.service_id, row.kind, row.happened_on, row.text): row for row in rows
        }

    def with_content(self, service: UUID, kind: str, day: date, text: str) -> Signal | None:
        """The signal of a service with this kind, day and text."""
        return self.by_digest.get(digest(service, kind, day, text))

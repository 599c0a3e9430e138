"""The signals of a place as rows that the import takes back, and adds nothing."""

from collections.abc import Iterator

from careplace.casework.assurance.models import Signal, signals_for
from careplace.casework.scope.actor import Actor
from careplace.publish.opendata import spreadsheet_safe_text


def export_rows(actor: Actor) -> Iterator[list[str]]:
    """The signals that the actor may read, the latest first, in the columns of an import, safe for spreadsheets."""
    rows = signals_for(actor).select_related("service", "reference")
    for signal in rows.iterator(chunk_size=500):
        yield [spreadsheet_safe_text(text) for text in _texts(signal)]


def _texts(signal: Signal) -> list[str]:
    service = signal.service
    reference = signal.reference.reference if hasattr(signal, "reference") else ""
    return [
        *(service.location_id, service.contract_reference, service.name),
        *(signal.kind_words, signal.happened_on.isoformat(), signal.source, signal.text, signal.sensitivity),
        reference,
    ]

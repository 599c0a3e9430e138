"""A visit's record as JSON: what a form or a device sends, checked before it is kept.

{"evidence": [{"id": …, "kind": …, "text": …, "standards": [key, …]}], "grades": {key: grade},
"not_looked_at": {key: reason}}
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from pydantic import Field, ValidationError

from careplace.casework.assurance.visits.record import Evidence, Kind, VisitRecord
from careplace.casework.data_file import Entry, Key, Words

MOST_EVIDENCE, LONGEST_TEXT = 500, 10_000


class EvidenceEntry(Entry):
    """A piece of evidence. `id` is a UUID that the device or the form made."""

    id: str = Field(pattern=r"^[0-9a-f-]{36}$")
    kind: Kind
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    standards: tuple[Key, ...] = Field(default=(), max_length=60)


class RecordEntry(Entry):
    """The whole record."""

    evidence: tuple[EvidenceEntry, ...] = Field(default=(), max_length=MOST_EVIDENCE)
    grades: dict[Key, Key] = Field(default_factory=dict)
    not_looked_at: dict[Key, Words] = Field(default_factory=dict)


def check_record(value: Any) -> None:
    """Raises Django's ValidationError for what is no record, a message for each fault."""
    try:
        entry = RecordEntry.model_validate(value)
    except ValidationError as error:
        raise FieldError([_message(fault) for fault in error.errors()]) from error
    ids = [piece.id for piece in entry.evidence]
    if len(ids) != len(set(ids)):
        raise FieldError("Two pieces of evidence have the same id.")


def visit_record(value: Mapping[str, Any]) -> VisitRecord:
    """The record of a value that `check_record` lets pass."""
    entry = RecordEntry.model_validate(value)
    pieces = (Evidence(e.id, e.kind, e.text, frozenset(e.standards)) for e in entry.evidence)
    return VisitRecord(tuple(pieces), dict(entry.grades), dict(entry.not_looked_at))


def _message(fault: Any) -> str:
    return f"{'.'.join(str(part) for part in fault['loc']) or 'record'}: {fault['msg']}"

"""Deleting a record: its personal texts and those of its history are erased, what must stay stays, and there is proof."""

from typing import Any

from django.db import models

from careplace.casework.audit.chain import Chain
from careplace.casework.audit.erasure import erase
from careplace.casework.retention.rules import Rule
from careplace.casework.workflow.records import Record

ERASED = "(erased)"


def delete_record(chain: Chain, record: Record, rule: Rule) -> int:
    """Erase a record's texts, or the whole record, by a rule, with its events.

    Returns:
        how many texts of its history were erased.
    """
    kind, id = record.WORKFLOW.kind, str(record.pk)
    count = erase(chain, kind, id, f"rule of retention: {rule.key}")
    if rule.erases == "record":
        record.delete()
    else:
        _empty(record)
    chain.append(
        f"erase-{rule.erases}", (kind, id), {}, {"fields": sorted(record.PERSONAL), "basis": rule.basis}
    )
    return count


def _empty(record: Record) -> None:
    for name in record.PERSONAL:
        setattr(record, name, _erased(record._meta.get_field(name), getattr(record, name)))
    record.version += 1  # A form that is open does not write the texts again.
    record.save()


def _erased(field: Any, value: Any) -> Any:
    """What is in the place of a value: a word where there was a text, since an empty one would say that there was none.

    Raises:
        TypeError: for a field that cannot be emptied: records of its kind are deleted whole.
    """
    if value in (None, "", {}):
        return value
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.CharField | models.TextField):
        return ERASED
    raise TypeError(f"{field.name} cannot be emptied")

"""Erasing personal texts from the audit, as data protection law may ask, without breaking a chain."""

from django.db.models import QuerySet
from django.utils import timezone

from careplace.casework.audit.chain import Chain
from careplace.casework.audit.models import PersonalText


def texts_of(place: str, kind: str, record: str) -> QuerySet:
    """The personal texts of a record's events that are still there."""
    return PersonalText.objects.filter(
        event__place=place, event__kind=kind, event__record=record, erased_at=None
    )


def erase(chain: Chain, kind: str, record: str, reason: str) -> int:
    """Erase the personal texts of a record from the chain's history, and record that it was done.

    Args:
        reason: why, without naming the person: it stays.

    Returns:
        how many texts were erased.
    """
    count = texts_of(chain.place, kind, record).update(salt="", text="", erased_at=timezone.now())
    chain.append("erase-history", (kind, record), {}, {"texts": count, "reason": reason})
    return int(count)

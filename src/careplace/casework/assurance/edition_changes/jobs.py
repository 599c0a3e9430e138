"""What the timer does with a new edition."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from careplace.casework.assurance.edition_changes.note import note_at_every_place
from careplace.casework.edition_reader import NoEdition
from careplace.casework.tick.registry import job


@job("new-edition", "Notes as signals what the current edition changes about the services of every place.")
def note_edition(now: datetime) -> int:
    """How many were noted; none where no edition can be read."""
    try:
        return sum(note_at_every_place(settings.CAREPLACE.home, timezone.localdate(now)).values())
    except NoEdition:
        return 0

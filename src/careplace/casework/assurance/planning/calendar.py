"""The calendar of a person's visits for calendar programs: a key that the person can revoke, and the file."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from careplace.casework.assurance.planning.models import CalendarKey
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.chain import Chain, locked_chain
from careplace.casework.scope.actor import Actor, actor_at

PAST = timedelta(days=60)
"""How long a visit stays in the file after its day."""


def new_key(actor: Actor) -> str:
    """A key of the actor's calendar at the place. It is shown once; the one before it stops working."""
    key = secrets.token_urlsafe(32)
    with locked_chain(actor.place, actor.person) as chain:
        _revoke(chain)
        row = CalendarKey.objects.create(user_id=actor.person, place=actor.place, digest=_digest(key))
        chain.append("make", ("calendar-key", str(row.pk)), {}, {"user": actor.person})
    return key


def revoke_key(actor: Actor) -> bool:
    """Stop the actor's calendar at the place; whether there was one."""
    with locked_chain(actor.place, actor.person) as chain:
        return _revoke(chain)


def current_key(actor: Actor) -> CalendarKey | None:
    """The key that works now; None without one."""
    return CalendarKey.objects.filter(user_id=actor.person, place=actor.place, revoked_at=None).first()


def _revoke(chain: Chain) -> bool:
    row = CalendarKey.objects.filter(user_id=chain.person, place=chain.place, revoked_at=None).first()
    if row is None:
        return False
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    chain.append("revoke", ("calendar-key", str(row.pk)), {}, {"user": chain.person})
    return True


def owner_of(key: str) -> Actor | None:
    """Whose calendar a key opens; None for one that never was, was revoked, or whose owner may not read visits any more."""
    row = CalendarKey.objects.filter(digest=_digest(key), revoked_at=None).select_related("user").first()
    actor = actor_at(row.user, row.place) if row is not None and row.user.is_active else None
    return actor if actor is not None and actor.may("visits.read") else None


def calendar_file(actor: Actor, address: Callable[[Visit], str]) -> bytes:
    """The visits of a person, planned and under way, as iCalendar (RFC 5545).

    It has the name of the service and the day, and nothing that anybody wrote: the file is on other people's servers.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Careplace//Casework//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Careplace visits")
    for visit in _visits(actor):
        calendar.add_component(_event(visit, address(visit)))
    return bytes(calendar.to_ical())


def _visits(actor: Actor) -> Iterable[Visit]:
    since = timezone.localdate() - PAST
    rows = Visit.objects.at(actor.place).filter(officer=actor.person, planned_on__gte=since)
    return rows.select_related("service").defer("record")


def _event(visit: Visit, address: str) -> Event:
    event, on = Event(), visit.visited_on or visit.planned_on
    event.add("uid", f"{visit.pk}@careplace")
    event.add("dtstamp", visit.changed_at)
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("sequence", visit.version)
    event.add("summary", f"Visit: {visit.service.name}")
    event.add("status", "CANCELLED" if visit.state == "cancelled" else "CONFIRMED")
    event.add("url", address)
    return event


def _digest(key: str) -> str:
    """256 random bits need no salt and no slow hash: nobody guesses them."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()

"""The mail of a working day: one for a person at most, about all places where they have a role, and none without need."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby

from django.conf import settings
from django.utils import timezone
from jinja2 import Environment, StrictUndefined, Template

from careplace.casework import edition_reader
from careplace.casework.clocks import is_working_day
from careplace.casework.digest.models import DigestChoice, DigestDay
from careplace.casework.digest.sources import Recipient, Reminder, reminders_at
from careplace.casework.mailing import send_to_member
from careplace.casework.scope.actor import Actor
from careplace.casework.scope.models import Membership
from careplace.publish.wording import day as day_words

FROM_HOUR = 6
"""Local time from which mails of the day leave."""
MOST = 20
"""Reminders of a place in a mail; the page has the rest."""


@dataclass(frozen=True)
class Section:
    """What needs a person at a place."""

    place: str
    name: str
    address: str
    reminders: list[Reminder]
    more: int


def queue_digests(now: datetime) -> int:
    """Queue the mails of a day that were not decided yet; how many were queued. It sends none on a day without work."""
    local = timezone.localtime(now)
    if not is_working_day(local.date()) or local.hour < FROM_HOUR:
        return 0
    today = local.date()
    decided = set(DigestDay.objects.filter(day=today).values_list("user_id", flat=True))
    actors = [actor for actor in _actors() if _user(actor) not in {str(user) for user in decided}]
    waiting = {place: reminders_at(place, today) for place in {actor.place for actor in actors}}
    by_person = groupby(sorted(actors, key=_order), key=_user)
    return sum(_queue(person, list(of_person), waiting, today) for person, of_person in by_person)


def own_reminders(actor: Actor, today: date, people: Mapping[str, Recipient] | None = None) -> list[Reminder]:
    """What needs a person at a place; `people` as for `reminders_at`."""
    return [reminder for reminder in reminders_at(actor.place, today, people) if reminder.is_for(actor)]


def _actors() -> list[Actor]:
    """Every person at every place where they have a role and want mails."""
    rows = Membership.objects.current().filter(user__is_active=True).values_list("user_id", "place", "role")
    off = set(DigestChoice.objects.filter(state="off").values_list("user_id", "place"))
    roles: dict[tuple[str, str], set[str]] = {}
    for user, place, role in rows:
        if (user, place) not in off:
            roles.setdefault((str(user), place), set()).add(role)
    return [Actor(user, place, frozenset(keys)) for (user, place), keys in roles.items()]


def _user(actor: Actor) -> str:
    return actor.person


def _order(actor: Actor) -> tuple[str, str]:
    return actor.person, actor.place


def _queue(person: str, actors: list[Actor], waiting: Mapping[str, list[Reminder]], today: date) -> int:
    own = {actor.place: [r for r in waiting[actor.place] if r.is_for(actor)] for actor in actors}
    sections = [_section(place, reminders) for place, reminders in own.items() if reminders]
    count = sum(map(len, own.values()))
    DigestDay.objects.create(user_id=person, day=today, reminders=count)
    if sections:
        send_to_member.enqueue(
            person, [section.place for section in sections], _subject(count), mail_text(sections, today)
        )
    return len(sections[:1])


def _subject(count: int) -> str:
    return f"Careplace: {count} {'thing needs' if count == 1 else 'things need'} you"


def _section(place: str, reminders: list[Reminder]) -> Section:
    name = edition_reader.place_name(settings.CAREPLACE.home, place)
    address = f"{settings.SITE_ADDRESS}/places/{place}/reminders/"
    return Section(place, name, address, reminders[:MOST], len(reminders[MOST:]))


def mail_text(sections: list[Section], today: date) -> str:
    """The text of a person's mail."""
    return _template().render(sections=sections, today=day_words(today))


@cache
def _template() -> Template:
    text = (files(__package__) / "mail.txt.jinja").read_text(encoding="utf-8")
    # A mail of plain text: nothing is escaped in it.
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    return environment.from_string(text)

"""What needs people: each application registers sources of reminders, in a module `reminders.py` next to its `apps.py`.

A source takes a place and a day, and yields reminders. A reminder has no text that anybody wrote about a person: it is
mailed.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils.module_loading import autodiscover_modules

from careplace.casework.digest.models import DigestChoice
from careplace.casework.scope.actor import Actor
from careplace.casework.scope.models import Membership


class Turn(StrEnum):
    """Who has to do the next step."""

    OURS = "ours"
    PROVIDER = "the provider’s"


@dataclass(frozen=True)
class Reminder:
    """Something that needs a person.

    Args:
        sentence: what, with the service and the day.
        page: the name of the page where it is done, and the id in its address ("" for none).
        person: the id of who it is for; "" for everybody with one of `roles`.
        roles: who may do it. A person without any of them is not reminded; where there are none, anybody may.
        due_on: the day that it is, or was, due.
        turn: who has to do the next step; None where nobody waits.
    """

    sentence: str
    page: tuple[str, str]
    person: str = ""
    roles: frozenset[str] = frozenset()
    due_on: date | None = None
    turn: Turn | None = None

    def is_for(self, actor: Actor) -> bool:
        """Whether it is this person's."""
        return self.person == actor.person if self.person else bool(self.roles & actor.roles)

    def may_be_of(self, roles: Collection[str]) -> bool:
        """Whether its person, who has these roles, may do it."""
        return bool(self.roles & set(roles)) if self.roles else bool(roles)


Source = Callable[[str, date], Iterable[Reminder]]
_sources: dict[str, Source] = {}


def reminders(name: str) -> Callable[[Source], Source]:
    """Register a function as a source of reminders.

    Raises:
        ValueError: for a name that another source has.
    """

    def register(source: Source) -> Source:
        if name in _sources:
            raise ValueError(f"two sources of reminders have the name {name!r}")
        _sources[name] = source
        return source

    return register


@dataclass(frozen=True)
class Recipient:
    """A person of a place: their roles there, and whether they get the daily mail about it."""

    roles: frozenset[str] = frozenset()
    wants_mail: bool = True


def recipients(place: str) -> dict[str, Recipient]:
    """{id of a person: what they get}, of everybody with a current role at a place."""
    off = DigestChoice.objects.at(place).filter(state="off", user=OuterRef("user"))
    members = Membership.objects.current().filter(place=place, user__is_active=True).annotate(off=Exists(off))
    roles: dict[str, set[str]] = defaultdict(set)
    without_mail = set()
    for user, role, is_off in members.values_list("user_id", "role", "off"):
        roles[str(user)].add(role)
        without_mail |= {str(user)} if is_off else set()
    return {id: Recipient(frozenset(keys), id not in without_mail) for id, keys in roles.items()}


def reminders_at(place: str, today: date, people: Mapping[str, Recipient] | None = None) -> list[Reminder]:
    """Everything that needs somebody at a place: what is overdue first, then by day.

    Args:
        people: those of `recipients`, where they were read already.
    """
    autodiscover_modules("reminders")
    members = recipients(place) if people is None else people
    nobody = Recipient()
    collected = [
        reminder
        if not reminder.person or reminder.may_be_of(members.get(reminder.person, nobody).roles)
        else _for_managers(reminder)
        for name in sorted(_sources)
        for reminder in _sources[name](place, today)
    ]
    return sorted(collected, key=lambda reminder: (reminder.due_on or date.max, reminder.sentence))


def _for_managers(reminder: Reminder) -> Reminder:
    """The work of a person who left, or has another role now, needs somebody all the same."""
    return replace(reminder, person="", roles=frozenset(("team_manager",)))

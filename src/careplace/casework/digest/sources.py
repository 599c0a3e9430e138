"""What needs people: each application registers sources of reminders, in a module `reminders.py` next to its `apps.py`.

A source takes a place and a day, and yields reminders. A reminder has no text that anybody wrote about a person: it is
mailed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.module_loading import autodiscover_modules

from careplace.casework.scope.actor import Actor
from careplace.casework.scope.models import Membership

Delay = Literal["team", "provider", ""]


@dataclass(frozen=True)
class Reminder:
    """Something that needs a person.

    Args:
        sentence: what, with the service and the day.
        page: the name of the page where it is done, and the id in its address ("" for none).
        person: the id of who it is for; "" for everybody with one of `roles`.
        due_on: the day that it is, or was, due.
        delay: who is late, or will be: the team or the provider; "" where nobody waits.
    """

    sentence: str
    page: tuple[str, str]
    person: str = ""
    roles: frozenset[str] = frozenset()
    due_on: date | None = None
    delay: Delay = ""

    def is_for(self, actor: Actor) -> bool:
        """Whether it is this person's."""
        return self.person == actor.person if self.person else bool(self.roles & actor.roles)


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


def reminders_at(place: str, today: date) -> list[Reminder]:
    """Everything that needs somebody at a place: what is overdue first, then by day."""
    autodiscover_modules("reminders")
    members = _members(place)
    collected = [
        reminder if not reminder.person or reminder.person in members else _for_managers(reminder)
        for name in sorted(_sources)
        for reminder in _sources[name](place, today)
    ]
    return sorted(collected, key=lambda reminder: (reminder.due_on or date.max, reminder.sentence))


def _members(place: str) -> set[str]:
    users = (
        Membership.objects.current()
        .filter(place=place, user__is_active=True)
        .values_list("user_id", flat=True)
    )
    return {str(user) for user in users}


def _for_managers(reminder: Reminder) -> Reminder:
    """The work of a person who left needs somebody all the same."""
    return replace(reminder, person="", roles=frozenset(("team_manager",)))

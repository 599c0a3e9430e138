"""What colleagues change about a person's visits."""

from collections.abc import Iterable

from careplace.casework.assurance.states import OFFICERS
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.digest.sources import Reminder


def changed_visits(visits: Iterable[Visit], changes: Iterable[tuple[str, str]]) -> Iterable[Reminder]:
    """Of some visits, those that colleagues of their officer changed.

    Args:
        changes: (id of a visit, who changed it).
    """
    people: dict[str, set[str]] = {}
    for record, person in changes:
        people.setdefault(record, set()).add(person)
    changed: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.officer_id and people.get(str(visit.pk), set()) - {str(visit.officer_id)}:
            changed.setdefault(str(visit.officer_id), []).append(visit)
    return [_of_changed(person, of_person) for person, of_person in changed.items()]


def _of_changed(person: str, visits: list[Visit]) -> Reminder:
    """One reminder however many they are: a manager who accepts a plan changes dozens at once."""
    if len(visits) > 1:
        sentence = f"Colleagues planned or changed {len(visits)} of your visits."
        return Reminder(sentence, ("calendar", ""), person, OFFICERS)
    sentence = f"{visits[0].service.name}: a colleague planned or changed your visit."
    return Reminder(sentence, ("visit", str(visits[0].pk)), person, OFFICERS)

"""What the plan needs of managers: visits on days on which their officer is away."""

from collections.abc import Iterable
from datetime import date

from careplace.casework.assurance.planning.models import Leave
from careplace.casework.assurance.states import MANAGERS
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.digest.sources import Reminder, reminders
from careplace.publish.wording import day


@reminders("visits-in-leave")
def of_leave(place: str, today: date) -> Iterable[Reminder]:
    """Planned visits that nobody will make, unless they move."""
    leave: dict[object, list[Leave]] = {}
    for record in Leave.objects.at(place).filter(state="entered", last_on__gte=today):
        leave.setdefault(record.officer_id, []).append(record)
    rows = Visit.objects.at(place).filter(state="planned", officer__in=leave, planned_on__gte=today)
    for visit in rows.select_related("service").defer("record"):
        if any(record.first_on <= visit.planned_on <= record.last_on for record in leave[visit.officer_id]):
            sentence = f"{visit.service.name}: a visit is planned for {day(visit.planned_on)}, and its officer is away."
            yield Reminder(sentence, ("planning", ""), "", MANAGERS, visit.planned_on, "team")

"""What the plan needs of managers: visits on days on which their officer is away."""

from collections.abc import Iterable

from careplace.casework.assurance.reminder_records import ReminderRecords
from careplace.casework.assurance.states import MANAGERS
from careplace.casework.digest.sources import Reminder, Turn
from careplace.publish.wording import day


def of_leave(records: ReminderRecords) -> Iterable[Reminder]:
    """Planned visits that nobody will make, unless they move."""
    for visit in records.unfinished.visits:
        if visit.state == "planned" and visit.officer_away and visit.planned_on >= records.today:
            sentence = f"{visit.service.name}: a visit is planned for {day(visit.planned_on)}, and its officer is away."
            yield Reminder(sentence, ("planning", ""), "", MANAGERS, visit.planned_on, Turn.OURS)

"""What the plan needs of managers: visits on days on which their officer is away."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from careplace.casework.assurance.planning.models import Leave
from careplace.casework.assurance.states import MANAGERS
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.digest.sources import Reminder, Turn, reminders
from careplace.publish.wording import day


@reminders("visits-in-leave")
def of_leave(place: str, today: date) -> Iterable[Reminder]:
    """Planned visits that nobody will make, unless they move."""
    days = {"first_on__lte": OuterRef("planned_on"), "last_on__gte": OuterRef("planned_on")}
    leave = Leave.objects.at(place).filter(state="entered", officer=OuterRef("officer"), **days)
    rows = Visit.objects.at(place).filter(Exists(leave), state="planned", planned_on__gte=today)
    for name, planned_on in rows.values_list("service__name", "planned_on"):
        sentence = f"{name}: a visit is planned for {day(planned_on)}, and its officer is away."
        yield Reminder(sentence, ("planning", ""), "", MANAGERS, planned_on, Turn.OURS)

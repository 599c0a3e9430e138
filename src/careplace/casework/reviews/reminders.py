"""Documents that reviews asked for and days of their timetables, for the people of their teams and nobody else.

A sentence names neither the review nor the document: it is mailed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import CharField, QuerySet, Value

from careplace.casework.digest.sources import Reminder, Turn, reminders
from careplace.casework.reviews.changes import UNFINISHED
from careplace.casework.reviews.models import Milestone, Request
from careplace.casework.scope.people import people_with
from careplace.publish.wording import day

SOON = timedelta(days=3)
PAGES: dict[type, str] = {Request: "review-requests", Milestone: "review-timetable"}
DUE = {
    "review-requests": "A document that a review asked for",
    "review-timetable": "Something in the timetable of a review",
}
"""{page: what is due there}"""


@reminders("reviews")
def of_reviews(place: str, today: date) -> Iterable[Reminder]:
    """Documents, and days of a timetable, that are near or over, in one query."""
    for page, review, due_on, person in _days(Request, place, today).union(
        _days(Milestone, place, today), all=True
    ):
        late = due_on < today
        sentence = f"{DUE[page]} {'was' if late else 'is'} due on {day(due_on)}."
        turn = Turn.OURS if late else None
        yield Reminder(sentence, (page, str(review)), str(person), due_on=due_on, turn=turn)


def _days(model: type[Request | Milestone], place: str, today: date) -> QuerySet:
    """(page, review, day, member of its team) of what is near or over.

    Of the team only people who have a role in reviews still: the work of others goes to a manager outside.
    """
    present = people_with(place, "reviews.write").filter(is_active=True).values("pk")
    rows = model.objects.at(place).filter(
        state="open",
        due_on__lte=today + SOON,
        review__state__in=UNFINISHED,
        review__members__state="member",
        review__members__person_id__in=present,
    )
    page = Value(PAGES[model], output_field=CharField())
    # Without an order: SQLite refuses one in a part of a union.
    fields = ("review_id", "due_on", "review__members__person_id")
    return rows.order_by().annotate(page=page).values_list("page", *fields)

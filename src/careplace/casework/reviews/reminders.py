"""Documents that reviews asked for and days of their timetables, for the people of their teams and nobody else.

A sentence names neither the review nor the document: it is mailed. Other applications add days with `review_days`;
all of them are read in one query.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from django.db.models import CharField, QuerySet, Value

from careplace.casework.digest.sources import Reminder, Turn, reminders
from careplace.casework.reviews.changes import UNFINISHED
from careplace.casework.reviews.models import Milestone, Request
from careplace.casework.scope.people import people_with
from careplace.publish.wording import day

SOON = timedelta(days=3)
Rows = Callable[[str, date], QuerySet]
"""(place, today) → rows of (id of a review, day, id of a member of its team), without an order."""
Remind = Callable[[Reminder, date, date], Reminder | None]
"""(a reminder of a member that says nothing yet, the day of the row, today) → what it says, or None."""


class _Days(NamedTuple):
    rows: Rows
    remind: Remind


_sources: dict[str, _Days] = {}
"""{page: the days of reviews that are looked after there}"""


def review_days(page: str, rows: Rows) -> Callable[[Remind], Remind]:
    """Register what reminds of days of reviews, on a page that takes the id of the review.

    Raises:
        ValueError: for a page that others have.
    """

    def register(remind: Remind) -> Remind:
        if page in _sources:
            raise ValueError(f"two kinds of days of reviews have the page {page!r}")
        _sources[page] = _Days(rows, remind)
        return remind

    return register


@reminders("reviews")
def of_reviews(place: str, today: date) -> Iterable[Reminder]:
    """Everything in reviews that is near or over, in one query."""
    first, *others = (
        # Without an order: SQLite refuses one in a part of a union.
        source.rows(place, today).order_by().annotate(page=Value(page, output_field=CharField()))
        for page, source in _sources.items()
    )
    for review, on, person, page in first.union(*others, all=True):
        empty = Reminder("", (page, str(review)), str(person))
        if reminder := _sources[page].remind(empty, on, today):
            yield reminder


def _days(model: type[Request | Milestone], place: str, today: date) -> QuerySet:
    """What is near or over, for each person of the team."""
    rows = model.objects.at(place).filter(
        state="open",
        due_on__lte=today + SOON,
        review__state__in=UNFINISHED,
        review__members__state="member",
        review__members__person_id__in=present(place),
    )
    return rows.values_list("review_id", "due_on", "review__members__person_id")


def present(place: str) -> QuerySet:
    """The people who have a role in reviews still: of a team only they are reminded, the others' work goes to a manager
    outside."""
    return people_with(place, "reviews.write").filter(is_active=True).values("pk")


def _due(what: str, reminder: Reminder, due_on: date, today: date) -> Reminder:
    late = due_on < today
    sentence = f"{what} {'was' if late else 'is'} due on {day(due_on)}."
    return replace(reminder, sentence=sentence, due_on=due_on, turn=Turn.OURS if late else None)


review_days("review-requests", partial(_days, Request))(partial(_due, "A document that a review asked for"))
review_days("review-timetable", partial(_days, Milestone))(
    partial(_due, "Something in the timetable of a review")
)

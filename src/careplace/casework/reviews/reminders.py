"""Documents that reviews asked for and days of their timetables, for the people of their teams and nobody else.

A sentence names neither the review nor the document: it is mailed.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from careplace.casework.digest.sources import Reminder, Turn, reminders
from careplace.casework.reviews.changes import UNFINISHED
from careplace.casework.reviews.models import Member, Milestone, Request
from careplace.casework.scope.people import people_with
from careplace.publish.wording import day

SOON = timedelta(days=3)


@reminders("reviews")
def of_reviews(place: str, today: date) -> Iterable[Reminder]:
    """Documents, and days of a timetable, that are near or over."""
    people = _people(place)
    yield from _of(Request, "review-requests", "A document that a review asked for", people, place, today)
    yield from _of(
        Milestone, "review-timetable", "Something in the timetable of a review", people, place, today
    )


def _of(
    model: type[Request | Milestone], page: str, what: str, people: dict, place: str, today: date
) -> Iterable[Reminder]:
    rows = model.objects.at(place).filter(state="open", due_on__lte=today + SOON)
    by_review = rows.filter(review__state__in=UNFINISHED).values_list("review_id", "due_on")
    for review, due_on in by_review:
        late = due_on < today
        sentence = f"{what} {'was' if late else 'is'} due on {day(due_on)}."
        for person in people.get(review, ()):
            yield Reminder(
                sentence, (page, str(review)), person, due_on=due_on, turn=Turn.OURS if late else None
            )


def _people(place: str) -> dict:
    """{review: its members}, of people who have a role in reviews still: the work of others goes to a manager outside."""
    present = people_with(place, "reviews.write").filter(is_active=True).values("pk")
    members = Member.objects.at(place).filter(state="member", person_id__in=present)
    teams: dict = {}
    for review, person in members.values_list("review_id", "person_id"):
        teams.setdefault(review, []).append(str(person))
    return teams

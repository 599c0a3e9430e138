"""Texts of reviews that no rule keeps any longer, for the leads of their teams and nobody else; no review is named."""

from collections.abc import Iterable
from datetime import date

from careplace.casework.digest.sources import Reminder, reminders
from careplace.casework.retention.reviews import kept, review_rule
from careplace.casework.reviews.models import Member
from careplace.casework.scope.people import people_with
from careplace.publish.wording import day


@reminders("review-texts")
def of_reviews(place: str, today: date) -> Iterable[Reminder]:
    """Reviews that ended so long ago that their texts need not be kept."""
    present = people_with(place, "reviews.write").filter(is_active=True).values("pk")
    leads = Member.objects.at(place).filter(state="member", part="lead", person_id__in=present)
    rows = leads.filter(review__state__in=review_rule().states)
    for member in rows.exclude(review__textdeletions__state="deleted").select_related("review"):
        until = kept(member.review)
        if until.on is not None and until.is_over(today):
            sentence = f"The texts of a review need not be kept since {day(until.on)}: decide about them."
            page = ("review-retention", str(member.review_id))
            yield Reminder(sentence, page, str(member.person_id), due_on=until.on)

"""Texts of reviews that no rule keeps any longer, for the leads of their teams and nobody else; no review is named."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from careplace.casework.digest.sources import Reminder
from careplace.casework.retention.reviews import review_rule
from careplace.casework.retention.rules import kept_until
from careplace.casework.reviews.models import Member
from careplace.casework.reviews.reminders import present, review_days
from careplace.publish.wording import day


def _ended(place: str, _today: date) -> QuerySet:
    """The days on which reviews ended whose texts are there still, for each lead."""
    leads = Member.objects.at(place).filter(state="member", part="lead", person_id__in=present(place))
    rows = leads.filter(review__state__in=review_rule().states).exclude(
        review__textdeletions__state="deleted"
    )
    return rows.annotate(since=TruncDate(f"review__{review_rule().since}")).values_list(
        "review_id", "since", "person_id"
    )


@review_days("review-retention", _ended)
def of_texts(row: Reminder, ended_on: date, today: date) -> Reminder | None:
    """The reminder of a review whose texts need not be kept; None while the rule keeps them."""
    until = kept_until(ended_on, review_rule())
    if until > today:
        return None
    sentence = f"The texts of a review need not be kept since {day(until)}: decide about them."
    return replace(row, sentence=sentence, due_on=until)

"""The reviews of a place's cases as clocks in working days: due, and overdue while they stay in force."""

from dataclasses import dataclass

from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.clocks import Clock, working_days_between


@dataclass(frozen=True)
class ReviewClock:
    """The review of a case, and its clock, which is due on the day that was set."""

    case: EscalationCase
    clock: Clock


def review_clocks(place: str) -> list[ReviewClock]:
    """The reviews of every open case of a place that has one, the earliest first; each case with its service and owner.

    Whether one is overdue, and in which words, `careplace.casework.clocks` says.
    """
    cases = EscalationCase.objects.at(place).filter(state="open", review_on__isnull=False)
    return [ReviewClock(case, review_clock(case)) for case in cases.select_related("service", "owner")]


def review_clock(case: EscalationCase) -> Clock:
    """The clock of a case's review, from the day of the last move or review; it is a working day after that."""
    return Clock(case.moved_on, working_days_between(case.moved_on, case.review_on))

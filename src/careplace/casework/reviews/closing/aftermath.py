"""What followed a review, whole: summits, follow-up visits, and how each recommendation ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from careplace.casework.reviews.closing.attendance import Attendee, attendees
from careplace.casework.reviews.closing.models import (
    DECISIONS,
    Agreement,
    Closure,
    Finding,
    FollowUpVisit,
    Summit,
)
from careplace.casework.reviews.followup.models import Recommendation
from careplace.casework.reviews.followup.plan import Plan, Recommended
from careplace.casework.reviews.models import Review
from careplace.publications.action_plan import ENDINGS, VERDICTS


@dataclass(frozen=True)
class Held:
    """A summit with what it agreed about each recommendation that was put to it."""

    summit: Summit
    agreements: tuple[Agreement, ...]

    @property
    def attendees(self) -> list[Attendee]:
        """Who attended."""
        return attendees(self.summit.attendance)


@dataclass(frozen=True)
class Visited:
    """A follow-up visit with what it found about each recommendation that it looked at."""

    visit: FollowUpVisit
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Aftermath:
    """What followed a review. `closures` has the recommendations that are closed, by their ids."""

    summits: tuple[Held, ...]
    visits: tuple[Visited, ...]
    closures: dict[UUID, Closure]

    @cached_property
    def latest_findings(self) -> dict[UUID, Finding]:
        """{id of a recommendation: what the latest visit that looked at it found}"""
        rows = (finding for visited in self.visits for finding in visited.findings)
        return {finding.recommendation_id: finding for finding in rows}

    def ending(self, recommended: Recommended) -> str:
        """How a recommendation ended: a key of ENDINGS.

        Done where every action is closed, transferred where each of them is one of the two.
        """
        if recommended.record.pk in self.closures:
            return "closed"
        states = {planned.action.state for planned in recommended.actions}
        if not states or states - {"closed", "transferred"}:
            return "open"
        return "transferred" if "transferred" in states else "done"

    def counts(self, plan: Plan) -> dict[str, int]:
        """{ending: recommendations}, of every ending, in the order of ENDINGS."""
        endings = [self.ending(recommended) for recommended in plan.recommendations]
        return {ending: endings.count(ending) for ending in ENDINGS}


def aftermath_of(review: Review) -> Aftermath:
    """What followed a review, in five queries; recommendations that were withdrawn are left out."""
    return Aftermath(summits_of(review), visits_of(review), closures_of(review))


def summits_of(review: Review) -> tuple[Held, ...]:
    """The summits of a review, the first at the front, in two queries."""
    entries = _by(Agreement.objects.filter(review=review, recommendation__state="made"), "summit_id")
    return tuple(Held(row, tuple(entries.get(row.pk, ()))) for row in Summit.objects.filter(review=review))


def visits_of(review: Review) -> tuple[Visited, ...]:
    """The follow-up visits of a review, the first at the front, in two queries."""
    entries = _by(Finding.objects.filter(review=review, recommendation__state="made"), "visit_id")
    rows = FollowUpVisit.objects.filter(review=review)
    return tuple(Visited(row, tuple(entries.get(row.pk, ()))) for row in rows)


def closures_of(review: Review) -> dict[UUID, Closure]:
    """{id of a recommendation: why it was closed}, of those that are closed."""
    rows = Closure.objects.filter(review=review, state="closed")
    return {row.recommendation_id: row for row in rows}


def numbers_of(rows: Iterable[Recommendation]) -> dict[UUID, int]:
    """{id of a recommendation: its number in the plan}, of a plan's recommendations in order."""
    return {row.pk: number for number, row in enumerate(rows, 1)}


def as_records(after: Aftermath, plan: Plan) -> dict[str, Any]:
    """What followed as plain values, as it is published; `recommendation` is a number in the plan."""
    numbers = numbers_of(recommended.record for recommended in plan.recommendations)
    return {
        "endings": [_ending_record(after, recommended) for recommended in plan.recommendations],
        "summits": [_summit_record(held, numbers) for held in after.summits],
        "follow_up_visits": [_visit_record(visited, numbers) for visited in after.visits],
    }


def _ending_record(after: Aftermath, recommended: Recommended) -> dict[str, Any]:
    closure = after.closures.get(recommended.record.pk)
    return {
        "ending": after.ending(recommended),
        "reason": closure.reason if closure else "",
        "evidence": closure.evidence if closure else "",
    }


def _summit_record(held: Held, numbers: dict[UUID, int]) -> dict[str, Any]:
    return {
        "held_on": held.summit.held_on.isoformat(),
        "venue": held.summit.venue,
        "attended": [{"organisation": one.organisation, "role": one.role} for one in held.attendees],
        "agreed": held.summit.agreed,
        "recommendations": [
            {
                "recommendation": numbers[row.recommendation_id],
                "decision": DECISIONS[row.decision],
                "agreed": row.text,
            }
            for row in held.agreements
        ],
    }


def _visit_record(visited: Visited, numbers: dict[UUID, int]) -> dict[str, Any]:
    visit = visited.visit
    return {
        "visited_on": visit.visited_on.isoformat(),
        "visitors": visit.visitors,
        "looked_at": visit.looked_at,
        "new_concerns": visit.concerns,
        "findings": [
            {
                "recommendation": numbers[row.recommendation_id],
                "verdict": VERDICTS[row.verdict],
                "evidence": row.evidence,
            }
            for row in visited.findings
        ],
    }


def _by(rows: Iterable[Any], name: str) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return groups

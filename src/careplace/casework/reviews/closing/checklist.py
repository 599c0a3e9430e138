"""What stands in the way of closing a review."""

from dataclasses import dataclass

from careplace.casework.reviews.closing.aftermath import Aftermath, closures_of, visits_of
from careplace.casework.reviews.followup.plan import Plan, Recommended, plan_of
from careplace.casework.reviews.models import Review


@dataclass(frozen=True)
class Check:
    """A recommendation on the list: how it ended, and what is missing, a sentence each; none means that it has ended."""

    number: int
    recommended: Recommended
    ending: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """Every recommendation of a review, in the order of its plan."""

    checks: tuple[Check, ...]

    @property
    def missing(self) -> list[str]:
        """Everything that stands in the way of closing the review."""
        return [
            f"Recommendation {check.number}: {sentence}"
            for check in self.checks
            for sentence in check.missing
        ]


def obstacles(review: Review) -> list[str]:
    """What stands in the way of closing a review today; nothing where it can be closed."""
    return checklist(plan_of(review), closing_of(review)).missing


def closing_of(review: Review) -> Aftermath:
    """What the list reads of what followed a review: its visits and closed recommendations, without its summits."""
    return Aftermath((), visits_of(review), closures_of(review))


def checklist(plan: Plan, after: Aftermath) -> Checklist:
    """The list of a plan and of what followed."""
    return Checklist(
        tuple(
            Check(number, recommended, after.ending(recommended), tuple(_missing(recommended, after)))
            for number, recommended in enumerate(plan.recommendations, 1)
        )
    )


def _missing(recommended: Recommended, after: Aftermath) -> list[str]:
    if recommended.record.pk in after.closures:
        return []
    states = [planned.action.state for planned in recommended.actions]
    if not states:
        return ["No action is planned. Plan one, or close the recommendation with the reason and evidence."]
    count_open, count_done = states.count("open"), states.count("done")
    sentences = [
        _open_actions(count_open) if count_open else "",
        _unconfirmed_actions(count_done) if count_done else "",
        _denied(recommended, after) if not count_open and not count_done else "",
    ]
    return [sentence for sentence in sentences if sentence]


def _open_actions(count: int) -> str:
    return f"{count} {'action is' if count == 1 else 'actions are'} open. Finish or transfer each."


def _unconfirmed_actions(count: int) -> str:
    is_done = "action is" if count == 1 else "actions are"
    return f"{count} {is_done} reported as done and not closed yet. Close each with its evidence."


def _denied(recommended: Recommended, after: Aftermath) -> str:
    """A recommendation whose actions are all closed, and that the regulator says is not met."""
    finding = after.latest_findings.get(recommended.record.pk)
    if finding is None or finding.verdict != "not-met" or after.ending(recommended) != "done":
        return ""
    return (
        "The latest follow-up visit says that it is not met. Plan another action, "
        "or close the recommendation with the reason and evidence."
    )

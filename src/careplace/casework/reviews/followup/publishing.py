"""The plan as the public site has it: what was recommended and what was done, a version each time that it is published."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from careplace.casework.edition_reader import place_name
from careplace.casework.publication_templates import environment
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.closing.aftermath import Aftermath, aftermath_of, numbers_of
from careplace.casework.reviews.closing.aftermath import as_records as aftermath_records
from careplace.casework.reviews.closing.models import DECISIONS
from careplace.casework.reviews.followup.actions import FOLLOWED_IN
from careplace.casework.reviews.followup.models import STATUSES
from careplace.casework.reviews.followup.plan import Plan, as_records, plan_of
from careplace.casework.reviews.followup.states import ACTION
from careplace.casework.reviews.models import Review
from careplace.casework.reviews.report.publishing import publication_id as review_publication
from careplace.casework.reviews.titles import with_place
from careplace.casework.scope.actor import Actor
from careplace.casework.store_refusals import store_refusals
from careplace.measures import dictionary
from careplace.publications.action_plan import ENDINGS, FILE, SCHEMA, VERDICTS
from careplace.publications.changes import release
from careplace.publications.records import Description, Release
from careplace.publications.store import Store
from careplace.publish.pdf import PaperRefused, to_pdf

PUBLISHED_IN = (*FOLLOWED_IN, "closed")
"""States of a review in which its plan is published: the last version says how each recommendation ended."""


def publication_id(review: Review) -> str:
    """The id of its publication, which stays: "action-plan-e08000026-2026-10-05-1f2e3d4c"."""
    return f"action-plan-{review.place.lower()}-{review.starts_on}-{review.pk.hex[:8]}"


def publish_plan(actor: Actor, review: Review, note: str, today: date, home: Path) -> Release:
    """Release the plan as it is today as the next version of its publication, by the lead.

    Raises:
        ValidationError: for a plan without a recommendation, and for what the store refuses.
    """
    plan = plan_of(review)
    if not plan.recommendations:
        raise ValidationError("There is no recommendation to publish.")
    files = plan_files(plan, today, home)
    with in_review(actor, review.pk, PUBLISHED_IN, ("lead",)):
        latest = max(Store(home).numbers(publication_id(review)), default=None)
        with store_refusals():
            return release(
                home,
                publication_id(review),
                description(plan, today, home),
                files,
                latest,
                note if latest else "",
            )


def plan_files(plan: Plan, today: date, home: Path) -> dict[str, str | bytes]:
    """The page, the same on paper, and everything as JSON."""
    after = aftermath_of(plan.review)
    record = {
        "schema": SCHEMA,
        "title": title(plan, home),
        "review": review_publication(plan.review),
        "as_at": today.isoformat(),
        "recommendations": as_records(plan),
        **aftermath_records(after, plan),
    }
    return {
        "index.html": _html(plan, after, today, home, "plan.html.jinja"),
        "action-plan.pdf": _paper(plan, after, today, home),
        FILE: json.dumps(record, ensure_ascii=False, indent=1),
    }


def paper(plan: Plan, today: date, home: Path) -> bytes:
    """The plan as a tagged PDF: what is published, and the paper of a meeting of the board.

    Raises:
        ValidationError: for words that no font here has.
    """
    return _paper(plan, aftermath_of(plan.review), today, home)


def _paper(plan: Plan, after: Aftermath, today: date, home: Path) -> bytes:
    try:
        return to_pdf(_html(plan, after, today, home, "plan_paper.html.jinja"))
    except PaperRefused as error:
        raise ValidationError(f"The plan cannot be written as a PDF: {error}") from error


def _html(plan: Plan, after: Aftermath, today: date, home: Path, name: str) -> str:
    """The plan as a fragment of HTML, or as a page for `publish.pdf`."""
    context: dict[str, Any] = {
        "plan": plan,
        "after": after,
        "numbers": numbers_of(recommended.record for recommended in plan.recommendations),
        "endings": ENDINGS,
        "decisions": DECISIONS,
        "verdicts": VERDICTS,
        "title": title(plan, home),
        "place": place_name(home, plan.review.place),
        "today": today,
        "states": ACTION.states,
        "statuses": STATUSES,
        "measures": {id: measure.title for id, measure in dictionary.measures().items()},
    }
    return environment(__package__).get_template(name).render(context)


def title(plan: Plan, home: Path) -> str:
    """What the plan is called."""
    return f"Action plan: {with_place(plan.review.title, place_name(home, plan.review.place))}"


def description(plan: Plan, today: date, home: Path) -> Description:
    """How the publication describes itself."""
    name, number = place_name(home, plan.review.place), len(plan.recommendations)
    return Description(
        kind="action-plan",
        title=title(plan, home),
        summary=f"What the review recommended in {name} ({number}), who does what about it, and what was done.",
        place=plan.review.place,
        place_name=name,
        author=f"The review team of {name}",
        published_on=today,
    )

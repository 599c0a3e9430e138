"""A review of the fictional place in fieldwork, with its team, a timetable, requests, and three sources."""

from datetime import date, timedelta
from pathlib import Path

from careplace.casework import edition_reader
from careplace.casework.reviews import members, sources
from careplace.casework.reviews.changes import ReviewChanges, begin, in_review
from careplace.casework.reviews.framework import shipped
from careplace.casework.reviews.models import Milestone, Request, Review
from careplace.casework.scope.actor import Actor

WEEK = timedelta(days=7)
INTERVIEW = """Interviewer: What happened when people left hospital?
Social worker: Often nobody told us before the afternoon. Then the home care could not start the same day.
Interviewer: And where it went well?
Social worker: On the ward with a discharge coordinator. She calls us in the morning, and the family knows the plan.
"""
GROUP = """Carer 1: I was asked once what I needed, when he came home. After that nobody asked again.
Carer 2: I found the carers' centre by myself. They are good, but the hospital does not tell you that they are there.
"""


def make_review(home: Path, lead: Actor, colleague: Actor, today: date) -> Review:
    """The review, as its lead and a colleague wrote it by today."""
    begun = begin(lead, _plan(home, today), "none")
    joined = members.join(lead, begun.pk, colleague.person, "reviewer")
    members.declare(colleague, begun.pk, joined.version, "My sister works at the acute trust.", today)
    with in_review(lead, begun.pk) as at_once:
        review = at_once.move("begin-fieldwork", {}, begun.version)
        _with_days(at_once, today)
    _with_sources(lead, review, today)
    return review


def _plan(home: Path, today: date) -> dict:
    return {
        "title": "Coming home from hospital",
        "framework": shipped("local-system-review").model_dump(mode="json"),
        "edition": edition_reader.edition_id(home),
        "scope": "How people aged 65 and over, and people with dementia, leave hospital and live at home afterwards.",
        "starts_on": today - WEEK,
        "ends_on": today + 4 * WEEK,
    }


def _with_days(at_once: ReviewChanges, today: date) -> None:
    for title, due_on in (("Visits to wards", today + WEEK), ("Draft of the report", today + 6 * WEEK)):
        at_once.add(Milestone(title=title, due_on=due_on))
    for document, organisation, due_on in (
        ("Discharge policy", "acute-trust", today - timedelta(days=2)),
        ("Strategy for unpaid carers", "council", today + WEEK),
    ):
        at_once.add(Request(document=document, organisation=organisation, due_on=due_on), "ask")


def _with_sources(lead: Actor, review: Review, today: date) -> None:
    older, carers = ["people-65-and-over"], ["unpaid-carers"]
    for title, category, organisation, role, populations, consent, text in (
        ("Interview 1", "interview", "council", "a social worker", older, "role", INTERVIEW),
        ("Focus group 1", "focus group", "people-and-carers", "carers", carers, "anonymous", GROUP),
        ("Interview 2", "interview", "acute-trust", "a ward sister", older, "organisation", ""),
    ):
        values: dict = {"title": title, "category": category, "organisation": organisation, "role": role}
        values |= {"populations": populations, "consent": consent, "held_on": today - timedelta(days=1)}
        source = sources.add(lead, review, values)
        if text:
            sources.add_text(lead, source, text, "pasted")

"""The team of a review, and what its people declared."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.reviews import members
from careplace.casework.reviews.changes import check_may
from careplace.casework.reviews.models import PARTS, Member, Review
from careplace.casework.reviews.states import MEMBER
from careplace.casework.reviews.team import memberships_of
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.reviews.forms import DeclareForm, JoinForm, ReasonForm
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place


@at_review(undeclared=True)
def team(request: HttpRequest, record: Review) -> HttpResponse:
    """Who is on the team, what they do there, and what they declared; and who left."""
    rows = Member.objects.filter(review=record).select_related("person")
    own = memberships_of(request.actor).get(review=record)
    may_lead = own.part == "lead" and own.declared_on and request.actor.may("reviews.lead")
    context = {
        "review": record,
        "members": [row for row in rows if row.state == "member"],
        "left": [row for row in rows if row.state == "left"],
        "parts": PARTS,
        "own": own,
        "may_lead": may_lead and record.state in members.FOLLOWED,
    }
    return render(request, "reviews/team.html", context)


@at_review("reviews.lead", form=True)
def join(request: HttpRequest, record: Review) -> HttpResponse:
    """Take a person into the team."""
    MEMBER.check(NEW, "join", request.actor.roles)
    check_may(request.actor, record, members.FOLLOWED, parts=("lead",))

    def save(form: Any) -> str:
        members.join(request.actor, record.pk, **form.cleaned_data)
        return address(record)

    make = partial(JoinForm, people=members.candidates(request.actor, record.pk))
    explanation = (
        "People with a role in reviews at this place can join. An administrator gives such a role under “People”. "
        "They see the plan at once, and sources once they have declared their interests."
    )
    page = FormPage("Add to the team", "Add", make, save, {}, back=address(record), explanation=explanation)
    return page.answer(request)


@at_review(form=True, undeclared=True)
def declare(request: HttpRequest, record: Review) -> HttpResponse:
    """Declare one's own interests, or change what one declared."""
    own = memberships_of(request.actor).get(review=record)
    MEMBER.check(own.state, "declare", request.actor.roles)
    check_may(request.actor, record, members.FOLLOWED, undeclared=True)

    def save(form: Any) -> str:
        text, version = form.cleaned_data["interests"], form.cleaned_data["version"]
        members.declare(request.actor, record.pk, version, text, timezone.localdate())
        return reverse("review", args=[record.place, record.pk])

    initial = {"interests": own.interests, "version": own.version}
    page = FormPage(
        f"Declare your interests: {record}", "Declare", DeclareForm, save, initial, back=address(record)
    )
    return page.answer(request)


@at_place("reviews.lead", form=True)
def leave(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take a person out of the team."""
    member = review_record(request, Member, id, "member")
    MEMBER.check(member.state, "leave", request.actor.roles)
    check_may(request.actor, member.review, members.FOLLOWED, parts=("lead",))

    def save(form: Any) -> str:
        members.leave(request.actor, member, form.cleaned_data["version"], form.cleaned_data["reason"])
        own = str(member.person_id) == request.actor.person
        return reverse("reviews", args=[member.place]) if own else address(member.review)

    explanation = "For them the review does not exist any more. What they wrote stays."
    page = FormPage(
        f"{member.person.name} leaves the team", "Take out of the team", ReasonForm, save,
        {"version": member.version}, back=address(member.review), explanation=explanation,
    )  # fmt: skip
    return page.answer(request)


def address(record: Review) -> str:
    """The page of a team."""
    return reverse("review-team", args=[record.place, record.pk])

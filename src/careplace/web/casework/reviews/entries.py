"""Two lists of a review with days: its timetable, and the documents that it asked for. What is late comes first."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.reviews.changes import UNFINISHED, check_may, in_review
from careplace.casework.reviews.models import Milestone, Request, Review
from careplace.casework.reviews.sources import WORKERS
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.reviews import forms as review_forms
from careplace.web.casework.reviews.forms import RequestForm
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place

Moves = dict[str, tuple[str, type[forms.Form]]]


@dataclass(frozen=True)
class Entries:
    """A list of a review: its kind of record, its pages' names and words, and what may be done with an entry."""

    model: type[Milestone | Request]
    noun: str
    page: str
    add_page: str
    move_page: str
    template: str
    new: tuple[str, str, type[forms.Form]]
    """The action that adds an entry, the words on its button, its form."""
    moves: Moves

    def listing(self, request: HttpRequest, record: Review) -> HttpResponse:
        """The entries, those that are open first, by day."""
        rows = list(self.model.objects.filter(review=record))
        allowed = record.state in UNFINISHED and request.actor.may("reviews.write")
        context = {
            "review": record,
            "open": [row for row in rows if row.state == "open"],
            "over": [row for row in rows if row.state != "open"],
            "states": self.model.WORKFLOW.states,
            "entries": self,
            "may_write": allowed,
            "today": timezone.localdate(),
            "framework": record.framework_used,
        }
        return render(request, self.template, context)

    def add(self, request: HttpRequest, record: Review) -> HttpResponse:
        """A new entry."""
        action, words, form = self.new
        self.model.WORKFLOW.check(NEW, action, request.actor.roles)
        check_may(request.actor, record, parts=WORKERS)

        def save(sent: Any) -> str:
            with in_review(request.actor, record.pk, parts=WORKERS) as at_once:
                at_once.add(self.model(**sent.cleaned_data), action)
            return self.address(record)

        return self._form(words, form, save, {}, record).answer(request)

    def move(self, request: HttpRequest, id: UUID, action: str) -> HttpResponse:
        """A change of an entry."""
        entry = review_record(request, self.model, id, self.noun)
        words, form = self.moves[action]
        self.model.WORKFLOW.check(entry.state, action, request.actor.roles)
        check_may(request.actor, entry.review, parts=WORKERS)

        def save(sent: Any) -> str:
            with in_review(request.actor, entry.review_id, parts=WORKERS) as at_once:
                at_once.change(self.model, id, action, sent.values(), sent.cleaned_data["version"])
            return self.address(entry.review)

        return self._form(words, form, save, initial_of(entry, form), entry.review).answer(request)

    def _form(
        self, words: str, form: type[forms.Form], save: Callable, initial: dict, record: Review
    ) -> FormPage:
        make = partial(form, framework=record.framework_used) if issubclass(form, RequestForm) else form
        return FormPage(words, "Save", make, save, initial, back=self.address(record))

    def address(self, record: Review) -> str:
        """The page of the list."""
        return reverse(self.page, args=[record.place, record.pk])


TIMETABLE = Entries(
    Milestone,
    "day of a timetable",
    "review-timetable",
    "review-milestone-add",
    "review-milestone-move",
    "reviews/timetable.html",
    ("add", "Add to the timetable", review_forms.MilestoneForm),
    {
        "edit": ("Change", review_forms.MilestoneEditForm),
        "finish": ("Note that it is done", review_forms.DoneForm),
        "drop": ("It is not needed", review_forms.ReasonForm),
    },
)
REQUESTS = Entries(
    Request,
    "request",
    "review-requests",
    "review-request-add",
    "review-request-move",
    "reviews/requests.html",
    ("ask", "Ask for a document", review_forms.RequestForm),
    {
        "edit": ("Change", review_forms.RequestEditForm),
        "receive": ("Note that it arrived", review_forms.ReceivedForm),
        "withdraw": ("It is not needed", review_forms.ReasonForm),
    },
)

timetable = at_review(undeclared=True)(TIMETABLE.listing)
timetable_add = at_review("reviews.write", form=True)(TIMETABLE.add)
timetable_move = at_place("reviews.write", form=True)(TIMETABLE.move)
requests = at_review()(REQUESTS.listing)
requests_add = at_review("reviews.write", form=True)(REQUESTS.add)
requests_move = at_place("reviews.write", form=True)(REQUESTS.move)

"""The code book of a review: its tree, search, and the forms of a code."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.reviews.coding import book
from careplace.casework.reviews.coding.models import Code
from careplace.casework.reviews.coding.states import CODE
from careplace.casework.reviews.models import Review
from careplace.casework.workflow.transitions import NEW
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.coding.forms import CodeForm, RetireForm
from careplace.web.casework.reviews.coding.pages import shown_with
from careplace.web.casework.reviews.scope import at_review, review_record
from careplace.web.casework.scope import at_place

USES = {"retire": ("Retire the code", RetireForm), "use-again": ("Use the code again", VersionForm)}
"""{action of the code's workflow: (words on its button, its form)}"""


@at_review()
def codes(request: HttpRequest, review: Review) -> HttpResponse:
    """The code book: codes as a tree, with how much each was given; those that have the words of `q`."""
    query = request.GET.get("q", "").strip()
    branches = book.tree(book.codes_of(review))
    context = {
        **shown_with(request, review, review.own_part),
        "query": query,
        "total": len(branches),
        "branches": book.matching(branches, query) if query else branches,
        "lines": review.framework_used.lines,
    }
    return render(request, "coding/codes.html", context)


@at_review("reviews.write", form=True)
def add(request: HttpRequest, review: Review) -> HttpResponse:
    """A new code."""
    CODE.check(NEW, "add", request.actor.roles)

    def save(form: Any) -> str:
        book.add_code(request.actor, review.pk, form.values())
        return address(review)

    branches = book.tree(Code.objects.filter(review=review))
    make = partial(CodeForm, framework=review.framework_used, branches=branches)
    page = FormPage(
        "Add a code", "Save the code", make, save, {}, template="coding/code_form.html", back=address(review)
    )
    return page.answer(request, branches=branches)


@at_place("reviews.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """A code, changed."""
    code = review_record(request, Code, id, "code")
    CODE.check(code.state, "edit", request.actor.roles)

    def save(form: Any) -> str:
        book.edit_code(request.actor, code, form.cleaned_data["version"] or 0, form.values())
        return address(code.review)

    branches = book.tree(Code.objects.filter(review=code.review_id))
    make = partial(CodeForm, framework=code.review.framework_used, branches=branches, own=code.pk)
    initial = {name: getattr(code, name) for name in ("name", "line", "memo", "version")}
    page = FormPage(
        f"Change the code “{code.name}”",
        "Save the code",
        make,
        save,
        initial | {"parent": str(code.parent_id or "")},
        template="coding/code_form.html",
        back=address(code.review),
    )
    return page.answer(request, branches=branches)


@at_place("reviews.lead", form=True)
def use(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A code is retired, or used again."""
    code = review_record(request, Code, id, "code")
    CODE.check(code.state, action, request.actor.roles)
    words, form_of = USES[action]

    def save(form: Any) -> str:
        book.change_use(request.actor, code, action, form.cleaned_data["version"], form.values())
        return address(code.review)

    explanation = (
        "Nobody gives it any more. What has it keeps it, and still counts." if action == "retire" else ""
    )
    page = FormPage(
        f"{words}: {code.name}", words, form_of, save, {"version": code.version}, back=address(code.review),
        explanation=explanation,
    )  # fmt: skip
    return page.answer(request)


def address(review: Review) -> str:
    """The code book of a review."""
    return reverse("review-codes", args=[review.place, review.pk])

"""What goes in and out: comments of a survey, and projects of programs for coding (REFI-QDA)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.reviews.coding.comments import MOST_BYTES, Columns, import_comments, read_table
from careplace.casework.reviews.coding.project_export import export_review
from careplace.casework.reviews.coding.project_import import import_file
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.evidence import Category
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.models import CONSENTS, Review
from careplace.casework.workflow.transitions import NEW
from careplace.voices.refi_qda.project import ProjectError
from careplace.web.casework.attachments import attachment
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.reviews.coding.pages import shown_with
from careplace.web.casework.reviews.scope import at_review

MOST_PROJECT_BYTES = 50 << 20


class _SourceForm(forms.Form):
    """What is the same of everything in a file."""

    organisation = forms.ChoiceField(label="Kind of organisation")
    held_on = DateField(label="When was it heard, or written?", help_text="For example, 27 3 2026.")
    consent = forms.ChoiceField(
        label="What do the people allow?", choices=list(CONSENTS.items()), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, framework: Framework, **more: Any):
        super().__init__(*args, **more)
        self.fields["organisation"].choices = [(kind.key, kind.title) for kind in framework.organisations]

    def source(self) -> dict[str, Any]:
        """The fields of a source."""
        names = {"title", "category", "organisation", "held_on", "consent"}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


class CommentsForm(_SourceForm):
    """A file of comments."""

    file = forms.FileField(label="CSV file", help_text="At most 5 MB. The first row names the columns.")
    title = forms.CharField(label="What is the survey called?", max_length=160)
    comment = forms.CharField(label="Column with the comments", max_length=200)
    sentiment = forms.CharField(
        label="Column with the sentiment",
        help_text="From 1, very positive, to 5, very negative. Without it, each label waits for a direction.",
        max_length=200,
        required=False,
    )
    left_out = forms.CharField(
        label="Column that marks rows to leave out",
        help_text="Such as those that name a person.",
        max_length=200,
        required=False,
    )
    labels = forms.BooleanField(
        label="Make a code of each column that has only 1, 0 or nothing", required=False, initial=True
    )
    themes = forms.CharField(
        label="Column with themes",
        help_text="Names with semicolons between them, such as: Waiting; Staff. Each becomes a code.",
        max_length=200,
        required=False,
    )
    field_order = ("file", "comment", "sentiment", "left_out", "labels", "themes", "title")


class ProjectForm(_SourceForm):
    """A .qdpx file."""

    file = forms.FileField(
        label="REFI-QDA file (.qdpx)",
        help_text="Exported by NVivo, MAXQDA, ATLAS.ti, QualCoder and others. At most 50 MB.",
    )
    category = forms.ChoiceField(
        label="What kind of sources are they?",
        choices=[(c.value, c.value.capitalize()) for c in Category if c != Category.FIGURE],
    )
    field_order = ("file", "category")


@at_review()
def exchange(request: HttpRequest, review: Review) -> HttpResponse:
    """What can be imported and exported, and what an export leaves out."""
    return render(request, "coding/exchange.html", shown_with(request, review, review.own_part))


@at_review("reviews.write", form=True)
def comments(request: HttpRequest, review: Review) -> HttpResponse:
    """Import the comments of a survey."""
    return _import(request, review, "Import comments", CommentsForm, _comments)


@at_review("reviews.write", form=True)
def project(request: HttpRequest, review: Review) -> HttpResponse:
    """Import a REFI-QDA project."""
    return _import(request, review, "Import a REFI-QDA project", ProjectForm, _project)


@at_review("reviews.lead", form=True)
def project_file(request: HttpRequest, review: Review) -> HttpResponse:
    """GET: what the file has. POST: the review's codes, texts and codings as a .qdpx file."""
    if request.method != "POST":
        return render(request, "coding/export.html", shown_with(request, review, review.own_part))
    export = export_review(request.actor, review.pk)
    return attachment("review.qdpx", export.data, "application/octet-stream")


def _import(
    request: HttpRequest, review: Review, title: str, make: type[_SourceForm], add: Callable[..., Any]
) -> HttpResponse:
    """A form with a file: what it added, or every reason why nothing of it was."""
    CODING.check(NEW, "import", request.actor.roles)
    form_of = partial(make, framework=review.framework_used)
    form = form_of(request.POST, request.FILES) if request.method == "POST" else form_of()
    context = {"title": title, "form": form, "problems": [], **shown_with(request, review, review.own_part)}
    if request.method == "POST" and form.is_valid():
        try:
            imported = add(request, review, form)
            return render(request, "coding/imported.html", context | {"imported": imported})
        except (ValidationError, ProjectError) as error:
            context["problems"] = getattr(error, "problems", None) or getattr(error, "messages", [])
    status = 422 if form.errors or context["problems"] else 200
    return render(request, "coding/import.html", context, status=status)


def _comments(request: HttpRequest, review: Review, form: CommentsForm) -> list[str]:
    fields = form.cleaned_data
    table = read_table(fields["file"].read(MOST_BYTES + 1))
    names = ("comment", "sentiment", "left_out", "themes")
    used = {name: _column(table.columns, fields[name]) for name in names}
    labels = [label for label in table.labels if label not in used.values()] if fields["labels"] else []
    done = import_comments(
        request.actor, review.pk, table, Columns(**used, labels=tuple(labels)), form.source()
    )
    return [
        f"{done.comments:,} comments, with {done.codings:,} codings by the labels and themes of the file.",
        f"{done.empty:,} rows without a comment and {done.marked:,} marked rows were left out.",
        "The codings are the file’s own and no judgement of the team. A code without a key line only sorts texts: give it a "
        "key line in the code book if the team takes its comments as evidence.",
    ]


def _column(columns: tuple[str, ...], name: str) -> str:
    """The column of a name, as the file has it. Raises ValidationError where there is none."""
    if name and name not in columns:
        raise ValidationError(f"The file has no column “{name}”. It has: {', '.join(columns)}.")
    return name


def _project(request: HttpRequest, review: Review, form: ProjectForm) -> list[str]:
    data = form.cleaned_data["file"].read(MOST_PROJECT_BYTES + 1)
    if len(data) > MOST_PROJECT_BYTES:
        raise ValidationError("The file has more than 50 MB.")
    done = import_file(request.actor, review.pk, data, form.source())
    left = ", ".join(f"{name} ({number:,})" for name, number in done.left_out.items())
    lines = [f"{done.sources:,} sources, {done.codes:,} codes and {done.codings:,} codings."]
    return lines + ([f"Not read, because a review has no place for it: {left}."] if left else [])

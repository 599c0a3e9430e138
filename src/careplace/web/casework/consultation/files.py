"""Files: responses from other programs, and the counts of a consultation."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from careplace.casework.consultation import imports
from careplace.casework.consultation.models import Consultation, ResponseFile
from careplace.casework.consultation.questionnaires import questions
from careplace.casework.consultation.responses import check_takes_responses
from careplace.casework.consultation.results import COLUMNS, Results, count, csv_rows
from careplace.casework.consultation.states import BATCH
from careplace.casework.table_file import MOST_BYTES, FileRefused
from careplace.casework.workflow.transitions import NEW
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.consultation import forms as own
from careplace.web.casework.consultation.views import address, consultation_at
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.scope import at_place, record_of
from careplace.web.shell.errors import NoSuchPage


@at_place("consultation.write", form=True)
def upload(request: HttpRequest, id: UUID) -> HttpResponse:
    """The page that takes a file of responses."""
    record = consultation_at(request, id)
    BATCH.check(NEW, "upload", request.actor.roles)
    check_takes_responses(record)
    form = own.FileForm(request.POST, request.FILES) if request.method == "POST" else own.FileForm()
    problems: list[Any] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = imports.upload(request.actor, record.pk, file.name, file.read(MOST_BYTES + 1))
            return HttpResponseRedirect(reverse("response-file", args=[record.place, batch.pk]))
        except FileRefused as refusal:
            problems = refusal.problems
        except ValidationError as error:
            form.add_error("file", error.messages)
    context = {"form": form, "problems": problems, "consultation": record, "back": address(record)}
    return render(
        request, "consultation/upload.html", context, status=422 if form.errors or problems else 200
    )


@at_place("consultation.write", form=True)
def columns(request: HttpRequest, id: UUID) -> HttpResponse:
    """Which column of a file answers which question, and then the import."""
    record = file_at(request, id)
    BATCH.check(record.state, "import", request.actor.roles)
    check_takes_responses(record.consultation)

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        imports.carry_out(request.actor, record.pk, version, form.questions(), form.about_person())
        return reverse("responses", args=[record.place, record.consultation_id])

    make = partial(
        own.ColumnsForm,
        columns=imports.columns_of(record),
        questions=questions(record.consultation),
        suggested=imports.suggestions(record),
    )
    dropped = "; ".join(f"{heading}: {why}" for heading, why in record.dropped or [])
    says = f"{record.count} responses."
    says += f" Columns that were dropped with all that was in them: {dropped}." if dropped else ""
    page = FormPage(
        "Which column answers which question?", "Import the responses", make, save, {"version": record.version},
        back=reverse("response-file-discard", args=[record.place, record.pk]), explanation=says,
    )  # fmt: skip
    return page.answer(request)


@at_place("consultation.write", form=True)
def discard(request: HttpRequest, id: UUID) -> HttpResponse:
    """Delete what is stored of a file that was not imported."""
    record = file_at(request, id)
    BATCH.check(record.state, "discard", request.actor.roles)

    def save(form: Any) -> str:
        imports.discard(request.actor, record.pk, form.cleaned_data["version"])
        return address(record.consultation)

    page = FormPage(
        "Delete this file", "Delete the file", VersionForm, save, {"version": record.version},
        back=reverse("response-file", args=[record.place, record.pk]), explanation="None of its responses was imported.",
    )  # fmt: skip
    return page.answer(request)


def file_at(request: HttpRequest, id: UUID) -> ResponseFile:
    """The file of the request's place; NoSuchPage for an id of another place, or of none."""
    rows = ResponseFile.objects.at(request.actor.place).select_related("consultation")
    record: ResponseFile = record_of(rows, id, "file")
    return record


@at_place("consultation.read")
def results(request: HttpRequest, id: UUID) -> HttpResponse:
    """The counts of people by answer, as they may be shown."""
    record = consultation_at(request, id)
    groups = [(q.id, q.words) for q in questions(record) if q.about_person and q.kind not in ("many", "text")]
    group = request.GET.get("group", record.group_by)
    context = {
        "consultation": record,
        "results": _results(record, group),
        "groups": groups,
        "group": group,
        "published": record.state == "reported",
    }
    return render(request, "consultation/results.html", context)


@at_place("consultation.read")
def results_csv(request: HttpRequest, id: UUID) -> StreamingHttpResponse:
    """The same as a file, safe for spreadsheets."""
    record = consultation_at(request, id)
    rows = (
        [spreadsheet_safe_text(cell) for cell in row] for row in csv_rows(_results(record, record.group_by))
    )
    return csv_lines(f"results-{record.pk}.csv", COLUMNS, rows)


def _results(record: Consultation, group: str) -> Results:
    """The counts as they were published, and before that those of now. Raises NoSuchPage for groups that there are not."""
    if record.state == "reported" and record.results:
        return record.results
    try:
        return count(record, group)
    except ValueError as error:
        raise NoSuchPage("This consultation has no such groups.") from error

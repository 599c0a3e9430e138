"""Importing signals, downloading them, and an empty file with the columns of both."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse

from careplace.casework.assurance.import_items import counted
from careplace.casework.assurance.kinds import signal_kinds
from careplace.casework.assurance.models import SENSITIVITIES
from careplace.casework.assurance.signal_files.additions import carry_out
from careplace.casework.assurance.signal_files.cells import COLUMNS, REQUIRED, kind_names
from careplace.casework.assurance.signal_files.export import export_rows
from careplace.casework.assurance.signal_files.items import ACTIONS, Item
from careplace.casework.assurance.signal_files.plan import plan
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.imports.pages import Import
from careplace.web.casework.scope import at_place

MOST_ROWS = 2000
"""Each is a record or two with an event: 7 ms of processor time a row, and the place is locked meanwhile."""


@at_place("signals.write", form=True)
def import_signals(request: HttpRequest) -> HttpResponse:
    """The page that takes a file, its preview, and what a person confirmed of it."""
    pages = Import(
        subject=f"signals of {request.actor.place}",
        columns=COLUMNS,
        required=REQUIRED,
        templates=("signals/import.html", "signals/import_preview.html"),
        plan=partial(plan, actor=request.actor),
        previewed=_previewed,
        carry_out=partial(_carried_out, request),
        context={
            "kinds": signal_kinds(),
            "names": kind_names(),
            "sensitivities": SENSITIVITIES,
            "most": MOST_ROWS,
        },
        most_rows=MOST_ROWS,
    )
    return pages.answer(request)


def _previewed(items: list[Item]) -> dict[str, Any]:
    questions = {item.question: item for item in reversed(items) if item.action == "ask"}
    return {"counts": counted(items, ACTIONS), "questions": dict(sorted(questions.items()))}


def _carried_out(request: HttpRequest, items: list[Item], choices: QueryDict) -> str:
    counts = carry_out(request.actor, items, _answers(items, choices))
    messages.success(request, _summary(counts))
    return reverse("signals-import", args=[request.actor.place])


def _answers(items: list[Item], choices: QueryDict) -> dict[int, UUID]:
    """{question: the service that a person chose for it}, of those that were offered."""
    return {
        item.question: service.pk
        for item in items
        for service in item.services
        if item.action == "ask" and choices.get(f"service_{item.question}") == str(service.pk)
    }


def _summary(counts: dict[str, int]) -> str:
    added = f"{counts['add']:,} signal{' was' if counts['add'] == 1 else 's were'} added."
    present = counts["same"] + counts["differs"]
    return f"{added} Rows that were there already: {present:,}. Rows that were left out: {counts['ask']:,}."


@at_place("signals.read")
def signals_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every signal that the person may read, safe for spreadsheets: a file that the import takes back."""
    return csv_lines(f"signals-{request.actor.place}.csv", COLUMNS, export_rows(request.actor))


@at_place("signals.write")
def template_csv(request: HttpRequest) -> StreamingHttpResponse:
    """A file with the columns of an import and no rows."""
    return csv_lines("signals-template.csv", COLUMNS, [])

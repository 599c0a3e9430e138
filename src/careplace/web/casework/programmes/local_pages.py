"""Pages of local outcomes: what is counted, the versions of the figures, and entering them.

Before the protocol is locked no page shows a figure: whoever wrote the protocol had not seen them here.
"""

import csv
import io
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from careplace.casework.programmes.local import actions
from careplace.casework.programmes.local.models import (
    ALONE,
    DESIGNS,
    PERIOD_TYPES,
    UNITS,
    LocalFigures,
    LocalMeasure,
)
from careplace.casework.programmes.local.table import Figure, columns_of, typed_table
from careplace.casework.programmes.models import HOPED, THEMES, Programme
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.table_file import FileRefused
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import initial_of
from careplace.web.casework.programmes.edit import ENDED, open_page
from careplace.web.casework.programmes.local_forms import DescriptionForm, FiguresForm, LocalOutcomeForm
from careplace.web.casework.programmes.views import programme_at
from careplace.web.casework.scope import at_place, record_of

MOST_PROBLEMS = 100
"""Faults of a file that a page lists; the rest are counted."""


def local_at(request: HttpRequest, id: UUID) -> LocalMeasure:
    """A local outcome of the place. Raises NoSuchPage for any other."""
    rows = LocalMeasure.objects.at(request.actor.place).select_related("outcome__programme")
    record: LocalMeasure = record_of(rows, id, "local outcome")
    return record


@at_place("programmes.write", form=True)
def describe(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new local outcome."""
    programme = open_page(programme_at(request, id))

    def save(form: Any) -> str:
        values = form.values()
        theme, hoped = values.pop("theme"), values.pop("hoped")
        return _address(actions.describe(request.actor, programme.pk, theme, hoped, values))

    registered = "It is part of the protocol, and registered before figures are seen."
    exploratory = "The protocol is locked, so this outcome is marked exploratory for ever."
    words = registered if programme.state == "drafting" else exploratory
    page = FormPage(
        "Describe a local outcome", "Save", LocalOutcomeForm, save, {},
        back=_of_programme(programme), explanation=f"An outcome that you count yourselves. {words}",
    )  # fmt: skip
    return page.answer(request)


@at_place("programmes.write", form=True)
def edit(request: HttpRequest, id: UUID) -> HttpResponse:
    """What it counts, while the protocol is a draft."""
    local = local_at(request, id)
    if not _can_edit(local):
        raise NotAllowed("The protocol is locked or it has figures, so what they count stays as it is.")

    def save(form: Any) -> str:
        version = form.cleaned_data["version"]
        return _address(actions.edit(request.actor, local.pk, version, form.values()))

    initial = initial_of(local, DescriptionForm) | {"version": local.version}
    initial["counts_people"] = "yes" if local.counts_people else "no"
    page = FormPage(f"Change {local.title}", "Save", DescriptionForm, save, initial, back=_address(local))
    return page.answer(request)


def _can_edit(local: LocalMeasure) -> bool:
    return local.outcome.programme.state == "drafting" and not local.figures.exists()


@at_place("programmes.read")
def local_outcome(request: HttpRequest, id: UUID) -> HttpResponse:
    """What it counts, and the versions of its figures; the figures themselves once the protocol is locked."""
    local = local_at(request, id)
    programme = local.outcome.programme
    latest = _visible(local)
    context = {
        "local": local,
        "programme": programme,
        "units": UNITS,
        "period_types": PERIOD_TYPES,
        "designs": DESIGNS,
        "hoped": HOPED,
        "themes": THEMES,
        "columns": columns_of(local),
        "versions": local.figures.defer("rows"),
        "own": [row for row in latest.rows if row[0] == local.place] if latest else [],
        "latest": latest,
        "may_write": programme.state != "ended" and request.actor.may("programmes.write"),
        "listed": local.outcome.state == "listed",
        "can_edit": _can_edit(local),
    }
    return render(request, "programmes/local.html", context)


def _visible(local: LocalMeasure) -> LocalFigures | None:
    """The latest figures, where they may be seen."""
    return actions.latest_figures(local) if local.outcome.programme.state != "drafting" else None


@at_place("programmes.write", form=True)
def enter(request: HttpRequest, id: UUID) -> HttpResponse:
    """Figures as the next version, from a file or typed."""
    local = local_at(request, id)
    if local.outcome.programme.state == "ended":
        raise NotAllowed(ENDED)
    if local.outcome.state != "listed":
        raise NotAllowed("The outcome was dropped, so it gets no figures.")

    def save(form: Any) -> str:
        file, typed = form.cleaned_data["file"], form.cleaned_data["typed"]
        name, content = (file.name, file.read()) if file else ("", typed_table(typed))
        try:
            actions.enter(
                request.actor, local.pk, form.cleaned_data["seen"], name, content,
                settings.CAREPLACE.home, timezone.localdate(),
            )  # fmt: skip
        except FileRefused as refusal:
            raise ValidationError(_problems(refusal)) from refusal
        return _address(local)

    page = FormPage(
        f"Enter figures: {local.title}", "Save these figures", FiguresForm, save, _initial(local),
        back=_address(local), explanation=_explanation(local),
    )  # fmt: skip
    return page.answer(request)


def _initial(local: LocalMeasure) -> dict[str, Any]:
    """The box has the latest figures, so that a period can be added; before the lock the names of the columns alone."""
    visible, latest = _visible(local), actions.latest_figures(local)
    heading = ",".join(columns_of(local)) + "\n"
    return {
        "seen": latest.number if latest else 0,
        "heading": heading,
        "typed": heading + _text(local, visible.rows) if visible else heading,
    }


def _text(local: LocalMeasure, rows: list[Figure]) -> str:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows(map(list, _cells(local, rows)))
    return lines.getvalue()


def _cells(local: LocalMeasure, rows: list[Figure]) -> list[tuple[str, ...]]:
    """Figures in the columns of a table. A code, a period and a number begin no formula of a spreadsheet."""
    width = len(columns_of(local)) - 2
    return [(str(period), str(area), *map(str, numbers[:width])) for area, period, *numbers in rows]


def _problems(refusal: FileRefused) -> list[str]:
    problems = [str(problem) for problem in refusal.problems]
    rest = len(problems) - MOST_PROBLEMS
    return [*problems[:MOST_PROBLEMS], *([f"and {rest:,} more: correct these first."] if rest > 0 else [])]


def _explanation(local: LocalMeasure) -> str:
    alone = "may be left out: every figure is this council's"
    area = alone if local.design == ALONE else "is a council by name or code"
    words = (
        f"The columns are {', '.join(columns_of(local))}; “area” {area}. Enter every figure again: a new version takes the "
        "place of the one before, which stays on record."
    )
    if local.outcome.programme.state == "drafting":
        return f"{words} Nobody sees the figures before the protocol is locked."
    return words


@at_place("programmes.read")
def figures_csv(request: HttpRequest, id: UUID) -> StreamingHttpResponse:
    """A version of the figures: a file that can be entered again."""
    rows = LocalFigures.objects.at(request.actor.place).select_related("measure__outcome__programme")
    figures: LocalFigures = record_of(rows, id, "figures")
    if figures.measure.outcome.programme.state == "drafting":
        raise NotAllowed("Lock the protocol first: nobody sees the figures of an outcome before.")
    name = f"{figures.measure.outcome.measure}-version-{figures.number}.csv"
    return csv_lines(name, columns_of(figures.measure), _cells(figures.measure, figures.rows))


@at_place("programmes.read")
def table_csv(request: HttpRequest, id: UUID) -> StreamingHttpResponse:
    """A table with the columns and no figures."""
    return csv_lines("figures.csv", columns_of(local_at(request, id)), [])


def _address(local: LocalMeasure) -> str:
    return reverse("local-outcome", args=[local.place, local.pk])


def _of_programme(programme: Programme) -> str:
    return reverse("programme", args=[programme.place, programme.pk])

"""/measures/: the dictionary, each measure over all councils, and the same as files."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures import dictionary
from careplace.places.folding import fold
from careplace.publish.charts import funnel
from careplace.publish.figure_titles import breakdown_words
from careplace.publish.page import Exhibits
from careplace.publish.wording import filename
from careplace.web.public.measures import files
from careplace.web.public.measures.council_figures import CouncilFigures, Row, council_figures
from careplace.web.public.measures.council_map import mapped
from careplace.web.public.measures.history import history
from careplace.web.public.measures.listing import CHAPTERS, LONGEST, listed_by_section
from careplace.web.public.measures.params import (
    ORDERS,
    CouncilParams,
    chosen_row,
    council_params,
    council_slugs,
    regions,
    selected_rows,
)
from careplace.web.public.measures.strip_chart import strip
from careplace.web.public.measures.subjects import Subject, breakdowns, measures, subject
from careplace.web.public.place.addresses import place_called
from careplace.web.shell.errors import NoSuchPage, answer
from careplace.web.shell.templating import query

SUGGESTED = 6


@dataclass(frozen=True)
class MeasurePage:
    """What an address asks for; `wrong` says in words what is not to be had."""

    subject: Subject | None
    period: str | None
    wrong: str = ""


@require_safe
def index(request):
    """/measures/?q=: every measure by chapter and section, or those that hold the words."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    words = words if fold(words) else ""
    return render(
        request,
        "measures/index.html",
        {"asked": words, "chapters": listed_by_section(request.edition, words)},
    )


@require_safe
def measure(request, id: str):
    """/measures/<id>/?period=&breakdown=: what the measure is, and all councils."""
    page, params = measure_page(request, id), council_params(request)
    if page.wrong or params.wrong or page.subject is None:
        return answer(request, 400, "This measure has no such figures", page.wrong or params.wrong)
    subject = page.subject
    councils = council_figures(request.edition, subject, page.period) if page.period else None
    context = {
        "subject": subject,
        "section": dictionary.sections()[subject.measure.section],
        "chapter": CHAPTERS[dictionary.sections()[subject.measure.section].chapter],
        "family": dictionary.families().get(subject.measure.family),
        "period_shown": page.period,
        "parts": _parts(request.edition, subject),
        "versions": versions(subject),
        "found": councils,
        "exhibits": Exhibits(),
        **(council_context(request, councils, params) if councils else {}),
    }
    return render(request, "measures/measure.html", context)


def council_context(request, councils: CouncilFigures, params: CouncilParams) -> dict:
    """What the part of the page on councils shows, beside their figures."""
    edition, subject = request.edition, councils.subject
    shown = {"period": request.GET.get("period", ""), "breakdown": request.GET.get("breakdown", "")}
    address = reverse("measure", args=[subject.measure.id])
    area = place_called(edition, params.place) if params.place else None
    return {
        "params": params,
        "place_name": area.name if area else "",
        "hidden_fields": {"place": params.place, **shown},
        "orders": ORDERS,
        "regions": regions(edition),
        "councils": council_slugs(edition),
        "rows": selected_rows(edition, councils, params),
        "chart_files": f"{address}charts/",
        "chart_query": query(period=councils.period, breakdown=subject.breakdown, place=params.place),
        **chart_context(edition, councils, chosen_row(edition, councils, params.place)),
    }


@require_safe
def data(request, id: str, kind: str):
    """/measures/<id>/data.csv, data.json: what the page of the same query shows."""
    params = measure_page(request, id)
    if params.wrong or not params.period or params.subject is None:
        wrong = (
            params.wrong or "No public table gives this measure of councils, so there is nothing to download."
        )
        return answer(request, 400 if params.wrong else 404, "There is no such file", wrong)
    councils = council_figures(request.edition, params.subject, params.period)
    if kind == "csv":
        response = HttpResponse(
            files.to_csv(councils), content_type="text/csv; charset=utf-8; header=present"
        )
    else:
        response = HttpResponse(files.to_json(councils, request.edition.id), content_type="application/json")
    name = "-".join(filename(part) for part in (params.subject.key, params.period))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def versions(subject: Subject) -> list[tuple[str, str, str]]:
    """(definition, first period, last period) of each run of periods that one definition holds for, oldest first."""
    runs: list[tuple[str, str, str]] = []
    for cell in subject.cells:
        if runs and runs[-1][0] == cell.version:
            runs[-1] = (cell.version, runs[-1][1], cell.period)
        else:
            runs.append((cell.version, cell.period, cell.period))
    return runs


def measure_page(request, id: str) -> MeasurePage:
    """The subject and the period of a request.

    Raises:
        NoSuchPage: for a measure that is not in the dictionary.
    """
    measures_by_id = measures(request.edition)
    if id not in measures_by_id:
        raise NoSuchPage(f"No measure is called {id!r}.", _like(measures_by_id, id))
    chosen = subject(request.edition, id, request.GET.get("breakdown", ""))
    if chosen is None:
        return MeasurePage(
            None, None, "The measure is not broken down in that way. Choose one of its parts on its page."
        )
    period = request.GET.get("period", "") or chosen.newest
    if period and period not in {cell.period for cell in chosen.cells if cell.councils}:
        periods = [chosen.spoken(cell.period) for cell in chosen.cells if cell.councils]
        words = f"from {periods[0]} to {periods[-1]}" if periods else "none"
        return MeasurePage(
            chosen, None, f"It has no figures of councils for {period!r}. Those it has: {words}."
        )
    return MeasurePage(chosen, period)


def _like(measures_by_id: dict, id: str) -> list[dict]:
    near = get_close_matches(id, measures_by_id, SUGGESTED)
    return [
        {"name": measures_by_id[n].title, "address": reverse("measure", args=[n]), "description": "measure"}
        for n in near
    ]


def _parts(edition, subject: Subject) -> list[tuple[str, str]]:
    """(breakdown, its words) of every part that the page may show instead."""
    return [(b, breakdown_words(subject.measure, b) or "All") for b in breakdowns(edition, subject.measure)]


def chart_context(edition, councils: CouncilFigures, chosen: Row | None) -> dict:
    """What `measures/_charts.html` draws; `chosen` is the row of the council that is picked out."""
    over_time = history(edition, councils, chosen)
    return {
        "chosen": chosen,
        "history": over_time if over_time.chart else None,
        "report": over_time,
        "strip": strip(councils),
        "funnel": funnel.funnel(councils.outcome, councils.england, councils.differences),
        "map": mapped(edition, councils, chosen.code if chosen else ""),
        "names": {row.code: row.name for row in councils.rows},
        "verdicts": {row.code: row.verdict for row in councils.with_value},
    }

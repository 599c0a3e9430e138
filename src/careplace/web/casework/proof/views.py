"""The figures of a year: the page, the file, and what is behind a figure."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from careplace.casework.assurance.proof import sentences
from careplace.casework.assurance.proof.counted import counted
from careplace.casework.assurance.proof.evidence import Evidence
from careplace.casework.assurance.proof.figures import ProofFigure
from careplace.casework.assurance.proof.measures import measures
from careplace.casework.assurance.proof.years import Year
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.proof.months import headline, visits_by_month
from careplace.web.casework.proof.params import year_param, years
from careplace.web.casework.scope import at_place

COLUMNS = (
    *("id", "measure", "place", "year", "numerator", "denominator", "share", "as_at", "counted_on"),
    *("sentence", "notes"),
)


@at_place("services.read")
def proof(request: HttpRequest) -> HttpResponse:
    """What the team did in a year, in sentences with the year before; and visits by month."""
    today = timezone.localdate()
    year, place = year_param(request, today), request.actor.place
    result = counted(place, year, today, settings.CAREPLACE.home)
    records, before = result.evidence, result.before
    rows = [(f, sentences.sentence(f), sentences.change(f, before[key])) for key, f in result.figures.items()]
    chart = visits_by_month(records.visits, year, today)
    context = {
        "year": year,
        "years": years(records, today),
        "rows": rows,
        "today": today,
        "levels": sentences.level_sentence(records.levels, year.last_day(today)),
        "chart": chart,
        "headline": headline(chart),
        "before": visits_by_month(records.visits, year.before, today),
        "without_start": without_start(records),
    }
    return render(request, "proof/proof.html", context)


def without_start(records: Evidence) -> int:
    """How many services have no date on which their contract began."""
    return sum(not service.start_noted for service in records.services.values())


@at_place("visits.read")
def figure(request: HttpRequest, measure: str) -> HttpResponse:
    """A figure and every service behind it."""
    today = timezone.localdate()
    year, place = year_param(request, today), request.actor.place
    result = counted(place, year, today, settings.CAREPLACE.home)
    of_measure, services = result.figures[measure], result.evidence.services
    context = {
        "figure": of_measure,
        "year": year,
        "sentence": sentences.sentence(of_measure),
        "items": sorted(of_measure.count.items, key=lambda item: (item.counted, services[item.service].name)),
        "services": services,
        "uncertain": [services[id] for id in of_measure.count.uncertain],
    }
    return render(request, "proof/figure.html", context)


@at_place("services.read")
def proof_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The figures of a year as a file, safe for spreadsheets: a row for each measure, and no service by name."""
    today = timezone.localdate()
    year, place = year_param(request, today), request.actor.place
    result = counted(place, year, today, settings.CAREPLACE.home)
    name = f"proof-{place}-{year.label.replace('/', '-')}.csv"
    return csv_lines(name, COLUMNS, _rows(result.figures, year))


def _rows(of_year: Mapping[str, ProofFigure], year: Year) -> Iterator[list[str]]:
    for key, result in of_year.items():
        known = not result.count.unavailable
        numbers = [str(result.numerator), str(result.denominator)] if known else ["", ""]
        share = "" if result.value is None else f"{result.value:.4f}"
        dates = [result.as_at.isoformat(), result.today.isoformat()]
        words = [sentences.sentence(result), " ".join(result.count.notes)]
        cells = [result.id, measures()[key].title, result.place, year.label, *numbers, share, *dates, *words]
        yield [spreadsheet_safe_text(cell) for cell in cells]

"""The audit of a place, to read and to download."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from careplace.casework.audit.history import COLUMNS, events_of, export_rows, lines
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.scope import at_place

PAGE = 50


@at_place("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """The changes of the place, the last first."""
    page = Paginator(events_of(request.actor.place).order_by("-number"), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "audit/list.html", {"page": page, "lines": lines(page.object_list)})


@at_place("audit.read")
def audit_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every change of the place, the first first."""
    place = request.actor.place
    return csv_lines(f"audit-{place}.csv", COLUMNS, export_rows(place))

"""The audit of a place, to read and to download."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from careplace.casework.accounts.sign_ins import KIND
from careplace.casework.audit.history import COLUMNS, events_of, export_rows, lines
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.scope import at_place

PAGE = 50


@at_place("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    """The changes of the place, the last first; of sign-ins only, with ?kind=sign-in."""
    sign_ins = request.GET.get("kind") == KIND
    events = events_of(request.actor.place).order_by("-number")
    chosen = events.filter(kind=KIND) if sign_ins else events
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": lines(page.object_list), "sign_ins": sign_ins, "kind": KIND}
    return render(request, "audit/list.html", context)


@at_place("audit.read")
def audit_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every change of the place, the first first."""
    place = request.actor.place
    return csv_lines(f"audit-{place}.csv", COLUMNS, export_rows(place))

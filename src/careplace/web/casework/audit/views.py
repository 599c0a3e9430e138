"""The audit of a place, to read and to download."""

import csv
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from careplace.casework.audit.history import COLUMNS, events_of, export_rows, lines
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
    response = StreamingHttpResponse(_csv(request.actor.place), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="audit-{request.actor.place}.csv"'
    return response


def _csv(place: str) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in export_rows(place):
        yield writer.writerow(row)


class _Echo:
    """Gives each line of the csv module back, so that it can be sent while the rest is read."""

    @staticmethod
    def write(line: str) -> str:
        return line

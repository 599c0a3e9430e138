"""The site's addresses, and under /failing/ what only happens when something is wrong."""

from datetime import date

from django.urls import path

from careplace.web.public.reports import views as reports
from careplace.web.public.reports.files import Report
from careplace.web.public.reports.process import Progress
from careplace.web.public.urls import handler400, handler403, handler404, handler500, urlpatterns
from careplace.web.shell import errors

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def fails(_request):
    raise RuntimeError("as asked")


def waits(request):
    """The page of a report that is queued, which stays while it is looked at."""
    area = next(area for area in request.edition.gazetteer.areas.values() if area.kind == "council")
    report = Report(request.edition.id, area.code, "2026-09-01", "report.pdf")
    response = reports.waiting(request, area, date(2026, 9, 1), report, Progress("queued"))
    del response.headers["Refresh"]
    return response


FAILING = {
    "report": waits,
    "403": errors.forbidden,
    "410": lambda request: errors.removed(request, "The council ended on 31 March 2023."),
    "429": lambda request: errors.too_many(request, 7),
    "500": fails,
    "503": lambda request: errors.unavailable(request),
    "maintenance": errors.maintenance,
}
urlpatterns = [*urlpatterns, *(path(f"failing/{name}", view) for name, view in FAILING.items())]

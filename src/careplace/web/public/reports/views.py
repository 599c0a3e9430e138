"""/places/<slug>/<date>/reports/<name>?against=: a report as a file, or how far it is."""

import logging
import os
from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.places.area import Area, UnknownPlace
from careplace.web.public.downloads import ranges
from careplace.web.public.downloads.views import has, headed
from careplace.web.public.place.addresses import place_address
from careplace.web.public.place.params import asked_day, asked_place, comparators, elsewhere, last_date
from careplace.web.public.reports import process
from careplace.web.public.reports.files import MAKING, Report
from careplace.web.public.reports.formats import REPORTS
from careplace.web.shell.errors import answer
from careplace.web.shell.templating import query

log = logging.getLogger("careplace.web.public.reports")
REFRESH = 3
"""Seconds until the page of a report that is being made asks again: a brief takes about as long."""
LATER = {process.FULL: 30, process.FAILED: int(process.TRIED_AGAIN)}


@require_safe
def report(request, slug: str, day: str, name: str):
    """The file where it is ready; otherwise 202 and a page that asks again by itself, or 503 and why."""
    edition, area = request.edition, asked_place(request, slug)
    on = last_date(edition, area, asked_day(request, slug, day))
    if redirect := elsewhere(request, (slug, day), area, on, "report", name):
        return redirect
    try:
        wanted = Report(edition.id, area.code, str(on), name, _against(request, area, on))
    except UnknownPlace as error:
        return answer(request, 400, "These comparators cannot be read", str(error))
    try:
        progress = process.progress(settings.CAREPLACE, wanted)
        if progress.state == process.READY:
            return _file(request, wanted, f"careplace-{edition.id}-{slug}-{on}-{name}")
    except OSError as error:
        log.error("the folder of reports cannot be used", extra={"why": str(error)})
        progress = process.Progress(process.FAILED, "the folder of reports cannot be used")
    if progress.state in LATER:
        return _refused(request, progress)
    return waiting(request, area, on, wanted, progress)


def _against(request, area: Area, on: date) -> str:
    """The comparators of ?against=, as a page of the place takes them.

    Raises:
        UnknownPlace: for one that is not known, before a process begins, and for too many.
    """
    specs = comparators(request) or ()
    for spec in specs:
        request.edition.gazetteer.group(spec, area, on)
    return ",".join(specs)


def _file(request, wanted: Report, saved_as: str) -> HttpResponse:
    path, form, etag = (
        wanted.file(settings.CAREPLACE.reports_folder),
        REPORTS[wanted.name],
        f'"{wanted.digest}"',
    )
    # The report that was requested last is removed last.
    os.utime(path)
    response = (
        HttpResponse(status=304)
        if has(request, etag)
        else ranges.sent(request, path, path.stat().st_size, etag)
    )
    response.headers["Content-Type"] = form.content_type
    response.headers["Accept-Ranges"] = "bytes"
    shown = "inline" if form.shown else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{saved_as}"'
    return headed(response, etag)


def _refused(request, progress: process.Progress) -> HttpResponse:
    seconds = LATER[progress.state]
    if progress.state == process.FULL:
        title, message = (
            "Too many reports at once",
            "As many reports are waiting as we can make. Try again in half a minute.",
        )
    else:
        title = "This report could not be made"
        message = (
            f"The reason: {progress.reason}. It is tried again when someone asks for it ten minutes from now."
        )
    response = answer(request, 503, title, message)
    response.headers["Retry-After"] = str(seconds)
    return response


def waiting(request, area: Area, on: date, wanted: Report, progress: process.Progress) -> HttpResponse:
    """202: the page of a report that is queued or being made, which requests itself again."""
    context = {
        "area": area,
        "on": on,
        "form": REPORTS[wanted.name],
        "making": progress.state == MAKING,
        "seconds": REFRESH,
        "back": place_address(request.edition, area, on) + query(against=wanted.against),
    }
    response = render(request, "reports/progress.html", context, status=202)
    response.headers["Refresh"] = str(REFRESH)
    response.headers["Cache-Control"] = "no-store"
    return response

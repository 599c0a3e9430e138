"""/figures/<id>/: where a figure comes from: its query, its rows, and the files of those rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.figures import Figure, counts_councils
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.tracing import Trace, UnknownFigure
from careplace.measures.tracing import trace
from careplace.places.area import UnknownPlace
from careplace.publish import wording
from careplace.publish.outcomes import part_name
from careplace.publish.source_files import files_behind
from careplace.ratings.scale import GOOD_OR_OUTSTANDING
from careplace.web.public.place.addresses import suggested
from careplace.web.public.place.figure_rows import A_PAGE, rows_of
from careplace.web.shell.errors import NoSuchPage

_UNSAID = ("overall", "locations", "all")
"""Parts of a breakdown that a reader takes for granted."""


@require_safe
def figure(request, id: str):
    """One figure, told whole; its rows a page at a time."""
    edition, traced = request.edition, _traced(request, id)
    place = edition.gazetteer.areas.get(traced.figure.place)
    rows = rows_of(traced)
    number = _page_number(request, rows.pages, id)
    context = {
        "trace": traced,
        "figure": traced.figure,
        "parts": parts_in_words(traced.figure),
        "against": _against(edition, traced.figure),
        "files": files_behind([traced.figure], edition.made_from),
        "names": {file["sha256"]: file["name"] for file in edition.made_from},
        "rows": rows,
        "number": number,
        "shown": A_PAGE,
        "councils": counts_councils(traced.figure),
        "place": place.name if place else traced.figure.place,
    }
    return render(request, "place/figure.html", context)


@require_safe
def figure_rows(request, id: str):
    """/figures/<id>/rows.csv: every row behind a figure, and whether its value counts it."""
    data = rows_of(_traced(request, id)).as_csv()
    name = f"careplace-{request.edition.id}-{wording.filename(id)[:120]}-rows.csv"
    return HttpResponse(
        data,
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def parts_in_words(figure: Figure) -> str:
    """Which sector, rating or group of people a figure is of: "Adult social care, Good"; "" for all of a measure."""
    breakdown, _against, _key = figure.breakdown.partition("/against:")
    if figure.measure.startswith("outcome-"):
        # The id of a derived figure names its measure, whose title the page has.
        breakdown = breakdown.partition("/")[2]
    titles = {key: sector.title for key, sector in sectors().items()}
    words = titles | {GOOD_OR_OUTSTANDING: "Good or Outstanding", "beds": "by beds"}
    parts = [part for part in breakdown.split("/") if part not in _UNSAID]
    return ", ".join(words.get(part) or part_name(part) for part in parts)


def _against(edition, figure: Figure) -> str:
    """The group that a difference is from, by its name; "" for any other figure."""
    key = figure.breakdown.partition("/against:")[2]
    area = edition.gazetteer.areas.get(key)
    return area.name if area else wording.phrase(key.partition("=")[0].partition("-of-")[0])


def _traced(request, id: str) -> Trace:
    edition = request.edition
    try:
        return trace(edition.reader, id)
    except (UnknownFigure, UnknownPlace, ValueError) as error:
        raise NoSuchPage(str(error), suggested(edition, id.split("/")[1] if "/" in id else id)) from None


def _page_number(request, pages: int, id: str) -> int:
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= number <= pages:
        address = reverse("figure", args=[id])
        raise NoSuchPage(f"The rows of this figure have {pages} pages: {address}?page={pages} is the last.")
    return number

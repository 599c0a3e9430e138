"""/figures/<id>/: where a figure comes from: its query, its rows, and the files of those rows."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.measures.providers.tracing import UnknownFigure, trace
from careplace.places.area import UnknownPlace
from careplace.web.errors import NoSuchPage
from careplace.web.place.addresses import suggested

SHOWN = 50


@require_safe
def figure(request, id: str):
    """One figure, told whole."""
    edition = request.edition
    try:
        found = trace(edition.store, id)
    except (UnknownFigure, UnknownPlace, ValueError) as error:
        raise NoSuchPage(str(error), suggested(edition, id.split("/")[1] if "/" in id else id)) from None
    place = edition.gazetteer.areas.get(found.figure.place)
    context = {
        "trace": found,
        "figure": found.figure,
        "files": [one for one in edition.made_from if _behind(one, found.figure.source)],
        "names": {one["sha256"]: one["name"] for one in edition.made_from},
        "place": place.name if place else found.figure.place,
        "shown": SHOWN,
    }
    return render(request, "place/figure.html", context)


def _behind(file: dict, source: str) -> bool:
    return any(file["sha256"].startswith(prefix) for prefix in source.split("|") if prefix)

"""/places/<slug>/<date>/figures.csv and the like: what a place's page is made of, as `careplace report` writes it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from careplace.measures.providers.profile import NotCovered
from careplace.measures.report import data_report
from careplace.places.area import UnknownPlace
from careplace.publish import opendata
from careplace.publish.content import Content
from careplace.web.public.place.params import asked_day, asked_place, comparators, elsewhere, last_date
from careplace.web.public.place.queries import edition_details
from careplace.web.shell.errors import NoSuchPage, answer


def _one_of(name: str) -> Callable[[Content], str]:
    return lambda content: opendata.csv_files(content)[name]


CSV = "text/csv; charset=utf-8; header=present"
FILES: dict[str, tuple[str, Callable[[Content], str]]] = {
    "figures.csv": (CSV, _one_of("figures.csv")),
    "measures.csv": (CSV, _one_of("measures.csv")),
    "locations.csv": (CSV, _one_of("locations.csv")),
    "csv-metadata.json": ("application/csvm+json", _one_of("csv-metadata.json")),
    "figures.json": ("application/json", opendata.to_json),
}


@require_safe
def file_of_place(request, slug: str, day: str, name: str):
    """One of FILES: everything that the edition has of a place up to a day, beside the comparators of `against`."""
    edition, area = request.edition, asked_place(request, slug)
    on = last_date(edition, area, asked_day(request, slug, day))
    if redirect := elsewhere(request, (slug, day), area, on, "place-file", name):
        return redirect
    try:
        report = data_report(
            edition.reader, area, edition_details(edition), as_at=on, against=comparators(request)
        )
    except UnknownPlace as error:
        return answer(request, 400, "These comparators cannot be read", str(error))
    except NotCovered as error:
        raise NoSuchPage(str(error)) from None
    kind, write = FILES[name]
    return _saved(write(Content(report)), kind, f"careplace-{edition.id}-{slug}-{on}-{name}")


def _saved(text: str, kind: str, filename: str) -> HttpResponse:
    return HttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{filename}"'}
    )

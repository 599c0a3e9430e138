"""/places/<slug>/<date>/statement/: what a place's services were rated, in sentences to copy; and the same as files."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.measures.providers.definitions import sectors
from careplace.places.area import UnknownPlace
from careplace.publish import statement as statements
from careplace.publish.spans import months_of
from careplace.web.public.place.addresses import place_address
from careplace.web.public.place.params import asked_day, asked_place, comparators, elsewhere, last_register
from careplace.web.public.place.queries import edition_details
from careplace.web.shell.errors import answer

KINDS = {
    "md": ("text/markdown; charset=utf-8", "Markdown"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "html": ("text/html; charset=utf-8", "HTML"),
}
"""{ending of a file: (its type, its name in words)}."""
SPANS = {"12m": "twelve months", "24m": "two years", "36m": "three years", "60m": "five years"}
"""The spans that the form offers; the address takes any."""


@dataclass(frozen=True)
class Params:
    """What an address asks for; the usual of each where it names none."""

    since: str
    months: int
    sector: str
    against: tuple[str, ...] | None


def params_of(request) -> Params:
    """The parameters of the address.

    Raises:
        ValueError: for a span or a sector that is none.
        UnknownPlace: for too many comparators.
    """
    since = request.GET.get("since") or f"{statements.USUAL_MONTHS}m"
    sector = request.GET.get("sector") or statements.USUAL_SECTOR
    if sector not in sectors():
        raise ValueError(f"{sector!r} is no sector: write one of {', '.join(sectors())}")
    return Params(since, months_of(since), sector, comparators(request))


@require_safe
def page(request, slug: str, day: str):
    """The statement as a page, with its files and the choice of span and sector."""

    def made(statement, params, on):
        edition, area = request.edition, asked_place(request, slug)
        choices = {
            "endings": KINDS,
            "spans": SPANS,
            "sectors": sectors(),
            "query_of": {
                "since": request.GET.get("since"),
                "sector": request.GET.get("sector"),
                "against": ",".join(params.against or ()),
            },
        }
        context = {
            "statement": statement,
            "report": statement.content,
            "printed": statements.printed,
            "params": params,
            "slug": slug,
            "on": on,
            "area": area,
            "place_address": place_address(edition, area, on),
        }
        return render(request, "statement/statement.html", context | choices)

    return _answered(request, slug, day, "statement", (), made)


@require_safe
def file(request, slug: str, day: str, ending: str):
    """The statement as a file: the same bytes as `careplace statement` writes."""

    def made(statement, _params, _on):
        data = statements.files(statement, (ending,))[ending]
        name = statements.name_of(statement, ending)
        return HttpResponse(
            data,
            content_type=KINDS[ending][0],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return _answered(request, slug, day, "statement-file", (ending,), made)


def _answered(request, slug: str, day: str, name: str, args: tuple[str, ...], made):
    """What `made(statement, params, date)` gives; else the address that the statement has, or what is wrong with it."""
    edition, area, requested = request.edition, asked_place(request, slug), asked_day(request, slug, day)
    on = last_register(edition, area, requested)
    if redirect := elsewhere(request, (slug, day), area, on, name, *args):
        return redirect
    try:
        params = params_of(request)
        statement = statements.statement_of(
            edition.reader,
            area,
            edition_details(edition),
            as_at=on,
            against=params.against,
            sector=params.sector,
            months=params.months,
        )
    except (UnknownPlace, ValueError) as error:
        return answer(request, 400, "This statement cannot be written", str(error))
    return made(statement, params, on)

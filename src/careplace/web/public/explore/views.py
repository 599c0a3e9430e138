"""The pages of explore: the list, and its download."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_safe

from careplace.measures.providers.definitions import sectors
from careplace.publish.wording import day, filename
from careplace.web.public.explore.descriptions import described
from careplace.web.public.explore.download import ROWS, lines
from careplace.web.public.explore.extent import everywhere
from careplace.web.public.explore.filters import (
    AGES,
    BEDS,
    CHANGES,
    QUESTIONS,
    RATINGS,
    SIZES,
    SORTS,
    LocationFilter,
    location_filter,
)
from careplace.web.public.explore.selection import Selection, all_rows, page_rows, select, services
from careplace.web.public.parameters import WrongAsked
from careplace.web.public.provider.names import provider_names
from careplace.web.shell import redirects, streams
from careplace.web.shell.errors import answer
from careplace.web.shell.page_cache import SOON, tag

CHOICES = {
    "changes": CHANGES,
    "question_names": QUESTIONS,
    "ratings": RATINGS,
    "sorts": SORTS,
    "sector_options": [(key, sector.title) for key, sector in sectors().items()],
    "age_options": [(n, f"Older than {n} {'year' if n == 1 else 'years'}") for n in AGES],
    "beds_options": [(key, key.replace("-", " ")) for key in BEDS],
    "size_options": [(n, str(n)) for n in SIZES],
}


@require_safe
def explore(request):
    """/explore/: the locations asked for, a page of them; 400 with the form where something asked for is not there."""
    edition = request.edition
    try:
        selection = select(edition, location_filter(request.GET))
    except WrongAsked as error:
        return _wrong(request, error)
    if address := _better(request, selection.filter):
        return address
    return render(request, "explore/explore.html", _context(edition, selection))


@require_safe
@condition(etag_func=lambda request: tag(request))
def download(request):
    """/explore.csv: the whole selection, of the same parameters."""
    try:
        selection = select(request.edition, location_filter(request.GET))
    except WrongAsked as error:
        return answer(request, 400, "This selection cannot be read", " ".join(error.problems.values()))
    response = streams.limited(request, lambda: _lines_of(request.edition, selection))
    if response.status_code == 503:
        return response
    name = f"locations-{selection.filter.place or 'england'}-{selection.of}"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename(name)}.csv"'
    response.headers["Cache-Control"] = SOON
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _lines_of(edition, selection: Selection) -> StreamingHttpResponse:
    batches = all_rows(edition, selection, ROWS)
    return StreamingHttpResponse(lines(batches), content_type="text/csv; charset=utf-8; header=present")


def _better(request, meant: LocationFilter) -> HttpResponseRedirect | None:
    """To the one address of a selection, where it was asked for under another."""
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    if pairs == meant.written():
        return None
    return redirects.to(address(meant))


def address(meant: LocationFilter, name: str = "explore") -> str:
    """The address of a selection."""
    pairs = meant.written()
    return reverse(name) + (f"?{urlencode(pairs)}" if pairs else "")


def _context(edition, selection: Selection) -> dict:
    meant, last = selection.filter, selection.pages
    near = [n for n in range(meant.page - 2, meant.page + 3) if 1 <= n <= last]
    pages = sorted({1, last, *near})
    rows = page_rows(edition, selection)
    return CHOICES | {
        "wanted": meant,
        "extent": selection.extent,
        "place_address": selection.extent.address(edition),
        "selection": selection,
        "named": described(selection),
        "rows": rows,
        "providers": provider_names(edition, rows),
        "narrowed": any(name not in ("place", "date") for name, _value in meant.written()),
        **_lists(
            services(edition, selection.extent.date) if selection.extent.date else [], selection.extent.dates
        ),
        "mix": mix(selection.mix, lambda key: replace(meant, rating=(key,), page=1)),
        "latest_mix": mix(selection.latest_mix, lambda key: replace(meant, latest=(key,), page=1))
        if selection.latest_mix != selection.mix
        else [],
        "pages": [(n, address(replace(meant, page=n))) for n in pages],
        "before": address(replace(meant, page=meant.page - 1)) if meant.page > 1 else "",
        "after": address(replace(meant, page=meant.page + 1)) if meant.page < last else "",
        "download": address(replace(meant, page=1), "explore-csv"),
        "problems": {},
        "unrecorded": selection.unrecorded,
    }


def _lists(named_services: list[str], dates: list[date]) -> dict:
    """What the form offers of this register. The newest date has no name of its own: another place may have a newer."""
    return {
        "services": named_services,
        "service_options": [(service, service) for service in named_services],
        "date_options": [(date.isoformat(), day(date)) for date in dates[1:]],
    }


def mix(counts: dict[str, int], of_rating: Callable[[str], LocationFilter]) -> list[tuple[str, int, str]]:
    """(word, locations, address of these alone) of each rating in a selection; `of_rating` narrows it to a rating's key."""
    keys = {word: key for key, word in RATINGS.items()}
    return [(word, n, address(of_rating(keys[word]))) for word, n in counts.items()]


def _wrong(request, error: WrongAsked):
    """The form again, with what is wrong; nothing of what was asked for is shown."""
    values = {name: request.GET.get(name, "")[:200] for name in LocationFilter.__dataclass_fields__}
    context = CHOICES | {
        "wanted": values | {name: request.GET.getlist(name)[:10] for name in ("rating", "latest")},
        "problems": error.problems,
        "unrecorded": {},
        "selection": None,
        "narrowed": True,
        **_lists([], everywhere(request.edition)),
        "named": "",
        "extent": None,
    }
    response = render(request, "explore/explore.html", context, status=400)
    response.headers["Cache-Control"] = "no-store"
    return response

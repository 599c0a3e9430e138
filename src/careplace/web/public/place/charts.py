"""/places/<slug>/<date>/charts/<name>.svg, .png and .csv: a chart of the place's pages as a file, and its figures."""

from collections.abc import Callable
from functools import partial

from django.views.decorators.http import require_safe

from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import NotCovered
from careplace.places.area import UnknownPlace
from careplace.publish.chart_files.place_charts import place_chart, sector_of
from careplace.publish.content import Content
from careplace.web.public.chart_response import chart_response
from careplace.web.public.place.addresses import suggested
from careplace.web.public.place.params import asked_day, asked_place, comparators, elsewhere, last_date
from careplace.web.public.place.queries import outcomes, sector, whole
from careplace.web.shell.errors import NoSuchPage, answer

FIRST_PAGE = ("mix", "spine-place")
"""Charts of a place's first page, which reads less of a place than the pages of its parts."""


@require_safe
def chart(request, slug: str, day: str, name: str, kind: str):
    """A chart of a place at a date, next to the comparators of `against`."""
    edition, area = request.edition, asked_place(request, slug)
    on = last_date(edition, area, asked_day(request, slug, day))
    if redirect := elsewhere(request, (slug, day), area, on, "place-chart", name, kind):
        return redirect
    try:
        content = _content(name)(edition, area, on, comparators(request))
    except UnknownPlace as error:
        return answer(request, 400, "These comparators cannot be read", str(error))
    except NotCovered as error:
        raise NoSuchPage(str(error)) from None
    drawing = place_chart(content, name)
    if drawing is None:
        message = f"{area.name} has no chart of the name {name!r} at this date: its pages have those that there are."
        raise NoSuchPage(message, suggested(edition, area.name))
    return chart_response(drawing, kind, f"careplace-{edition.id}-{slug}-{on}-{name}")


def _content(name: str) -> Callable[..., Content]:
    """What reads the part of a place that a chart is of."""
    if key := sector_of(name):
        if key not in sectors():
            raise NoSuchPage(f"No sector is called {key!r}.")
        return partial(sector, key=key)
    return whole if name in FIRST_PAGE else outcomes

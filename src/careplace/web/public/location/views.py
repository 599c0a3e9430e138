"""The page of a location."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.measures.providers.definitions import sectors
from careplace.web.public.location.current_rating import PUBLISHED_IN
from careplace.web.public.location.location_page import location_page
from careplace.web.public.location.similar_ids import similar_ids
from careplace.web.public.location.timeline import timeline
from careplace.web.public.my_list.params import ListLinks, list_of, list_query
from careplace.web.public.parameters import WrongAsked
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage, answer

UNKNOWN = (
    "No location of this edition has the identifier {id}. It is CQC's own, such as 1-113017405 or RX601, and stands in the "
    "address of the location's page at CQC. The edition may be older than the registration."
)


@require_safe
def location(request, id: str):
    """/locations/<id>/?location=: one location, and the reader's list that the address keeps.

    410 where all that is known is that another registration followed it; 400 for what is no list.
    """
    try:
        ids = list_of(request.GET)
    except WrongAsked as error:
        return answer(request, 400, "This list cannot be read", f"{' '.join(error.problems.values())}.")
    if id != id.upper():
        return redirects.to(reverse("location", args=[id.upper()]) + list_query(ids))
    page = location_page(request.edition, id)
    if page.unknown:
        raise NoSuchPage(UNKNOWN.format(id=id), similar_ids(request.edition, id))
    if page.removed:
        response = render(request, "location/removed.html", {"page": page}, status=410)
        response.headers["Cache-Control"] = "no-store"
        return response
    context = {
        "page": page,
        "timeline": timeline(page),
        "sectors": sectors(),
        "published_in": PUBLISHED_IN,
        "list": ListLinks(ids, page.id),
    }
    return render(request, "location/location.html", context)

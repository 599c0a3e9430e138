"""/map/ and /map.svg: the councils of England, each a link to its page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from careplace.web.public.map.outlines import drawing
from careplace.web.public.search.views import regions


@require_safe
def page(request):
    """/map/: the map, and beside it the list of places that says the same."""
    context = {"drawing": drawing(request.edition), "regions": regions(request.edition)}
    return render(request, "map/page.html", context)


@require_safe
def svg(request):
    """/map.svg: the map as a file of the edition."""
    outlines = drawing(request.edition)
    if outlines is None:
        raise Http404
    text = render_to_string("map/file.svg", {"drawing": outlines}, request=request)
    return HttpResponse(text, content_type="image/svg+xml; charset=utf-8")

"""/map/ and /map.svg: the councils of England, each a link to its page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from careplace.web.public.map.colouring import colouring
from careplace.web.public.map.outlines import drawing
from careplace.web.public.search.views import regions
from careplace.web.shell.errors import answer


@require_safe
def page(request):
    """/map/?measure=: the map, plain or in the shades of a measure, and the list of places that says the same."""
    colours = colouring(request.edition, request.GET.get("measure", ""))
    if colours.wrong:
        return answer(request, 400, "The map has no such measure", colours.wrong)
    context = {"drawing": drawing(request.edition), "regions": regions(request.edition), "colours": colours}
    return render(request, "map/page.html", context)


@require_safe
def svg(request):
    """/map.svg: the map as a file of the edition."""
    outlines = drawing(request.edition)
    if outlines is None:
        raise Http404
    text = render_to_string("map/file.svg", {"drawing": outlines}, request=request)
    return HttpResponse(text, content_type="image/svg+xml; charset=utf-8")

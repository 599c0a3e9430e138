"""For people who watch the site: does the process answer, can it read an edition, and what has it counted."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from careplace.editions.home import EditionError
from careplace.web.public.editions import ATTEMPTS, shelf
from careplace.web.shell import metrics


@require_safe
@never_cache
def health(request):
    """200 while the process answers, whatever else is wrong."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request):
    """200 with the edition's id when pages can be made; else 503."""
    # An edition that turns out to be damaged is left for the last sound one, as it is for a page.
    for _ in range(ATTEMPTS):
        try:
            reading = shelf().read()
        except EditionError:
            break
        try:
            if reading.answers():
                return JsonResponse({"status": "ready", "edition": reading.id})
        finally:
            reading.close()
    return JsonResponse({"status": "no edition can be opened"}, status=503)


@require_safe
@never_cache
def metrics_page(request):
    """What was counted, for Prometheus; there only where CAREPLACE_METRICS says so."""
    if not settings.CAREPLACE.metrics:
        raise Http404
    return HttpResponse(metrics.exposition(), content_type=metrics.CONTENT_TYPE)

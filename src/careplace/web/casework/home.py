"""The first pages: a person's places, and whether the site is up."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.casework.scope.actor import places_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's places; straight to the place where there is only one."""
    codes = places_of(request.user)
    if len(codes) == 1:
        return HttpResponseRedirect(reverse("today", args=codes))
    return render(request, "places.html", {"places": codes})


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers, whatever else is wrong."""
    return JsonResponse({"status": "ok"})

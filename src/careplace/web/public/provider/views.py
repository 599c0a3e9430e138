"""The page of a provider."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careplace.web.public.location.similar_ids import similar_ids
from careplace.web.public.provider.queries import provider_page
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage

UNKNOWN = (
    "No provider of this edition has the identifier {id}. It is CQC's own, such as 1-101668015 or RX6, and stands in the "
    "address of the provider's page at CQC."
)


@require_safe
def provider(request, id: str):
    """/providers/<id>/: one provider and its locations."""
    if id != id.upper():
        return redirects.to(reverse("provider", args=[id.upper()]))
    page = provider_page(request.edition, id)
    if page.unknown:
        raise NoSuchPage(UNKNOWN.format(id=id), similar_ids(request.edition, id))
    return render(request, "provider/provider.html", {"page": page})

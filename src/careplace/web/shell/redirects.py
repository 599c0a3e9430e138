"""Leads to the one address of a page, kept for a minute as pages are: a new edition may lead elsewhere."""

from django.http import HttpResponseRedirect

from careplace.web.shell.page_cache import SOON


def to(address: str) -> HttpResponseRedirect:
    """Leads to this address."""
    return HttpResponseRedirect(address, headers={"Cache-Control": SOON})


def with_query(request, address: str) -> HttpResponseRedirect:
    """Leads to this address with the query of the request."""
    query = request.META.get("QUERY_STRING", "")
    return to(f"{address}?{query}" if query else address)

"""The API itself: its addresses, and how its faults are told."""

from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import ValidationError

from careplace.web.public.api import editions, figures, locations, measures, places
from careplace.web.public.api.paging import BadCursor
from careplace.web.public.api.responses import wrong
from careplace.web.shell import errors

VERSION = "1.0.0"
ABOUT = (
    "What Careplace knows of health and care in every area of England, as JSON. Read only; no key is needed. "
    "Everything is of one edition, which every answer names; the same address gives the same answer as long as that "
    "edition serves, and its ETag says so. Within version 1 fields are added and never taken away."
)
api = NinjaAPI(
    title="Careplace API",
    version=VERSION,
    description=ABOUT,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    servers=[{"url": "/", "description": "this site"}],
)
for room in (places, figures, measures, locations, editions):
    api.add_router("", room.router)


@api.exception_handler(ValidationError)
def unreadable(request, error):
    """400 for a parameter out of its bounds."""
    return wrong(request, [(str(fault["loc"][-1]), fault["msg"]) for fault in error.errors])


@api.exception_handler(BadCursor)
def no_cursor(request, error):
    """400 for a cursor that is none."""
    return wrong(request, [("cursor", str(error))])


@api.exception_handler(Http404)
def nothing(request, error):
    """404."""
    return errors.not_found(request, error)

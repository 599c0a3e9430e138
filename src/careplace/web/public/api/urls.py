"""The addresses of the API, below /api/."""

from functools import partial

from django.urls import path

from careplace.web.public.api import openapi, page
from careplace.web.public.api.responses import open_to
from careplace.web.public.api.service import api
from careplace.web.shell.page_cache import public


def _operations():
    """The API's own addresses, each guarded; the views of ninja answer whatever method by themselves."""
    for pattern in api.urls[0]:
        if pattern.name != "api-root":
            allowed = partial(openapi.parameters, pattern.name)
            yield path(
                f"v1/{pattern.pattern}",
                public(open_to(allowed)(pattern.callback)),
                name=f"api-{pattern.name}",
            )


urlpatterns = [
    path("v1/openapi.json", public(open_to(frozenset)(page.openapi_json)), name="openapi"),
    *_operations(),
]

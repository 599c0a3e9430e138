"""What every address of the API does alike: which methods, which parameters, and how a fault is told."""

import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse

from careplace.web.shell.errors import answer

METHODS = ("GET", "HEAD")


def json_response(whole: dict) -> HttpResponse:
    """An answer as JSON; days as 2021-02-01."""
    text = json.dumps(whole, ensure_ascii=False, allow_nan=False, default=str, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json")


def open_to(allowed: Callable[[], frozenset[str]]) -> Callable:
    """A view that is asked by GET and HEAD, each parameter once, and none that is not in `known()`."""

    def guarded(view: Callable) -> Callable:
        @wraps(view)
        def guarded_view(request, *args, **kwargs):
            if request.method not in METHODS:
                return not_allowed(request)
            faults = _faults(request.GET, allowed())
            if faults:
                return wrong(request, faults)
            # The server drops the body of an answer to HEAD; the API knows GET alone.
            request.method = "GET"
            return view(request, *args, **kwargs)

        return guarded_view

    return guarded


def _faults(query, allowed: frozenset[str]) -> list[tuple[str, str]]:
    there_are = f"There are {', '.join(sorted(allowed))}." if allowed else "There are none here."
    unknown = [(name, f"There is no such parameter. {there_are}") for name in query if name not in allowed]
    twice = [(name, "It is given more than once.") for name, values in query.lists() if len(values) > 1]
    return unknown + twice


def wrong(request, faults: list[tuple[str, str]]) -> HttpResponse:
    """400: what is wrong with which parameters."""
    errors = [{"parameter": name, "detail": detail} for name, detail in faults]
    message = "; ".join(f"{name}: {detail}" for name, detail in faults)
    return answer(request, 400, "These parameters cannot be read", message, errors=errors)


def not_allowed(request) -> HttpResponse:
    """405."""
    message = "The API is read only: ask with GET or HEAD."
    response = answer(request, 405, "Method not allowed", message)
    response.headers["Allow"] = ", ".join(METHODS)
    return response

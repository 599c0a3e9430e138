"""Pages for what went wrong, and the same as JSON below /api/: what happened and what to do, never how it was made.

Below /api/ the body is that of RFC 9457, "Problem Details for HTTP APIs".
"""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

NEEDS_NO_EDITION = frozenset(("/health", "/ready", "/metrics"))
API = "/api/"
PROBLEM = "application/problem+json"


class NoSuchPage(Http404):
    """404 in words of its own: `message` says why, `suggestions` are places that may have been meant."""

    def __init__(self, message: str, suggestions: Sequence[dict] = ()):
        super().__init__(message)
        self.message, self.suggestions = message, suggestions


def answer(request, status: int, title: str, message: str, **more) -> HttpResponse:
    """An error's page; below /api/ a problem, with the `errors` of single parameters where they are given."""
    if request.path_info.startswith(API):
        response = problem(request, status, title, message, more.get("errors", ()))
    else:
        response = render(
            request,
            "error.html",
            {"title": title, "message": message, "suggestions": (), **more},
            status=status,
        )
    response.headers["Cache-Control"] = "no-store"
    # RequestLog notes every answer with its status; Django would note those of 500 and more again, as errors.
    response._has_been_logged = status == 503
    return response


def problem(request, status: int, title: str, message: str, errors: Sequence[dict] = ()) -> HttpResponse:
    """{type, title, status, detail, instance, request, errors}: /api/ tells of every type."""
    body = {
        "type": f"{API}#problem-{status}",
        "title": title,
        "status": status,
        "detail": message,
        "instance": request.path,
        "request": getattr(request, "id", ""),
        "errors": list(errors),
    }
    return JsonResponse(body, status=status, content_type=PROBLEM)


def bad_request(request, exception=None) -> HttpResponse:
    """400."""
    return answer(request, 400, "This address cannot be read", "Check it, or search for a place.")


def not_found(request, exception: Exception | None = None, suggestions: Sequence[dict] = ()) -> HttpResponse:
    """404, with the places that the address may have meant: those that the exception names, else `suggestions`."""
    meant = getattr(exception, "suggestions", suggestions)
    message = (
        getattr(exception, "message", "") or "There is no page at this address. It may have been mistyped."
    )
    return answer(request, 404, "Page not found", message, suggestions=meant)


def forbidden(request, exception=None) -> HttpResponse:
    """403."""
    return answer(
        request, 403, "You cannot do this", "Nothing on this site asks for permission: go back and try again."
    )


def failed(request) -> HttpResponse:
    """500, in words that need nothing that may have failed."""
    message = (
        "Something went wrong on our side. It is noted under the number below; try again in a few minutes."
    )
    return answer(
        request,
        500,
        "Sorry, there is a problem with this service",
        message,
        request_id=getattr(request, "id", ""),
    )


def removed(request, message: str) -> HttpResponse:
    """410."""
    return answer(request, 410, "This page is gone", message)


def too_long(request) -> HttpResponse:
    """414."""
    return answer(request, 414, "This address is too long", "Shorten it: a search needs a few words only.")


def too_many(request, seconds: int) -> HttpResponse:
    """429: `seconds` until the next request is answered."""
    message = f"You have asked more often than we can answer everyone. Ask again in {seconds} seconds."
    response = answer(request, 429, "Too many requests", message)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_busy(request) -> HttpResponse:
    """503: as many files are being sent as there may be at once."""
    message = "As many files are being sent as we can send at once. Try again in half a minute."
    response = answer(request, 503, "Too many downloads at once", message)
    response.headers["Retry-After"] = "30"
    return response


def unavailable(request) -> HttpResponse:
    """503: no edition can be read."""
    response = answer(
        request,
        503,
        "The data are not there yet",
        "No edition of the data can be read just now. Try again in a minute.",
    )
    response.headers["Retry-After"] = "60"
    return response


def maintenance(request) -> HttpResponse:
    """503: the site is being worked on."""
    message = "We are working on the site. Nothing is lost; try again later."
    response = answer(request, 503, "Sorry, the service is unavailable", message)
    response.headers["Retry-After"] = "600"
    return response

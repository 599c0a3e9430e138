"""Pages for what went wrong in casework."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from careplace.web.casework.drafts.keeping import keep_draft
from careplace.web.shell import errors as shell
from careplace.web.shell.errors import answer, bad_request, not_found

__all__ = ["bad_request", "failed", "forbidden", "form_refused", "not_allowed", "not_found"]


def not_allowed(request, message: str):
    """403 with the reason: the person is known, and has no such right here."""
    return answer(request, 403, "You cannot do this", message)


def forbidden(request, exception=None):
    """403."""
    return not_allowed(request, "Your role does not allow this. Ask an administrator of your place.")


def form_refused(request, reason=""):
    """403 for a form that was opened before another sign-in, or that another site sent. What a person wrote is kept."""
    if keep_draft(request):
        message = (
            "You signed in again after opening this form. Your text is kept: open the form again to see it."
        )
        return answer(request, 403, "Open the form again", message, back=request.path)
    message = "This form did not come from a page of this site that you opened. Go back, reload the page, and try again."
    return answer(request, 403, "The form was not accepted", message)


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 while the database does not answer or cannot be written to."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_unavailable()
    return shell.failed(request)


def database_unavailable() -> HttpResponse:
    """503, made without the request: to know who is signed in, the page would need the database."""
    message = (
        "The database cannot be used just now, so nothing was saved. If you sent a form, go back: your browser still "
        "has what you wrote. Try again in a minute; if it goes on, tell the people who run this site."
    )
    page = {"title": "Sorry, the service is unavailable", "message": message, "suggestions": ()}
    headers = {"Retry-After": "60"}
    return HttpResponse(render_to_string("error.html", page), status=503, headers=headers)

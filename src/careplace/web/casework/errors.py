"""Pages for what went wrong in casework."""

from careplace.web.casework.drafts.keeping import keep_draft
from careplace.web.shell.errors import answer, bad_request, failed, not_found

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

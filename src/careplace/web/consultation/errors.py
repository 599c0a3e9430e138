"""Pages for what went wrong on the site for responses."""

from careplace.web.shell.errors import answer, bad_request, failed, not_found

__all__ = ["bad_request", "closed", "failed", "forbidden", "form_refused", "not_found"]


def forbidden(request, exception=None):
    """403."""
    return form_refused(request)


def form_refused(request, reason=""):
    """403 for a form without its cookie, or that another site sent."""
    message = (
        "Your browser did not send the cookie that the form needs, or the form was opened in another window before. "
        "Go back, reload the page, and send it again. Your browser usually still has what you wrote."
    )
    return answer(request, 403, "The form was not accepted", message)


def closed(request, message: str):
    """410 for a consultation outside of its days."""
    return answer(request, 410, "You cannot respond now", message)

"""Files that a person keeps: no browser opens one as a page of this site."""

from django.http import HttpResponse

PDF, HTML = "application/pdf", "text/html; charset=utf-8"


def attachment(name: str, content: str | bytes, kind: str) -> HttpResponse:
    """A file under a name of ours, of a content type."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)

"""Final minutes as a PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from careplace.publish.pdf import to_pdf
from careplace.web.casework.attachments import PDF, attachment
from careplace.web.casework.panels.views import frozen, meeting_at
from careplace.web.casework.scope import at_place


@at_place("panels.read")
def minutes_pdf(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """A version of the final minutes as a tagged PDF (publish/pdf.py)."""
    record = meeting_at(request, id)
    html = render_to_string("panels/minutes_paper.html", {"meeting": record, **frozen(record, number)})
    return attachment(f"minutes-{record.held_on}-version-{number}.pdf", to_pdf(html), PDF)

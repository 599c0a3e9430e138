"""The context pack: what the published edition says of the place, for a team that begins."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careplace.casework.edition_reader import NoEdition
from careplace.casework.reviews.context_pack import FILES, contents, page_of
from careplace.casework.reviews.models import Review
from careplace.web.casework.attachments import HTML, attachment
from careplace.web.casework.reviews.scope import at_review
from careplace.web.shell.errors import NoSuchPage

__all__ = ["FILES", "file", "pack"]
NO_EDITION = "The edition of this review is no longer there. What you downloaded from it before still holds."


@at_review()
def pack(request: HttpRequest, record: Review) -> HttpResponse:
    """What the edition has of the place, and the files to take along."""
    try:
        summary = contents(settings.CAREPLACE.home, record.edition, record.place)
    except NoEdition:
        summary = None
    context = {"review": record, "contents": summary, "files": FILES, "no_edition": NO_EDITION}
    return render(request, "reviews/context.html", context)


@at_review()
def file(_request: HttpRequest, record: Review, name: str) -> HttpResponse:
    """The brief or the report of the place from the review's edition, as one page that needs nothing else.

    Raises:
        NoSuchPage: where the edition is no longer there, or has nothing of the place.
    """
    try:
        page = page_of(name, settings.CAREPLACE.home, record.edition, record.place)
    except (NoEdition, LookupError):
        raise NoSuchPage(NO_EDITION) from None
    return attachment(f"{name}-{record.place}.html", page, HTML)

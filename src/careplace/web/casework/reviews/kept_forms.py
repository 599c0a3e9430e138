"""Forms about a source that were kept because a sign-in had ended: they have words that are taken out of its text."""

from django.db.models import Q
from django.urls import reverse

from careplace.casework.reviews.models import Source
from careplace.web.casework.drafts.models import Draft


def forget_drafts(source: Source) -> None:
    """Delete what anybody wrote into a form of the source, or of a version of its text."""
    texts = source.texts.values_list("pk", flat=True)
    pages = [reverse("review-source", args=[source.place, source.pk])]
    pages += [reverse("text-coding", args=[source.place, text]) for text in texts]
    below = Q(pk=None)
    for page in pages:
        below |= Q(path__startswith=page)
    Draft.objects.filter(below).delete()

"""Keeping a form whose session had ended, and giving it back to the person who wrote it.

Each form names the person that it was made for in a field that the site signed, so that nobody can put text into a form
of another, and nobody else is shown it.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from careplace.web.casework.drafts.models import Draft

OWNER, SALT = "form_owner", "careplace.form"
SECRET = (OWNER, "csrfmiddlewaretoken")
DAYS = 7
"""How long a form can be sent late, and a draft is kept."""


def owner_field(request: HttpRequest) -> str:
    """The signed field that says which person, and which address, a form was made for, and its own random number."""
    return signing.dumps([str(request.user.pk), request.path, uuid4().hex], salt=SALT)


def number_of(request: HttpRequest) -> str:
    """The random number of the form that a request sends; "" for one that was not made for its person and address."""
    user, number = _signed(request)
    return number if user == str(request.user.pk) else ""


def keep_draft(request: HttpRequest) -> bool:
    """Keep what a request sends, if it is a form of ours; whether it was kept."""
    owner = _owner(request) if request.method == "POST" else None
    if owner is None:
        return False
    fields = request.POST.copy()
    for name in SECRET:
        fields.pop(name, None)
    Draft.objects.update_or_create(user_id=owner, path=request.path, defaults={"fields": fields.urlencode()})
    return True


def _owner(request: HttpRequest) -> UUID | None:
    user, _number = _signed(request)
    return UUID(user) if user else None


def _signed(request: HttpRequest) -> tuple[str, str]:
    """The person and the number of a form, where it was made for this address; else empty."""
    try:
        user, path, number = signing.loads(
            request.POST.get(OWNER, ""), salt=SALT, max_age=timedelta(days=DAYS)
        )
    except (signing.BadSignature, ValueError):
        return "", ""
    return (user, number) if path == request.path else ("", "")


def draft_of(request: HttpRequest) -> QueryDict | None:
    """The person's draft for this address; None without one. It stays until the form is saved: a page can be lost too."""
    # Old ones the timer deletes (jobs.py): deleting them here took SQLite's lock for writing at every look at a form.
    since = timezone.now() - timedelta(days=DAYS)
    draft = Draft.objects.filter(user=request.user, path=request.path, saved_at__gte=since).first()
    return QueryDict(draft.fields) if draft else None


def discard_draft(request: HttpRequest) -> None:
    """Delete the person's draft for this address: the form was saved, or the person does not want it."""
    Draft.objects.filter(user=request.user, path=request.path).delete()


def delete_old_drafts(now: datetime) -> int:
    """Delete the drafts of everybody that are too old to be given back; how many."""
    return int(Draft.objects.filter(saved_at__lt=now - timedelta(days=DAYS)).delete()[0])

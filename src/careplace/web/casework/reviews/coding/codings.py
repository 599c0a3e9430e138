"""A coding: changed, taken back, accepted, confirmed."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from careplace.casework.reviews.coding import actions, book
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.coding.states import CODING
from careplace.casework.reviews.models import Text
from careplace.voices.texts import Span
from careplace.web.casework.forms.page import FormPage
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.coding.forms import AcceptForm, CodingForm, ConfirmForm
from careplace.web.casework.reviews.coding.places import address, part_of
from careplace.web.casework.scope import at_place, record_of

STEPS = {
    "edit": "Change the coding",
    "remove": "Remove the coding",
    "accept": "Accept the suggestion",
    "confirm": "Confirm the coding",
}
"""{step of a coding: words on its button}"""


@at_place("reviews.write", form=True)
def step(request: HttpRequest, id: UUID, action: str) -> HttpResponse:
    """A step of a coding, with its form."""
    rows = actions.codings_seen(request.actor).select_related("review", "code", "text", "source", "round")
    coding = record_of(rows, id, "coding")
    CODING.check(coding.state, action, request.actor.roles)
    current = Text.objects.get(source=coding.source_id, state="current")
    page = FormPage(
        f"{STEPS[action]}: {coding.code.name}",
        STEPS[action],
        _form(coding, action),
        partial(_save, request, coding, current, action),
        _initial(coding),
        template="coding/paragraph.html",
        back=address(current, coding.start),
    )
    words = coding.text.content[coding.start : coding.end]
    return page.answer(request, excerpt=words, text=coding.text, span=None)


def _form(coding: Coding, action: str) -> Any:
    if action == "remove":
        return VersionForm
    branches = book.tree(Code.objects.filter(review=coding.review_id))
    kind = {"edit": CodingForm, "accept": AcceptForm, "confirm": ConfirmForm}[action]
    return partial(kind, framework=coding.review.framework_used, branches=branches)


def _initial(coding: Coding) -> dict[str, Any]:
    fields = {name: getattr(coding, name) for name in ("direction", "populations", "memo", "version")}
    return fields | {"code": str(coding.code_id)}


def _save(request: HttpRequest, coding: Coding, current: Text, action: str, form: Any) -> str:
    version, values = form.cleaned_data["version"], form.values()
    words = values.pop("words", "")
    span = part_of(current.content, Span(0, len(current.content)), words) if words else None
    if action == "confirm":
        actions.confirm(request.actor, coding.pk, version, span, values)
    elif action == "remove":
        actions.remove(request.actor, coding.pk, version)
    else:
        act = actions.edit if action == "edit" else actions.accept
        act(request.actor, coding.pk, version, values)
    return address(current, coding.start)

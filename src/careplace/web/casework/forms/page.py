"""A page with a form: shown, sent, refused, in conflict with a colleague's change, or kept over a sign-in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from careplace.casework.workflow.actions import Conflict
from careplace.web.casework.drafts.keeping import discard_draft, draft_of, number_of, owner_field
from careplace.web.casework.submissions.saving import saved_once

FORM = "form_page.html"


@dataclass(frozen=True)
class Difference:
    """A field that a colleague changed meanwhile: its label, their text, and that of the form."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class FormPage:
    """A form and what happens when it is sent.

    `save` takes the form and gives the address to go on to; it may raise ValidationError or Conflict.
    `make` gives the form of some data (None before it is sent), its files and initial values.
    """

    title: str
    button: str
    make: Callable[..., forms.BaseForm]
    save: Callable[[forms.BaseForm], str]
    initial: dict[str, Any]
    template: str = FORM
    back: str = ""
    explanation: str = ""

    def answer(self, request: HttpRequest, **context: Any) -> HttpResponse:
        """The page, or the way on once it is saved."""
        if request.method != "POST":
            return self._shown(request, context)
        if "discard" in request.POST:
            discard_draft(request)
            return HttpResponseRedirect(request.path)
        form = self.make(request.POST, request.FILES, initial=self.initial)
        if form.is_valid():
            try:
                address = saved_once(number_of(request), partial(self.save, form))
                discard_draft(request)
                return HttpResponseRedirect(address)
            except Conflict as conflict:
                return self._conflict(request, form, conflict, context)
            except ValidationError as error:
                _add_errors(form, error)
        return self._page(request, form, 422, context)

    def prefilled(self, request: HttpRequest, **context: Any) -> HttpResponse:
        """The page with its initial values, where they came from what the request sent."""
        return self._page(request, self.make(None, None, initial=self.initial), 200, context)

    def shown(self, request: HttpRequest, form: forms.BaseForm, **context: Any) -> HttpResponse:
        """The page with a form as it was sent, and nothing saved: for a preview."""
        return self._page(request, form, 200, context)

    def _shown(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        draft = draft_of(request)
        if draft is None:
            return self._page(request, self.make(None, None, initial=self.initial), 200, context)
        return self._page(
            request, self.make(draft, None, initial=self.initial), 200, context | {"kept": True}
        )

    def _conflict(
        self, request: HttpRequest, form: forms.BaseForm, conflict: Conflict, context: dict[str, Any]
    ) -> HttpResponse:
        """409: both texts are shown, and sending the form again replaces the colleague's."""
        form.data = form.data.copy()
        form.data["version"] = conflict.record.version
        shown = {"conflict": str(conflict), "differences": differences(form, conflict.record)}
        return self._page(request, form, 409, context | shown)

    def _page(
        self, request: HttpRequest, form: forms.BaseForm, status: int, context: dict[str, Any]
    ) -> HttpResponse:
        page = {"conflict": "", "differences": [], "kept": False, "page": self, "form": form}
        return render(request, self.template, page | {"owner": owner_field(request)} | context, status=status)


def differences(form: forms.BaseForm, record: Any) -> list[Difference]:
    """The fields in which the form and the record as it is now are not the same."""
    return [
        Difference(str(form[name].label), _text(getattr(record, name)), _text(value))
        for name, value in form.cleaned_data.items()
        if hasattr(record, name) and name != "version" and _text(getattr(record, name)) != _text(value)
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Errors of the record next to the fields that have them; of what has no field, above the form."""
    for name, messages in getattr(error, "message_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, messages)

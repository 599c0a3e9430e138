"""Forms of codes and codings."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from careplace.casework.reviews.coding.book import Branch, same_name
from careplace.casework.reviews.coding.models import Code
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import Framework
from careplace.web.casework.forms.versions import VersionForm

NO_NAMES = "Do not name people."
DIRECTIONS = [(direction.value, direction.value.capitalize()) for direction in Direction]


class CodeForm(VersionForm):
    """A code of the code book."""

    name = forms.CharField(
        label="Name", help_text="What people say aloud: “Medicines at home”.", max_length=120
    )
    parent = forms.ChoiceField(label="Below which code?", required=False)
    line = forms.ChoiceField(
        label="Key line", help_text="What has this code is evidence on the line.", required=False
    )
    memo = forms.CharField(
        label="When to give it, and when not", max_length=4000, required=False, widget=forms.Textarea
    )
    sure = forms.BooleanField(label="Use this name all the same", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, framework: Framework, branches: list[Branch], own: UUID | None = None, **more: Any
    ):
        super().__init__(*args, **more)
        self.branches, self.own = branches, own
        parents = [(str(b.code.pk), b.path) for b in branches if b.code.pk != own and b.code.state == "used"]
        self.fields["parent"].choices = [("", "None: it is at the top"), *parents]
        titles = [(key, line.title) for key, line in framework.lines.items()]
        self.fields["line"].choices = [("", "None: it only sorts texts"), *titles]
        if not self.is_bound or not self._twice(self.data.get("name", "")):
            del self.fields["sure"]

    def clean_parent(self) -> Code | None:
        """The code above."""
        return {str(b.code.pk): b.code for b in self.branches}.get(self.cleaned_data["parent"])

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a name that the book has already, unless the person is sure."""
        if (twice := self._twice(self.cleaned_data.get("name", ""))) and not self.cleaned_data.get("sure"):
            paths = ", ".join(f"“{branch.path}”" for branch in twice)
            raise ValidationError({"name": f"The code book has this name already: {paths}."})
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The fields of the code."""
        values = self.cleaned_data
        parent = values["parent"]
        return {
            "parent_id": parent.pk if parent else None,
            **{name: values[name] for name in ("name", "line", "memo")},
        }

    def _twice(self, name: str) -> list[Branch]:
        return same_name(self.branches, name, self.own) if name.strip() else []


class RetireForm(VersionForm):
    """A code is no longer used."""

    reason = forms.CharField(label="Why is it no longer used?", max_length=2000, widget=forms.Textarea)


class _GivenForm(forms.Form):
    """What is given with a code."""

    direction = forms.ChoiceField(
        label="What do the words say?", choices=DIRECTIONS, widget=forms.RadioSelect
    )
    populations = forms.MultipleChoiceField(
        label="Who are the words about?",
        help_text="Choose none where it is everyone that the source is about.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    memo = forms.CharField(
        label="Note", help_text=NO_NAMES, max_length=2000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, framework: Framework, branches: list[Branch], **more: Any):
        super().__init__(*args, **more)
        self.branches = branches
        self.fields["populations"].choices = [(kind.key, kind.title) for kind in framework.populations]
        used = [(str(branch.code.pk), branch.path) for branch in branches if branch.code.state == "used"]
        for name in {"codes", "code"} & set(self.fields):
            self.fields[name].choices = used


class ChoiceForm(_GivenForm):
    """Codes for words of a text."""

    words = forms.CharField(
        label="Only these words",
        help_text="To code a part of the paragraph, copy it here. Leave empty for all of it.",
        max_length=20_000,
        required=False,
    )
    codes = forms.MultipleChoiceField(label="Codes", widget=forms.CheckboxSelectMultiple)
    field_order = ("words", "codes", "direction", "populations", "memo")


class BulkForm(_GivenForm):
    """Codes for passages that search found: those that are ticked, or all of them."""

    passages = forms.MultipleChoiceField(label="Passages", required=False)
    everything = forms.BooleanField(label="Code all that were found, on every page", required=False)
    total = forms.IntegerField(widget=forms.HiddenInput)
    codes = forms.MultipleChoiceField(label="Codes", widget=forms.CheckboxSelectMultiple)
    field_order = ("passages", "everything", "codes", "direction", "populations", "memo", "total")

    def __init__(self, *args: Any, passages: list[int], **more: Any):
        super().__init__(*args, **more)
        self.fields["passages"].choices = [(str(id), str(id)) for id in passages]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where no passage is chosen."""
        values = self.cleaned_data
        if not values.get("passages") and not values.get("everything") and "passages" not in self.errors:
            raise ValidationError({"passages": "Tick the passages to code."})
        return values


class CodingForm(_GivenForm, VersionForm):
    """A coding, changed."""

    code = forms.ChoiceField(label="Code")
    field_order = ("code", "direction", "populations", "memo", "version")

    def clean_code(self) -> Code:
        """The code."""
        return next(b.code for b in self.branches if str(b.code.pk) == self.cleaned_data["code"])

    def values(self) -> dict[str, Any]:
        """The fields of the coding."""
        values = self.cleaned_data
        fields = {name: values[name] for name in ("direction", "populations", "memo")}
        return fields | {"code_id": values["code"].pk}


class AcceptForm(_GivenForm, VersionForm):
    """A suggestion, accepted."""

    field_order = ("direction", "populations", "memo", "version")


class ConfirmForm(_GivenForm, VersionForm):
    """A coding that is unsure."""

    words = forms.CharField(
        label="The words that it is about",
        help_text="As they are in the text now. Leave empty where the words that are marked are right.",
        max_length=20_000,
        required=False,
    )
    field_order = ("words", "direction", "populations", "memo", "version")

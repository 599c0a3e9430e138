"""Forms that change a record which others may change too."""

from typing import Any

from django import forms


class VersionForm(forms.Form):
    """A form that names the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """The fields of the record, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def initial_of(record: Any, form: type[forms.Form]) -> dict[str, Any]:
    """What a form begins with: the record's fields. A reason is asked for each time."""
    return {name: getattr(record, name, None) for name in form.base_fields if name != "reason"}

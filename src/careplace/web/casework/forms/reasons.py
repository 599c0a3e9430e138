"""Why a record changes its state."""

from django import forms

from careplace.web.casework.forms.versions import VersionForm


class ReasonForm(VersionForm):
    """Why, without the hint about names that forms about services have."""

    reason = forms.CharField(label="Why?", max_length=2000, widget=forms.Textarea)

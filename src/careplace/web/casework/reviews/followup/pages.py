"""The steps of an action of the plan that have a form of their own: the words of the button, and the form."""

from dataclasses import dataclass

from django import forms

from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.reviews.followup.forms import ActionForm, EvidenceForm, TransferForm


@dataclass(frozen=True)
class Move:
    """A step of an action."""

    words: str
    form: type[forms.Form]


MOVES = {
    "edit": Move("Change", ActionForm),
    "report-done": Move("Note that it is done", EvidenceForm),
    "not-enough": Move("The evidence is not enough", ReasonForm),
    "close": Move("Close it with the evidence", EvidenceForm),
    "transfer": Move("Follow it elsewhere", TransferForm),
    "reopen": Move("Open it again", ReasonForm),
}
"""{action of the workflow of an action: its step}"""

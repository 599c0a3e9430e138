"""The actions on a meeting, each with its words and its form."""

from typing import Any

from django import forms

from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.panels.forms import HoldForm, MinuteForm, PlanForm, ReasonForm

STEPS: dict[str, tuple[str, Any]] = {
    "plan-again": ("Change the plan", PlanForm),
    "cancel": ("Cancel the meeting", ReasonForm),
    "hold": ("The meeting took place", HoldForm),
    "finalise": ("Make the minutes final", VersionForm),
    "correct": ("Correct the final minutes", ReasonForm),
}
"""{action of the meeting's workflow: (words on its button, its form)}"""

ITEM_STEPS: dict[str, tuple[str, type[forms.Form]]] = {
    "minute": ("Write the minutes", MinuteForm),
    "withdraw": ("Take off the agenda", ReasonForm),
}
"""{action of an item's workflow: (words on its button, its form)}"""

EXPLANATIONS = {
    "hold": "The facts about each service are kept with the agenda as they are now.",
    "finalise": "This version does not change any more. A correction is another version.",
    "correct": "Say what is wrong in the final version. It stays as it is; the corrected minutes are another version.",
}

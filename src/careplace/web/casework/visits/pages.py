"""The actions of a visit and of an action plan, each with its words, its form and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.actor import Actor
from careplace.web.casework.visits import forms as visit_forms

Save = Callable[[Actor, Visit, int, dict[str, Any]], object]


@dataclass(frozen=True)
class Step:
    """A step of a visit: the words of its button, its form, and what saves it."""

    words: str
    form: type[forms.Form]
    save: Save
    explanation: str = ""


def _by_workflow(action: str) -> Save:
    def save(actor: Actor, visit: Visit, version: int, values: dict[str, Any]) -> object:
        with actions.seen(actor, visit.pk, version) as now:
            return now.change(action, **values)

    return save


def _start(actor: Actor, visit: Visit, version: int, values: dict[str, Any]) -> object:
    return _by_workflow("start")(actor, visit, version, values | {"officer_id": actor.person})


def _send(actor: Actor, visit: Visit, version: int, values: dict[str, Any]) -> object:
    return actions.send_draft(actor, visit.pk, version, values["draft_sent_on"])


def _end_accuracy(actor: Actor, visit: Visit, version: int, values: dict[str, Any]) -> object:
    today = timezone.localdate()
    return actions.end_accuracy(actor, visit.pk, version, today, values["provider_agrees"])


def _finalise(actor: Actor, visit: Visit, version: int, _values: dict[str, Any]) -> object:
    return actions.finalise(actor, visit.pk, version, timezone.localdate())


STEPS = {
    "plan-again": Step("Change the plan", visit_forms.PlanAgainForm, _by_workflow("plan-again")),
    "cancel": Step("Cancel the visit", visit_forms.ReasonForm, _by_workflow("cancel")),
    "start": Step("Start the record", visit_forms.StartForm, _start, "You become the officer of this visit."),
    "send-draft": Step("Send the draft to the provider", visit_forms.SendDraftForm, _send),
    "end-accuracy": Step(
        "End the provider's check",
        visit_forms.EndAccuracyForm,
        _end_accuracy,
        "The provider has 14 days, unless it says that it has no more to say. Every challenge needs an answer.",
    ),
    "send-back": Step("Send back to the officer", visit_forms.ReasonForm, _by_workflow("send-back")),
    "finalise": Step(
        "Make the report final",
        visit_forms.VersionForm,
        _finalise,
        "A final report cannot be changed. A service below standard is visited again in about six months.",
    ),
}
"""{action of the visit's workflow: its step}"""

MOVES = {
    "edit": ("Change", visit_forms.AgreeForm),
    "agree": ("Note what the provider will do", visit_forms.AgreeForm),
    "report-done": ("Note that it is done", visit_forms.DoneForm),
    "not-enough": ("The proof is not enough", visit_forms.NotEnoughForm),
    "verify": ("Verify the proof", visit_forms.VerifyForm),
    "move": ("Follow it elsewhere", visit_forms.ReasonForm),
}
"""{action of the action's workflow: (words on its button, its form)}"""

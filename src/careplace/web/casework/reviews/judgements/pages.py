"""The steps of a judgement that have a form of their own, each with its words, its form and what saves it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from careplace.casework.reviews.judgements import actions
from careplace.casework.reviews.judgements.models import LineJudgement
from careplace.casework.scope.actor import Actor
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.judgements.forms import BackForm


@dataclass(frozen=True)
class Step:
    """A step of a judgement: the words of its button, its form, and what saves it."""

    words: str
    form: type[forms.Form]
    save: Callable[[Actor, LineJudgement, dict[str, Any]], object]
    explanation: str = ""


def _propose(actor: Actor, record: LineJudgement, values: dict[str, Any]) -> object:
    return actions.propose(actor, record, values["version"], timezone.localdate())


def _agree(actor: Actor, record: LineJudgement, values: dict[str, Any]) -> object:
    return actions.agree(actor, record, values["version"], timezone.localdate())


def _send_back(actor: Actor, record: LineJudgement, values: dict[str, Any]) -> object:
    return actions.send_back(actor, record, values["version"], values["reason_back"])


def _reopen(actor: Actor, record: LineJudgement, values: dict[str, Any]) -> object:
    return actions.reopen(actor, record, values["version"], values["reason_back"])


STEPS = {
    "propose": Step(
        "Put it to a second person", VersionForm, _propose, "Somebody else of the team has to agree."
    ),
    "agree": Step(
        "Agree",
        VersionForm,
        _agree,
        "You say that the statement follows from the evidence for and against it.",
    ),
    "send-back": Step("Send it back", BackForm, _send_back),
    "reopen": Step(
        "Open it again",
        BackForm,
        _reopen,
        "It is then a draft, and a second person agrees again. A report that the quality panel has is a draft again too.",
    ),
}
"""{action of the judgement's workflow: its step}"""

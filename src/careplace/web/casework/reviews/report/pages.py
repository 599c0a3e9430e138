"""The steps of a report that have a form of their own, each with its words, its form and what saves it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from careplace.casework.reviews.report import actions, publishing
from careplace.casework.reviews.report.models import Report
from careplace.casework.scope.actor import Actor
from careplace.web.casework.forms.reasons import ReasonForm
from careplace.web.casework.forms.versions import VersionForm
from careplace.web.casework.reviews.report.forms import NoteForm


@dataclass(frozen=True)
class Step:
    """A step of a report: the words of its button, its form, who of the team may make it, and what saves it."""

    words: str
    form: type[forms.Form]
    parts: tuple[str, ...]
    save: Callable[[Actor, Report, dict[str, Any]], object]
    explanation: str = ""


def _send_out(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    return actions.send_out(actor, report, values["version"])


def _end_accuracy(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    return actions.end_accuracy(actor, report, values["version"])


def _agree(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    return actions.agree(actor, report, values["version"])


def _send_back(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    return actions.send_back(actor, report, values["version"], values["reason"])


def _publish(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    today, home = timezone.localdate(), settings.CAREPLACE.home
    return publishing.publish(actor, report.pk, values["version"], today, home)


def _revise(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    return actions.revise(actor, report, values["version"], values["note"])


def _withdraw(actor: Actor, report: Report, values: dict[str, Any]) -> object:
    today, home = timezone.localdate(), settings.CAREPLACE.home
    return publishing.take_back(actor, report, values["version"], values["reason"], today, home)


STEPS = {
    "send-out": Step(
        "Send it to the organisations", VersionForm, ("lead",), _send_out,
        "They check its facts, passage by passage. You note here what they say, and answer it.",
    ),
    "end-accuracy": Step(
        "Give it to the quality panel", VersionForm, ("lead",), _end_accuracy, "Every comment needs an answer."
    ),
    "agree": Step(
        "Agree for the quality panel", VersionForm, ("panel",), _agree,
        "You have read the report, and wrote no part of it.",
    ),
    "send-back": Step("Send it back to its writers", ReasonForm, ("lead", "panel"), _send_back),
    "publish": Step(
        "Publish", VersionForm, ("lead",), _publish,
        "The report goes to the public site with its figures and the place’s data report. There it can be followed by "
        "another version or withdrawn, and not changed. It takes some seconds.",
    ),
    "revise": Step("Write the next version", NoteForm, ("lead",), _revise),
    "withdraw": Step(
        "Withdraw", ReasonForm, ("lead",), _withdraw,
        "Readers of the public site see the reason. The text is deleted there.",
    ),
}  # fmt: skip
"""{action of the report's workflow: its step}"""

"""Forms of cases of escalation."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from careplace.casework.assurance.escalation.actions import FIELDS
from careplace.casework.assurance.escalation.current import current_ladder, latest_review, level_title
from careplace.casework.assurance.escalation.ladder import Level, needs
from careplace.casework.assurance.escalation.levels import needs_words
from careplace.casework.assurance.panels.models import Decision
from careplace.publish.wording import day
from careplace.web.casework.forms.dates import DateField
from careplace.web.casework.forms.hints import NO_NAMES
from careplace.web.casework.forms.versions import VersionForm


class OwnerField(forms.ModelChoiceField):
    """The officer who owns a case, among people of the place."""

    def __init__(self) -> None:
        super().__init__(
            queryset=None, label="Who owns the case?", empty_label="Choose a person", required=False
        )


class DecisionField(forms.TypedChoiceField):
    """The panel's decision that a move carries out: the one that can be named, or none."""

    def offer(self, decision: Decision | None) -> None:
        """Let the decision be chosen, by its day and the level that it decided."""
        self.choices = [("", "None")]
        if decision:
            words = f"{day(decision.decided_on)}: {level_title(decision.level) or 'no level'}"
            self.choices = [*self.choices, (str(decision.pk), words)]
        self.coerce = lambda _value: decision


class OwnedForm(VersionForm):
    """Who owns the case, and when it is reviewed."""

    owner = OwnerField()
    review_on = DateField(label="When is it reviewed?", help_text="A working day. For example, 27 3 2026.")

    def __init__(self, *args: Any, people: QuerySet, **more: Any):
        super().__init__(*args, **more)
        self.fields["owner"].queryset = people


class ReviewForm(OwnedForm):
    """A review after which the case stays at its level."""

    finding = forms.CharField(
        label="What did the review find?", help_text=NO_NAMES, max_length=4000, widget=forms.Textarea
    )
    field_order = ("finding", "owner", "review_on", "version")

    def __init__(self, *args: Any, level: Level, on: Any, **more: Any):
        super().__init__(*args, **more)
        self.fields["owner"].required = True
        latest = latest_review(level, on)
        if latest:
            self.fields["review_on"].help_text = f"A working day, {day(latest)} at the latest."


class MoveForm(OwnedForm):
    """A move to another level, with what the ladder may ask for it."""

    to = forms.ChoiceField(label="To which level?", widget=forms.RadioSelect)
    reason = forms.CharField(label="Why?", help_text=NO_NAMES, max_length=4000, widget=forms.Textarea)
    decision = DecisionField(
        empty_value=None,
        label="Which decision of the panel does it carry out?",
        help_text="The last decision about this service, of a meeting that was held.",
        required=False,
    )
    evidence = forms.CharField(
        label="What shows that the service has improved?",
        help_text=NO_NAMES,
        max_length=4000,
        required=False,
        widget=forms.Textarea,
    )
    field_order = ("to", "reason", "owner", "review_on", "decision", "evidence", "version")

    def __init__(
        self, *args: Any, before: str, levels: Sequence[Level], decision: Decision | None, **more: Any
    ):
        super().__init__(*args, **more)
        today = timezone.localdate()
        self.fields["to"].choices = [(level.key, _choice(before, level, today)) for level in levels]
        self.fields["decision"].offer(decision)
        wanted = {need for level in levels for need in needs(current_ladder(), before, level.key)}
        for need, name in FIELDS.items():
            # Which of these a level needs, its choice says; the others are not asked.
            self.fields[name].required, self.fields[name].said_optional = name == "reason", True
            if need not in wanted and name != "reason":
                del self.fields[name]


def _choice(before: str, level: Level, today: date) -> str:
    return f"{level.title}: {level.meaning} {needs_words(before, level, today)}".strip()


class OpenForm(MoveForm):
    """A case is opened: there is no version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

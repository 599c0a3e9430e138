"""A survey by link, its questions, and the answers that came. The audit has that an answer came, and never which."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from careplace.casework.programmes.models import THEMES, OfProgramme, Wave, check_scale
from careplace.casework.programmes.survey.states import QUESTION, RESPONSE, SURVEY
from careplace.casework.workflow.records import Record, state_check


class Survey(OfProgramme):
    """A wave that people answer by a link. `key` is in the link, and not in the audit: who has it can answer."""

    WORKFLOW: ClassVar = SURVEY
    FIELDS: ClassVar = (
        *("programme_id", "title", "organisation", "about", "privacy", "asked_of", "invited"),
        *("opens_on", "closes_on", "reason"),
    )
    PERSONAL: ClassVar = ("reason",)

    title = models.CharField(max_length=200, help_text="What people read at its head.")
    organisation = models.CharField(max_length=200, help_text="Who asks.")
    about = models.TextField(max_length=4000, help_text="What it is about, as Markdown.")
    privacy = models.TextField(
        max_length=4000, help_text="What becomes of an answer, and how long it is kept."
    )
    asked_of = models.CharField(max_length=200, help_text="Who is asked, and how they were chosen.")
    invited = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text="How many get the link."
    )
    opens_on = models.DateField(null=True, blank=True, help_text="The first day on which people can answer.")
    closes_on = models.DateField(null=True, blank=True, help_text="The last day on which they can.")
    key = models.CharField(max_length=60, blank=True, db_index=True, help_text="The key in its link.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is not used.")

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (state_check(SURVEY, "programme_survey_state"),)

    def clean(self) -> None:
        """Raises ValidationError where it would close before it opens."""
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": "It cannot close before it opens."})


class SurveyQuestion(Record):
    """A question with its scale. `wave` is what its answers were counted into."""

    WORKFLOW: ClassVar = QUESTION
    FIELDS: ClassVar = ("survey_id", "theme", "question", "scale", "agree", "wave_id")

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="questions", help_text="The survey that asks it."
    )
    theme = models.CharField(
        max_length=20, choices=list(THEMES.items()), help_text="Its section of the paper."
    )
    question = models.CharField(max_length=400, help_text="The question, in the words that people read.")
    scale = models.JSONField(validators=[check_scale], help_text="The options, from one end to the other.")
    agree = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1)],
        help_text="How many of the last options count as agreeing.",
    )
    wave = models.OneToOneField(
        Wave,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="by_link",
        help_text="The wave that its answers were counted into.",
    )

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(QUESTION, "programme_question_state"),
            models.UniqueConstraint(
                fields=("survey", "question"),
                condition=Q(state="asked"),
                name="programme_question_once",
                violation_error_message="The survey asks this already.",
            ),
        )

    def clean(self) -> None:
        """Raises ValidationError where every option would count as agreeing."""
        if isinstance(self.scale, list) and self.agree >= len(self.scale):
            raise ValidationError(
                {"agree": "At least one option must be left that does not count as agreeing."}
            )


class SurveyResponse(Record):
    """What one person sent: {id of the question: position of the option, from 0}.

    `session` is the same for the responses of one browser session: a person who answers twice is noticed.
    """

    WORKFLOW: ClassVar = RESPONSE
    FIELDS: ClassVar = ("survey_id", "received_on")

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="responses", help_text="The survey that it answers."
    )
    received_on = models.DateField(help_text="The day on which it came.")
    key = models.CharField(
        max_length=36, unique=True, help_text="The random key of its form: the same response twice is one."
    )
    session = models.CharField(max_length=64, help_text="The random key of the browser session.")
    choices = models.JSONField(default=dict, blank=True, help_text="The options that were chosen.")

    class Meta:
        ordering = ("key",)
        constraints = (state_check(RESPONSE, "programme_response_state"),)

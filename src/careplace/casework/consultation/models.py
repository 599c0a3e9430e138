"""Consultations and what came of them. The words of a response are never in the audit: only that it came, and was read."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from careplace.casework.consultation.states import (
    ANSWER,
    BATCH,
    CONSULTATION,
    ORIGINAL,
    QUESTION,
    RESPONSE,
    THEME,
)
from careplace.casework.workflow.records import Record, state_check
from careplace.consultations.questionnaire import KINDS, LONGEST_ANSWER

SMALLEST_GROUP = 5
"""The smallest count of people that is shown: fewer are withheld. [K]: a common rule of councils; each has its own."""
CHANNELS = {"web": "Web form", "paper": "Paper", "import": "File of another program"}


class Consultation(Record):
    """A consultation. `results` are its counts as they were published, which never change after that."""

    WORKFLOW: ClassVar = CONSULTATION
    FIELDS: ClassVar = (
        *("title", "about", "easy_about", "privacy", "organisation", "opens_on", "closes_on"),
        *("smallest_group", "group_by", "publication", "published_version"),
        *("reason", "introduction", "results", "results_version", "note"),
    )

    title = models.CharField(max_length=200, help_text="What it is called.")
    about = models.TextField(max_length=20_000, help_text="What it is about, as Markdown.")
    easy_about = models.TextField(max_length=10_000, blank=True, help_text="The same in easy words.")
    privacy = models.TextField(
        max_length=10_000, help_text="What becomes of a response, and how long it is kept."
    )
    organisation = models.CharField(max_length=200, help_text="Who asks.")
    opens_on = models.DateField(null=True, blank=True, help_text="The first day on which people can respond.")
    closes_on = models.DateField(null=True, blank=True, help_text="The last day on which they can.")
    smallest_group = models.PositiveSmallIntegerField(
        default=SMALLEST_GROUP,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text="The smallest count of people that is shown.",
    )
    group_by = models.CharField(
        max_length=36, blank=True, help_text="The question by whose groups the report shows answers."
    )
    publication = models.CharField(
        max_length=80, blank=True, db_index=True, help_text="The id of its publication."
    )
    published_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The version that stands."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was closed when it was.")
    introduction = models.TextField(max_length=20_000, blank=True, help_text="What the report begins with.")
    results = models.JSONField(default=dict, blank=True, help_text="The counts as they were published.")
    results_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The version of the report."
    )
    note = models.CharField(
        max_length=500, blank=True, help_text="What is different from the version before."
    )

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (state_check(CONSULTATION, "consultation_state"),)

    def clean(self) -> None:
        """Raises ValidationError where it would close before it opens."""
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValidationError({"closes_on": "It cannot close before it opens."})


class Question(Record):
    """A question. `choices` has a line for each, "words | easy words"."""

    WORKFLOW: ClassVar = QUESTION
    FIELDS: ClassVar = (
        *(
            "consultation_id",
            "number",
            "kind",
            "words",
            "easy",
            "help",
            "choices",
            "required",
            "about_person",
        ),
    )

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="questions", help_text="The consultation that asks it."
    )
    number = models.PositiveSmallIntegerField(help_text="Its position in the form.")
    kind = models.CharField(
        max_length=10, choices=list(KINDS.items()), help_text="What kind of answer it takes."
    )
    words = models.TextField(max_length=1000, help_text="The question.")
    easy = models.TextField(max_length=1000, blank=True, help_text="The question in easy words.")
    help = models.TextField(max_length=1000, blank=True, help_text="What helps to answer it.")
    choices = models.TextField(
        max_length=8000, blank=True, help_text="The answers to choose from, one a line."
    )
    required = models.BooleanField(default=False, help_text="Whether everybody has to answer it.")
    about_person = models.BooleanField(default=False, help_text="Whether it asks who answers.")

    class Meta:
        ordering = ("number", "created_at", "id")
        constraints = (state_check(QUESTION, "question_state"),)

    @property
    def kind_words(self) -> str:
        """The kind in words."""
        return KINDS[self.kind]


class Response(Record):
    """What one person sent. `session` is the same for the responses of one browser session, and "" for those on paper."""

    WORKFLOW: ClassVar = RESPONSE
    FIELDS: ClassVar = ("consultation_id", "channel", "received_on", "easy_read", "same_as_id", "reason")
    PERSONAL: ClassVar = ("reason",)

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="responses", help_text="The consultation it answers."
    )
    channel = models.CharField(max_length=10, choices=list(CHANNELS.items()), help_text="How it came.")
    received_on = models.DateField(help_text="The day on which it came.")
    easy_read = models.BooleanField(default=False, help_text="Whether it was the form in easy words.")
    key = models.CharField(
        max_length=36, unique=True, help_text="The random key of its form: the same response twice is one."
    )
    session = models.CharField(max_length=64, blank=True, help_text="The random key of the browser session.")
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who typed it in from paper.",
    )
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeats",
        help_text="The person's first response.",
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")

    class Meta:
        ordering = ("received_on", "key")
        constraints = (state_check(RESPONSE, "response_state"),)
        indexes = (models.Index(fields=("consultation", "state"), name="response_of"),)

    @property
    def channel_words(self) -> str:
        """How it came, in words."""
        return CHANNELS[self.channel]

    @property
    def label(self) -> str:
        """What a response is called on pages: eight random digits that say nothing of who sent it, or when."""
        return str(self.pk)[:8]


class _Unrecorded(Record):
    """A record whose FIELDS, for searches of texts, are more than what the audit has."""

    AUDITED: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    def values(self) -> dict[str, Any]:
        """Its state and what the audit has of it: never the words or the choices of a person."""
        return {name: getattr(self, name) for name in ("state", *self.AUDITED)}


class Answer(_Unrecorded):
    """An answer. `text` is what may be shown once a person has read it; `redactions` is how often that was changed."""

    WORKFLOW: ClassVar = ANSWER
    FIELDS: ClassVar = ("response_id", "question_id", "text", "redactions")
    AUDITED: ClassVar = ("response_id", "question_id", "redactions")
    PERSONAL: ClassVar = ("text",)

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers", help_text="Its response.")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers", help_text="Its question.")
    text = models.TextField(
        max_length=LONGEST_ANSWER, blank=True, help_text="The answer in the person's own words."
    )
    chosen = models.JSONField(default=list, blank=True, help_text="The keys of what was chosen.")
    redactions = models.PositiveIntegerField(default=0, help_text="How often something was taken out.")

    class Meta:
        ordering = ("question__number", "id")
        constraints = (
            state_check(ANSWER, "answer_state"),
            models.UniqueConstraint(fields=("response", "question"), name="answer_once"),
        )


class Original(_Unrecorded):
    """An answer as it came, before anything was taken out. It is read with a reason, and deleted by its rule."""

    WORKFLOW: ClassVar = ORIGINAL
    FIELDS: ClassVar = ("answer_id",)
    AUDITED: ClassVar = ("answer_id",)
    PERSONAL: ClassVar = ("text",)

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="original", help_text="The answer.")
    text = models.TextField(max_length=LONGEST_ANSWER, help_text="The answer as it came.")

    class Meta:
        constraints = (state_check(ORIGINAL, "original_state"),)


class ResponseFile(_Unrecorded):
    """A file of responses between its upload and its import: the columns that may be stored, and nothing after that."""

    WORKFLOW: ClassVar = BATCH
    FIELDS: ClassVar = ("consultation_id", "count", "sha256")
    AUDITED: ClassVar = ("consultation_id", "count")
    PERSONAL: ClassVar = ("columns",)

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="files", help_text="The consultation it has responses to."
    )
    count = models.PositiveIntegerField(help_text="How many responses it has.")
    sha256 = models.CharField(
        max_length=64, help_text="The digest of the file: the same file twice is noticed."
    )
    columns = models.JSONField(default=dict, blank=True, help_text="{heading: cells} of what may be stored.")
    dropped = models.JSONField(default=dict, blank=True, help_text="{heading: why} of what was left out.")

    class Meta:
        ordering = ("-created_at",)
        constraints = (state_check(BATCH, "response_file_state"),)


class Theme(Record):
    """Something that people said, and what was done about it."""

    WORKFLOW: ClassVar = THEME
    FIELDS: ClassVar = ("consultation_id", "number", "statement", "outcome")

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="themes", help_text="The consultation."
    )
    number = models.PositiveSmallIntegerField(help_text="Its position in the report.")
    statement = models.TextField(max_length=4000, help_text="What people said.")
    outcome = models.TextField(max_length=4000, help_text="What was done, or why nothing was.")

    class Meta:
        ordering = ("number", "created_at", "id")
        constraints = (state_check(THEME, "theme_state"),)

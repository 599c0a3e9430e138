"""A code of a review's code book, and the words of a text that a person gave it to."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from careplace.casework.reviews.coding.states import CODE, CODING, ROUND
from careplace.casework.reviews.coding.words import SearchField
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.models import OfReview, Review, Source, Text
from careplace.casework.workflow.records import state_check

NAME_TWICE = "There is a code of this name here already."
DOUBTS = {
    "changed": "The text was edited, and these words changed.",
    "gone": "The text was edited, and these words are no longer in it.",
    "imported": "It was imported without a direction.",
}
"""{key: why a person must look at a coding}"""
FROM_FILE = "imported"
"""The doubt of what a file said; a coding with a direction keeps it, and counts, until somebody changes it."""


class Code(OfReview):
    """A code. What has a code with a key line is evidence on that line; one without sorts texts alone."""

    WORKFLOW: ClassVar = CODE
    FIELDS: ClassVar = ("review_id", "parent_id", "name", "line", "memo", "reason")

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", help_text="The code above it."
    )
    name = models.CharField(max_length=120, help_text="What it is called.")
    line = models.CharField(max_length=60, blank=True, help_text="The key line of the framework, by its key.")
    memo = models.TextField(max_length=4000, blank=True, help_text="When to give it, and when not.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is no longer used.")

    class Meta:
        ordering = ("name", "id")
        constraints = (
            state_check(CODE, "code_state"),
            models.UniqueConstraint(
                fields=("review", "parent", "name"), name="code_name_once", violation_error_message=NAME_TWICE
            ),
            models.UniqueConstraint(
                fields=("review", "name"),
                condition=Q(parent=None),
                name="code_top_name_once",
                violation_error_message=NAME_TWICE,
            ),
        )

    def clean(self) -> None:
        """Raises ValidationError for a key line that the framework does not have."""
        if self.line and self.line not in self.review.framework_used.lines:
            raise ValidationError({"line": "Choose one of the framework's key lines."})

    def __str__(self) -> str:
        return str(self.name)


class Round(OfReview):
    """Double coding: two people code texts apart, and reconcile what they gave.

    `sources` are the ids of the sources whose texts they code. `segments` has, once the two are compared, for each code
    the number of paragraphs that both, the first alone, the second alone and neither gave it.
    """

    WORKFLOW: ClassVar = ROUND
    FIELDS: ClassVar = (
        *("review_id", "title", "first_id", "second_id", "sources", "first_done", "second_done"),
        *("segments", "reason"),
    )
    PERSONAL: ClassVar = ("reason",)

    title = models.CharField(max_length=120, help_text="What it is called.")
    first = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="The first coder."
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="The second coder."
    )
    sources = models.JSONField(default=list, help_text="The sources that both code, by their ids.")
    first_done = models.BooleanField(default=False, help_text="Whether the first coder is done.")
    second_done = models.BooleanField(default=False, help_text="Whether the second coder is done.")
    segments = models.JSONField(
        default=dict, blank=True, help_text="By code: paragraphs of both, of each alone, of neither."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was given up.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(ROUND, "coding_round_state"),
            models.CheckConstraint(
                condition=~Q(first=F("second")),
                name="coding_round_two",
                violation_error_message="Choose two different people.",
            ),
        )

    def __str__(self) -> str:
        return str(self.title)


class Coding(OfReview):
    """A code that a person gave to words of a text, or that an imported file had for them.

    `start` and `end` are code points of the text; `sha256` is the digest of the words, by which a change under them is
    noticed. `populations` is empty where the words are about those of the source.
    """

    WORKFLOW: ClassVar = CODING
    FIELDS: ClassVar = (
        *("review_id", "source_id", "text_id", "code_id", "coder_id", "start", "end", "sha256"),
        *("direction", "populations", "memo", "doubt", "round_id"),
    )
    PERSONAL: ClassVar = ("memo", "sha256")

    source = models.ForeignKey(Source, models.PROTECT, related_name="codings", help_text="The source.")
    text = models.ForeignKey(
        Text, models.PROTECT, related_name="codings", help_text="The version of its text."
    )
    code = models.ForeignKey(Code, models.PROTECT, related_name="codings", help_text="The code.")
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who gave it."
    )
    start = models.PositiveIntegerField(help_text="The first code point of the words.")
    end = models.PositiveIntegerField(help_text="The code point after them.")
    sha256 = models.CharField(max_length=64, help_text="The digest of the words.")
    direction = models.CharField(
        max_length=10,
        blank=True,
        choices=[(d.value, d.value.capitalize()) for d in Direction],
        help_text="What the words say: a strength, a concern, or both.",
    )
    populations = models.JSONField(
        default=list, blank=True, help_text="Which people the words are about, by key."
    )
    memo = models.TextField(max_length=2000, blank=True, help_text="What the coder noted.")
    doubt = models.CharField(
        max_length=10,
        blank=True,
        choices=list(DOUBTS.items()),
        help_text="Why it is unsure; a coding whose words are gone stays at the version that it was given in.",
    )

    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="codings",
        help_text="The double coding that it was given in.",
    )

    class Meta:
        ordering = ("text", "start", "end", "id")
        constraints = (
            state_check(CODING, "coding_state"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="coding_span"),
        )
        indexes = (
            models.Index(fields=("text", "state", "start"), name="coding_of_text"),
            models.Index(fields=("review", "state", "code"), name="coding_of_review"),
        )

    @property
    def from_file(self) -> bool:
        """Whether it is the file's own that was imported, and no judgement of a person of the team."""
        return self.doubt == FROM_FILE

    def clean(self) -> None:
        """Raises ValidationError for a code of another review, and a population that the framework does not have."""
        if self.code.review_id != self.review_id or self.text.source_id != self.source_id:
            raise ValidationError("The code and the text are of different reviews.")
        if self.populations:
            keys = {kind.key for kind in self.review.framework_used.populations}
            if set(self.populations) - keys:
                raise ValidationError({"populations": "Choose among the framework's populations."})


class Passage(models.Model):
    """A paragraph of a current text, as search finds it. It is written with its text, and is no record."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="+", help_text="The review.")
    source = models.ForeignKey(Source, models.CASCADE, related_name="+", help_text="The source.")
    text = models.ForeignKey(Text, models.CASCADE, related_name="passages", help_text="The text.")
    start = models.PositiveIntegerField(help_text="Its first code point.")
    end = models.PositiveIntegerField(help_text="The code point after it.")
    words = SearchField(help_text="Its words as they are compared.")

    class Meta:
        ordering = ("text", "start")
        indexes = (models.Index(fields=("review", "text", "start"), name="passage_of_review"),)

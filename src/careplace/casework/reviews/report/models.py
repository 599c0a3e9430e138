"""The report of a review, its sections, and what organisations say of its facts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from careplace.casework.reviews.models import OfReview
from careplace.casework.reviews.report.states import COMMENT, REPORT, SECTION
from careplace.casework.workflow.records import state_check

DECISIONS = {
    "accepted": "Accepted: the text is changed",
    "partly": "Accepted in part: the text is changed",
    "rejected": "Not accepted: the text stays",
}
"""{key: what the team decided about a comment}"""


class Report(OfReview):
    """The report of a review. `panel_member` is who of the quality panel agreed; `note` what is different from the version
    before, for readers."""

    WORKFLOW: ClassVar = REPORT
    FIELDS: ClassVar = (
        *("review_id", "panel_member_id", "note", "reason", "published_version", "published_on", "edition"),
    )
    PERSONAL: ClassVar = ("note", "reason")

    panel_member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who of the quality panel agreed.",
    )
    note = models.TextField(
        max_length=1000, blank=True, help_text="What is different from the version before, for readers."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why its state last changed.")
    published_version = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The latest version that was published."
    )
    published_on = models.DateField(null=True, blank=True, help_text="When that was.")
    edition = models.CharField(
        max_length=80, blank=True, help_text="The edition that the published figures come from."
    )

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            state_check(REPORT, "report_state"),
            models.UniqueConstraint(
                fields=("review",),
                name="report_once",
                violation_error_message="The review has a report already.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("published", "withdrawn"))
                | Q(published_version__isnull=False, published_on__isnull=False),
                name="report_published",
            ),
        )


class Section(OfReview):
    """A section of a report in Markdown. `figures` has the edition's figures in it as they were when it was last saved:
    {id of the figure: its words, title, period and edition}."""

    WORKFLOW: ClassVar = SECTION
    FIELDS: ClassVar = ("review_id", "report_id", "key", "title", "position", "text", "figures", "author_id")
    PERSONAL: ClassVar = ("text",)

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections", help_text="The report.")
    key = models.CharField(max_length=60, help_text="Which section it is.")
    title = models.CharField(max_length=160, help_text="Its heading.")
    position = models.PositiveSmallIntegerField(help_text="Where it stands, from 0.")
    text = models.TextField(max_length=60_000, blank=True, help_text="What it says, in Markdown.")
    figures = models.JSONField(default=dict, blank=True, help_text="The figures in it, as they were saved.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who wrote it last.",
    )

    class Meta:
        ordering = ("position", "id")
        constraints = (
            state_check(SECTION, "report_section_state"),
            models.UniqueConstraint(fields=("report", "key"), name="report_section_once"),
        )


class Comment(OfReview):
    """What an organisation of the place says of the facts in a passage, and the team's answer."""

    WORKFLOW: ClassVar = COMMENT
    FIELDS: ClassVar = (
        *("review_id", "section_id", "organisation", "name", "passage", "says", "decision", "answer"),
    )
    PERSONAL: ClassVar = ("name", "passage", "says", "answer")

    section = models.ForeignKey(Section, models.PROTECT, related_name="comments", help_text="The section.")
    organisation = models.CharField(
        max_length=60, help_text="The kind of organisation, by its key in the framework."
    )
    name = models.CharField(max_length=160, blank=True, help_text="The name of the organisation.")
    passage = models.TextField(max_length=4000, help_text="The passage as it was then.")
    says = models.TextField(max_length=4000, help_text="What the organisation says of it.")
    decision = models.CharField(
        max_length=10, blank=True, choices=list(DECISIONS.items()), help_text="What the team decided."
    )
    answer = models.TextField(max_length=4000, blank=True, help_text="The team's answer.")

    class Meta:
        ordering = ("created_at", "id")
        constraints = (state_check(COMMENT, "report_comment_state"),)

"""The paper of a programme as it was published."""

from typing import ClassVar

from django.db import models

from careplace.casework.programmes.models import OfProgramme
from careplace.casework.programmes.publication.states import BOARD_PAPER
from careplace.casework.workflow.records import state_check


class BoardPaper(OfProgramme):
    """A paper that was published: its latest version, and what that has otherwise than the one before."""

    WORKFLOW: ClassVar = BOARD_PAPER
    FIELDS: ClassVar = ("programme_id", "published_version", "published_on", "note", "reason")
    PERSONAL: ClassVar = ("note", "reason")

    published_version = models.PositiveSmallIntegerField(help_text="The latest version that was published.")
    published_on = models.DateField(help_text="When that was.")
    note = models.TextField(
        max_length=1000, blank=True, help_text="What is different from the version before, for readers."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was withdrawn, for readers.")

    class Meta:
        ordering = ("-published_on", "id")
        constraints = (
            state_check(BOARD_PAPER, "programme_paper_state"),
            models.UniqueConstraint(
                fields=("programme",),
                name="programme_paper_once",
                violation_error_message="The paper of this programme was published before: publish its next version.",
            ),
        )

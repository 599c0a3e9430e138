"""A local outcome: what is counted, from what, and the versions of its figures."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from careplace.casework.audit.digests import digest_of_value
from careplace.casework.programmes.local.states import FIGURES, LOCAL_MEASURE
from careplace.casework.programmes.models import Outcome
from careplace.casework.workflow.records import Record, state_check

OF_A_WHOLE = {
    "share": "Percent: a count out of a whole",
    "per 1,000": "A count per 1,000",
    "per 100,000": "A count per 100,000",
}
"""{unit of a count and what it is out of: its words}"""
VALUES = {
    "people": "People",
    "visits": "Visits",
    "events": "Events",
    "days": "Days",
    "hours": "Hours",
    "minutes": "Minutes",
    "pounds": "Pounds",
    "points": "Points of a score",
}
"""{unit of a value: its words}"""
UNITS = OF_A_WHOLE | VALUES
PERIOD_TYPES = {"month": "Months", "financial year": "Financial years", "year": "Calendar years"}
ALONE, COMPARED = "alone", "compared"
DESIGNS = {
    COMPARED: "With the councils of the protocol: the figures have theirs too",
    ALONE: "With its own earlier course: only this council counts it",
}
"""{with what it is compared: its words}; it is part of the protocol, so that nobody chooses it by the figures."""


class LocalMeasure(Record):
    """What an outcome counts that no publication has. `counts_people`: small counts could show who they are."""

    WORKFLOW: ClassVar = LOCAL_MEASURE
    DESCRIPTION: ClassVar = (
        *("title", "numerator", "denominator", "unit", "counts_people", "period_type", "design", "source"),
    )
    FIELDS: ClassVar = ("outcome_id", *DESCRIPTION)

    outcome = models.OneToOneField(Outcome, models.PROTECT, related_name="local", help_text="The outcome.")
    title = models.CharField(
        max_length=120, help_text="What the outcome is called, such as People with assistive technology."
    )
    numerator = models.CharField(
        max_length=400,
        help_text="What is counted or measured, of which people, and on which day or in which time.",
    )
    denominator = models.CharField(
        max_length=400, blank=True, help_text="Out of what, for a percentage or a rate; empty for a value."
    )
    unit = models.CharField(max_length=20, choices=list(UNITS.items()), help_text="The unit.")
    counts_people = models.BooleanField(
        default=True, help_text="It counts people, so that a count of one to four is not published."
    )
    period_type = models.CharField(
        max_length=20, choices=list(PERIOD_TYPES.items()), help_text="The periods of the figures."
    )
    design = models.CharField(
        max_length=10, choices=list(DESIGNS.items()), help_text="With what the figures are compared."
    )
    source = models.CharField(
        max_length=300,
        help_text="Who counts it, and from which system or records. Readers of the paper see it.",
    )

    class Meta:
        ordering = ("title", "id")
        constraints = (state_check(LOCAL_MEASURE, "programme_local_state"),)

    def clean(self) -> None:
        """Raises ValidationError where unit and denominator do not fit."""
        if self.unit in OF_A_WHOLE and not self.denominator:
            raise ValidationError({"denominator": "A percentage or a rate needs what it is out of."})
        if self.unit in VALUES and self.denominator:
            raise ValidationError({"denominator": "Leave this empty, or choose a percentage or a rate."})

    @property
    def is_of_a_whole(self) -> bool:
        """Whether each figure is a count out of a whole."""
        return self.unit in OF_A_WHOLE


class LocalFigures(Record):
    """A version of an outcome's figures, which stays as it is.

    `rows` are [area, period, value, out of] in the order of areas and periods: the code of a council, the period, and
    numbers as decimal texts; the last is None for a value. `sha256` is their digest, the same for a file and what was typed.
    """

    WORKFLOW: ClassVar = FIGURES
    FIELDS: ClassVar = ("measure_id", "number", "file", "sha256")

    measure = models.ForeignKey(
        LocalMeasure, models.PROTECT, related_name="figures", help_text="The outcome whose figures they are."
    )
    number = models.PositiveSmallIntegerField(help_text="The number of this version, from 1.")
    file = models.CharField(max_length=200, blank=True, help_text="The file; empty for what was typed.")
    rows = models.JSONField(help_text="The figures by area and period.")
    sha256 = models.CharField(max_length=64, help_text="The digest of the figures.")

    class Meta:
        ordering = ("-number", "id")
        constraints = (
            state_check(FIGURES, "programme_figures_state"),
            models.UniqueConstraint(
                fields=("measure", "number"),
                name="programme_figures_once",
                violation_error_message="A colleague entered figures meanwhile: look at them first.",
            ),
        )

    @property
    def is_whole(self) -> bool:
        """Whether the figures are still those that were entered."""
        return bool(digest_of_value(self.rows) == self.sha256)

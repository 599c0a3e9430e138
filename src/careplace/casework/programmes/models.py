"""A programme, its milestones, outcomes with their estimates, survey waves, and items of money and activity."""

from typing import ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from careplace.casework.programmes.comparators import ALL, COMPARATORS, check_comparators
from careplace.casework.programmes.frames import check_groups
from careplace.casework.programmes.states import ESTIMATE, ITEM, MILESTONE, OUTCOME, PROGRAMME, WAVE
from careplace.casework.scope.models import PLACE
from careplace.casework.workflow.records import Record, state_check

THEMES = {
    "discharge": "Delays in discharge",
    "rehabilitation": "Rehabilitation on offer",
    "technology": "Assistive technology",
    "experience": "Experience",
    "partnership": "Partnership",
}
"""{key: a section of the board's paper}, in the order in which Nottingham reported to its board."""
HOPED = {"higher": "Higher than without the programme", "lower": "Lower than without the programme"}
KINDS = {"cost": "Cost, in pounds", "saving": "Saving, in pounds", "activity": "Activity, a count"}
PERIOD = RegexValidator(
    r"^\d{4}(-\d{2})?\Z", "Write a period as the measure has it: 2018-01 for a month, 2017-18 for a year."
)
LARGEST = 10_000_000_000


def check_councils(codes: object) -> None:
    """Raises ValidationError for what is no list of councils' codes."""
    if not isinstance(codes, list):
        raise ValidationError("Give the codes of councils.")
    for code in codes:
        try:
            PLACE(str(code))
        except ValidationError as error:
            raise ValidationError(f"“{code}” is no code of a council, such as E08000026.") from error


def check_scale(options: object) -> None:
    """Raises ValidationError for what is no scale: two to ten options of an answer, each once."""
    listed = options if isinstance(options, list) else []
    words = [option for option in listed if isinstance(option, str) and option.strip()]
    if len(words) != len(listed) or not 2 <= len(words) <= 10 or len(set(words)) != len(words):
        raise ValidationError("Give two to ten options of an answer, each once.")


def check_counts(counts: object) -> None:
    """Raises ValidationError for what are no counts of answers."""
    whole = isinstance(counts, list) and all(
        type(count) is int and 0 <= count <= 1_000_000 for count in counts
    )
    if not whole:
        raise ValidationError("Give a whole number of answers for each option.")


def check_names(names: object) -> None:
    """Raises ValidationError for what are no names of one or two groupings."""
    columns = names if isinstance(names, list) else [None]
    words = {name.strip().casefold() for name in columns if isinstance(name, str) and name.strip()}
    if len(columns) > 2 or len(words) != len(columns):
        raise ValidationError("Name one or two columns, each once.")


def _rows(value: object, length: int, words: str) -> list[list]:
    """The rows of groups: lists of `length`, whose first is the labels. Raises ValidationError with the words otherwise."""
    rows: list = value if isinstance(value, list) else [None]
    if not all(isinstance(row, list) and len(row) == length and _is_labels(row[0]) for row in rows):
        raise ValidationError(words)
    return rows


def _is_labels(value: object) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= 2 and all(isinstance(label, str) for label in value)


def check_group_counts(groups: object) -> None:
    """Raises ValidationError for what are no [labels, answers by option] of groups."""
    for row in _rows(groups, 2, "Give the labels and the answers of each group."):
        check_counts(row[1])


def check_frame(frame: object) -> None:
    """Raises ValidationError for what are no [labels, people, how many of them were asked or None] of groups."""
    rows = _rows(frame, 3, "Give the labels and the people of each group.")
    check_counts([number for _labels, *numbers in rows for number in numbers if number is not None])


class Programme(Record):
    """A programme and the protocol of its evaluation. `sha256` is the digest of what was locked, on `locked_on`.

    `event` is the first period after it began: an outcome by year begins with the first whole year from it on. Periods that
    end after `ends_on` are not looked at. `left_out` are councils that had such a programme too, which cannot be compared
    with. `compared_with` are the councils of `comparators`: those that a person named, or those of the group when the
    protocol was locked; none where it is compared with all.
    """

    WORKFLOW: ClassVar = PROGRAMME
    FIELDS: ClassVar = (
        *("name", "purpose", "logic", "partners", "governance", "starts_on", "event", "ends_on"),
        *("left_out", "comparators", "compared_with", "protocol", "sha256", "locked_on", "reason"),
    )
    PERSONAL: ClassVar = ("partners", "governance", "reason")

    name = models.CharField(max_length=120, help_text="What the programme is called.")
    purpose = models.TextField(max_length=2000, help_text="What it is for, and for which people.")
    logic = models.TextField(
        max_length=4000, blank=True, help_text="How what is done leads to what is hoped for, a step a line."
    )
    partners = models.TextField(max_length=1000, blank=True, help_text="The organisations, a line each.")
    governance = models.TextField(
        max_length=1000, blank=True, help_text="Who decides, and who is reported to."
    )
    starts_on = models.DateField(help_text="When it began.")
    event = models.CharField(
        max_length=10, validators=[PERIOD], help_text="The first period after it began, such as 2018-01."
    )
    left_out = models.JSONField(
        default=list,
        blank=True,
        validators=[check_councils],
        help_text="Councils that had such a programme too.",
    )
    comparators = models.CharField(
        max_length=12,
        choices=list(COMPARATORS.items()),
        default=ALL,
        help_text="Which councils it is compared with.",
    )
    compared_with = models.JSONField(
        default=list,
        blank=True,
        validators=[check_councils],
        help_text="The councils that it is compared with, where they are not all.",
    )
    ends_on = models.DateField(
        null=True, blank=True, help_text="The last day that is looked at; empty: as far as the figures go."
    )
    protocol = models.TextField(
        max_length=8000,
        help_text="What will be compared with what, and what would count as success or failure.",
    )
    sha256 = models.CharField(max_length=64, blank=True, help_text="The digest of what was locked.")
    locked_on = models.DateField(null=True, blank=True, help_text="When the protocol was locked.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why the evaluation ended.")

    class Meta:
        ordering = ("-starts_on", "name", "id")
        constraints = (
            state_check(PROGRAMME, "programme_state"),
            models.UniqueConstraint(
                fields=("place", "name"),
                name="programme_name_once",
                violation_error_message="There is a programme of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(state="drafting") | Q(locked_on__isnull=False), name="programme_locked"
            ),
        )

    def clean(self) -> None:
        """Raises ValidationError for councils that cannot be compared with, by name."""
        check_comparators(self)

    def __str__(self) -> str:
        return str(self.name)


class OfProgramme(Record):
    """What belongs to a programme."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="%(class)ss", help_text="The programme."
    )

    class Meta:
        abstract = True


class Milestone(OfProgramme):
    """Something that the programme is to reach by a day."""

    WORKFLOW: ClassVar = MILESTONE
    FIELDS: ClassVar = ("programme_id", "text", "due_on", "reached_on", "reason")
    PERSONAL: ClassVar = ("reason",)

    text = models.CharField(max_length=300, help_text="What is to be reached.")
    due_on = models.DateField(help_text="By when.")
    reached_on = models.DateField(null=True, blank=True, help_text="When it was reached.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it was given up.")

    class Meta:
        ordering = ("due_on", "id")
        constraints = (state_check(MILESTONE, "programme_milestone_state"),)


class Outcome(OfProgramme):
    """A measure by which the programme is judged. `registered`: it was chosen before any outcome could be seen.

    A local one has a `local.models.LocalMeasure`, whose id is that of no measure of the dictionary.
    """

    WORKFLOW: ClassVar = OUTCOME
    FIELDS: ClassVar = ("programme_id", "theme", "measure", "breakdown", "hoped", "registered", "reason")
    PERSONAL: ClassVar = ("reason",)

    theme = models.CharField(
        max_length=20, choices=list(THEMES.items()), help_text="Its section of the paper."
    )
    measure = models.CharField(
        max_length=80, help_text="A measure of the dictionary or a local one, by its id."
    )
    breakdown = models.CharField(max_length=120, default="all", help_text="A breakdown of the measure.")
    hoped = models.CharField(
        max_length=6, choices=list(HOPED.items()), help_text="What the programme hopes for."
    )
    registered = models.BooleanField(
        default=False, help_text="Whether it was chosen before the protocol was locked."
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is no longer followed.")

    class Meta:
        ordering = ("-registered", "measure", "breakdown", "id")
        constraints = (
            state_check(OUTCOME, "programme_outcome_state"),
            models.UniqueConstraint(
                fields=("programme", "measure", "breakdown"),
                name="programme_outcome_once",
                violation_error_message="This measure is an outcome of the programme already.",
            ),
        )


class Estimate(Record):
    """What an edition shows of an outcome. The same edition, protocol and release give the same again."""

    WORKFLOW: ClassVar = ESTIMATE
    FIELDS: ClassVar = (
        "outcome_id",
        "protocol_sha256",
        "release",
        "edition",
        "figures_sha256",
        "conclusion",
        "sentences",
        "reason",
    )

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="estimates", help_text="The outcome.")
    run = models.UUIDField(default=uuid4, help_text="The same for estimates that were asked for together.")
    protocol_sha256 = models.CharField(max_length=64, help_text="The digest of the protocol.")
    release = models.CharField(max_length=40, blank=True, help_text="The release of Careplace.")
    edition = models.CharField(max_length=80, blank=True, help_text="The edition.")
    figures_sha256 = models.CharField(
        max_length=64, blank=True, help_text="The digest of the figures of a local outcome."
    )
    conclusion = models.CharField(max_length=40, blank=True, help_text="What may be said.")
    sentences = models.JSONField(default=list, blank=True, help_text="The answer, sentence by sentence.")
    page = models.TextField(blank=True, help_text="The page of the answer, as a file.")
    picture = models.TextField(blank=True, help_text="Its picture, for a page of casework.")
    paper_picture = models.TextField(blank=True, help_text="The same for a PDF.")
    reason = models.TextField(
        max_length=2000, blank=True, help_text="Why the data cannot be asked, or why it stopped."
    )

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (state_check(ESTIMATE, "programme_estimate_state"),)


class EstimateProgress(models.Model):
    """How far the calculation of an estimate is. It ends with the calculation, and is no record of what people did."""

    estimate = models.OneToOneField(
        Estimate, models.CASCADE, primary_key=True, related_name="progress", help_text="The estimate."
    )
    step = models.CharField(max_length=80, help_text="What is being calculated.")
    seen_at = models.DateTimeField(help_text="When this step began.")


class Wave(OfProgramme):
    """A question that was asked of people at one time, and how many gave each answer.

    `scale` are the options in order; `agree` is how many of the last of them count as agreeing. `invited` is None where
    it is not known how many were asked. `grouped_by` names the one or two columns of the file of answers by which they are
    counted too, in `group_counts`: [labels, answers by option] of each group. `frame` is who was asked, by the same groups:
    [labels, people, how many of them were asked or None for all].
    """

    WORKFLOW: ClassVar = WAVE
    FIELDS: ClassVar = (
        *("programme_id", "theme", "question", "asked_of", "held_on", "invited", "scale", "agree", "counts"),
        *("grouped_by", "group_counts", "frame", "weighting", "reason"),
    )
    PERSONAL: ClassVar = ("reason",)

    theme = models.CharField(
        max_length=20, choices=list(THEMES.items()), help_text="Its section of the paper."
    )
    question = models.CharField(max_length=400, help_text="The question, in the words that people read.")
    asked_of = models.CharField(max_length=200, help_text="Who was asked, and how they were chosen.")
    held_on = models.DateField(help_text="The day on which the wave ended.")
    invited = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1)], help_text="How many were asked."
    )
    scale = models.JSONField(validators=[check_scale], help_text="The options, from one end to the other.")
    agree = models.PositiveSmallIntegerField(
        default=2,
        validators=[MinValueValidator(1)],
        help_text="How many of the last options count as agreeing.",
    )
    counts = models.JSONField(
        default=list, blank=True, validators=[check_counts], help_text="Answers by option."
    )
    grouped_by = models.JSONField(
        default=list,
        blank=True,
        validators=[check_names],
        help_text="The columns of the file that name a person's groups.",
    )
    group_counts = models.JSONField(
        default=list, blank=True, validators=[check_group_counts], help_text="Answers by group and option."
    )
    frame = models.JSONField(
        default=list, blank=True, validators=[check_frame], help_text="Who was asked, by group."
    )
    weighting = models.CharField(
        max_length=300,
        blank=True,
        help_text="How the counts were weighted before they were entered; empty: not at all.",
    )
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is not used.")

    class Meta:
        ordering = ("question", "held_on", "id")
        constraints = (
            state_check(WAVE, "programme_wave_state"),
            models.UniqueConstraint(
                fields=("programme", "question", "held_on"),
                condition=Q(state="entered"),
                name="programme_wave_once",
                violation_error_message="This question has a wave of this day already.",
            ),
        )

    def clean(self) -> None:
        """Raises ValidationError for counts that do not fit the scale, or more answers than were asked."""
        if self.counts and len(self.counts) != len(self.scale):
            raise ValidationError({"counts": f"Give {len(self.scale)} counts, one for each option."})
        if self.agree >= len(self.scale):
            raise ValidationError(
                {"agree": "At least one option must be left that does not count as agreeing."}
            )
        if self.invited and sum(self.counts) > self.invited:
            raise ValidationError({"invited": f"There are {sum(self.counts)} answers: more than were asked."})
        if self.frame and self.weighting:
            raise ValidationError("The wave is weighted by who was asked, so it has no other weighting.")
        # Every field is checked before this, but a record that fails there comes here all the same.
        check_group_counts(self.group_counts)
        check_frame(self.frame)
        check_groups(self)


class Item(OfProgramme):
    """Money or activity, as a range: nobody knows it to the pound."""

    WORKFLOW: ClassVar = ITEM
    FIELDS: ClassVar = ("programme_id", "theme", "kind", "name", "low", "central", "high", "source", "reason")
    PERSONAL: ClassVar = ("reason",)

    theme = models.CharField(
        max_length=20, choices=list(THEMES.items()), help_text="Its section of the paper."
    )
    kind = models.CharField(max_length=8, choices=list(KINDS.items()), help_text="What it is.")
    name = models.CharField(max_length=200, help_text="What is counted, a year.")
    low = models.PositiveBigIntegerField(validators=[MaxValueValidator(LARGEST)], help_text="At least.")
    central = models.PositiveBigIntegerField(
        validators=[MaxValueValidator(LARGEST)], help_text="Most likely."
    )
    high = models.PositiveBigIntegerField(validators=[MaxValueValidator(LARGEST)], help_text="At most.")
    source = models.CharField(max_length=300, help_text="Where it comes from.")
    reason = models.TextField(max_length=2000, blank=True, help_text="Why it is not used.")

    class Meta:
        ordering = ("kind", "name", "id")
        constraints = (
            state_check(ITEM, "programme_item_state"),
            models.CheckConstraint(
                condition=Q(low__lte=F("central"), central__lte=F("high")),
                name="programme_item_range",
                violation_error_message="Enter the numbers in order: at least, most likely, at most.",
            ),
        )

"""What a plan of visits is made from: officers' time, their leave, the rules, and the districts of services."""

from datetime import date, timedelta
from typing import Any, ClassVar

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning.frequency import Frequency, default, parse
from careplace.casework.assurance.planning.states import LEAVE, OFFICER_TIME, PLAN_RULES, SERVICE_DISTRICT
from careplace.casework.faults import Faulty
from careplace.casework.scope.models import place_field
from careplace.casework.workflow.records import Record, state_check

LONGEST_PLAN = timedelta(days=731)


def officer_field() -> models.ForeignKey:
    """The person that a record is about."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who visits."
    )


class OfficerTime(Record):
    """How many visits a person makes in a month without leave, and where."""

    WORKFLOW: ClassVar = OFFICER_TIME
    FIELDS: ClassVar = ("officer_id", "visits_a_month", "districts")

    officer = officer_field()
    visits_a_month = models.PositiveSmallIntegerField(
        validators=[MaxValueValidator(60)], help_text="Visits in a month without leave."
    )
    districts = models.CharField(
        max_length=400, blank=True, help_text="Districts, with commas between; empty for everywhere."
    )

    class Meta:
        constraints = (
            state_check(OFFICER_TIME, "officer_time_state"),
            models.UniqueConstraint(fields=("place", "officer"), name="officer_time_once"),
        )

    @property
    def district_names(self) -> frozenset[str]:
        """The districts; none where the person visits everywhere."""
        return frozenset(name for part in self.districts.split(",") if (name := part.strip()))


class Leave(Record):
    """Days on which a person makes no visit, both included. Why is not written: it is nobody's business here."""

    WORKFLOW: ClassVar = LEAVE
    FIELDS: ClassVar = ("officer_id", "first_on", "last_on")
    PERSONAL: ClassVar = ("first_on", "last_on")

    officer = officer_field()
    first_on = models.DateField(help_text="The first day away.")
    last_on = models.DateField(help_text="The last day away.")

    class Meta:
        ordering = ("first_on", "id")
        constraints = (
            state_check(LEAVE, "leave_state"),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")),
                name="leave_in_order",
                violation_error_message="The last day must not be before the first.",
            ),
        )
        indexes = (models.Index(fields=("place", "state", "last_on"), name="leave_dates"),)


def known_frequency(text: str) -> None:
    """Raises ValidationError for rules that cannot be used, with every fault, that leave out a kind of service, or that name
    a band that the scheme of priorities does not have."""
    if not text.strip():
        return
    try:
        rules = parse(text).rules
    except Faulty as error:
        raise ValidationError([str(fault) for fault in error.faults]) from error
    kinds = {kind for rule in rules for kind in rule.kinds}
    bands = [band.key for band in settings.PRIORITY_SCHEME.bands]
    if unknown := sorted({band for rule in rules for band in rule.bands if band not in bands}):
        raise ValidationError(
            f"The scheme of priorities has no such band: {', '.join(unknown)}. It has: {', '.join(bands)}."
        )
    if missing := [words for key, words in service_kinds().items() if key not in kinds]:
        raise ValidationError(f"No rule says how often these are visited: {', '.join(missing)}.")


class PlanRules(Record):
    """The period that a team plans, and how often services are visited."""

    WORKFLOW: ClassVar = PLAN_RULES
    FIELDS: ClassVar = ("starts_on", "ends_on", "frequency")

    starts_on = models.DateField(help_text="The first day of the plan.")
    ends_on = models.DateField(help_text="The last day of the plan.")
    frequency = models.TextField(
        max_length=10_000,
        blank=True,
        validators=[known_frequency],
        help_text="The team's own rules as TOML; empty for those that come with Careplace.",
    )

    class Meta:
        constraints = (
            state_check(PLAN_RULES, "plan_rules_state"),
            models.UniqueConstraint(fields=("place",), name="plan_rules_once"),
        )

    def clean(self) -> None:
        """Raises ValidationError for a period that ends before it begins, or is longer than two years."""
        if (
            self.starts_on
            and self.ends_on
            and not timedelta() <= self.ends_on - self.starts_on <= LONGEST_PLAN
        ):
            raise ValidationError({"ends_on": "Enter a day after the first one, at most two years later."})

    @property
    def rules(self) -> Frequency:
        """The team's own rules, or those that come with Careplace."""
        return parse(self.frequency) if self.frequency.strip() else default()


def rules_at(place: str, today: date) -> PlanRules:
    """The rules of a place; for one that has written none, the default ones for the council's financial year."""
    return PlanRules.objects.at(place).first() or PlanRules(place=place, version=0, **financial_year(today))


def financial_year(today: date) -> dict[str, Any]:
    """The first and the last day of the year from 1 April that a day is in."""
    first = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 4, 1)
    return {"starts_on": first, "ends_on": first + relativedelta(years=1, days=-1)}


class ServiceDistrict(Record):
    """The district that a service is in. A service without one is visited by anybody."""

    WORKFLOW: ClassVar = SERVICE_DISTRICT
    FIELDS: ClassVar = ("service_id", "district")

    service = models.OneToOneField(Service, models.PROTECT, related_name="+", help_text="The service.")
    district = models.CharField(max_length=60, blank=True, help_text="The district; empty for none.")

    class Meta:
        constraints = (state_check(SERVICE_DISTRICT, "service_district_state"),)


class CalendarKey(models.Model):
    """The key of a person's calendar at a place: whoever has it reads the calendar. Only its digest is here."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Whose calendar it is."
    )
    place = place_field("The council whose visits are in it.")
    digest = models.CharField(max_length=64, unique=True, help_text="The SHA-256 of the key.")
    created_at = models.DateTimeField(auto_now_add=True, help_text="When it was made.")
    revoked_at = models.DateTimeField(null=True, help_text="When it was revoked; empty while it works.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "place"), condition=Q(revoked_at=None), name="calendar_key_once"
            ),
        )

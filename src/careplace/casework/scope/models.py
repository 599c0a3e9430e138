"""Memberships: a person has a role at a place, from a moment until another."""

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from careplace.casework.scope.roles import roles

PLACE = RegexValidator(
    r"^[A-Z]\d{8}\Z", "A place is the nine-character code of a council, such as E08000026."
)
"""What the code of a place looks like. Whether there is such a council, the edition says."""


def place_field(help_text: str) -> models.CharField:
    """A field for the code of a place."""
    return models.CharField(max_length=9, validators=[PLACE], db_index=True, help_text=help_text)


class MembershipQuery(models.QuerySet):
    """Memberships by their time."""

    def current(self) -> "MembershipQuery":
        """Memberships that have not ended."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person's role at a place. It ends; it is never deleted, so that the audit can always be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", help_text="Who has the role."
    )
    place = place_field("The council that the role is at.")
    role = models.CharField(
        max_length=30, choices=[(role.key, role.title) for role in roles().values()], help_text="The role."
    )
    began_at = models.DateTimeField(default=timezone.now, help_text="When the role was given.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it ended; empty while it lasts.")

    objects = MembershipQuery.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "place", "role"), condition=Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(condition=Q(role__in=list(roles())), name="membership_role"),
        )

    def values(self) -> dict[str, object]:
        """What the audit keeps of it."""
        ended_at = self.ended_at and self.ended_at.isoformat()
        return {"user": str(self.user_id), "role": self.role, "ended_at": ended_at}

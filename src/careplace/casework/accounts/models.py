"""A user, who signs in with an e-mail address, and an invitation to become one."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from careplace.casework.scope.models import place_field
from careplace.casework.scope.roles import roles


class UserManager(BaseUserManager):
    """Makes users. An e-mail address is one address, however its letters are written."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A user; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """The user of an e-mail address."""
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do is in their memberships: there is no user who may do everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(
        unique=True, help_text="The address that the person signs in with, in small letters."
    )
    name = models.CharField(max_length=100, help_text="The name that colleagues see.")
    is_active = models.BooleanField(default=True, help_text="Whether the person may sign in.")
    joined_at = models.DateTimeField(auto_now_add=True, help_text="When the account began.")

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="user_email_small"
            ),
        )

    def __str__(self) -> str:
        return str(self.name)

    def has_perm(self, _permission: str, _object: Any = None) -> bool:
        """No: Django's own permissions are not used."""
        return False


class Invitation(models.Model):
    """An invitation to have a role at a place. Its code is sent by mail, and only a digest of it is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(help_text="Who is invited, in small letters.")
    place = place_field("The council that the role is at.")
    role = models.CharField(
        max_length=30, choices=[(role.key, role.title) for role in roles().values()], help_text="The role."
    )
    code_digest = models.CharField(max_length=64, help_text="The digest of the code in the mail.")
    invited_by = models.CharField(
        max_length=80, help_text="The id of the user who invited them, or the command."
    )
    invited_at = models.DateTimeField(help_text="When the invitation was sent.")
    expires_at = models.DateTimeField(help_text="Until when its code is accepted.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How many wrong codes were tried.")
    used_at = models.DateTimeField(null=True, blank=True, help_text="When it was accepted; empty until then.")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was withdrawn; empty unless it was."
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(role__in=list(roles())), name="invitation_role"),
            models.UniqueConstraint(
                fields=("email", "place", "role"),
                condition=Q(used_at=None, withdrawn_at=None),
                name="invitation_open_once",
            ),
        )

    def values(self) -> dict[str, object]:
        """What the audit keeps of it; the address, which is about a person, is kept apart from the chain."""
        return {"email": self.email, "role": self.role, "expires_at": self.expires_at.isoformat()}

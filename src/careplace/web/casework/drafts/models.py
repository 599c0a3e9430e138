"""A form that a person sent when their session had ended."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What was in the form: of one person, for one address. It is there until the person saves that form or discards it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, help_text="Who wrote it.")
    path = models.CharField(max_length=500, help_text="The address of the form.")
    fields = models.TextField(help_text="The fields, as a form encodes them.")
    saved_at = models.DateTimeField(auto_now=True, help_text="When it was sent.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "path"), name="draft_once"),)

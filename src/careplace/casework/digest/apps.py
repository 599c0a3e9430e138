"""Django's entry of the application."""

from django.apps import AppConfig


class Digest(AppConfig):
    """Reminders, and the mail of a day."""

    name = "careplace.casework.digest"
    label = "digest"
    default_auto_field = "django.db.models.BigAutoField"

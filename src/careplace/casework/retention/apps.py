"""Django's entry of the application."""

from django.apps import AppConfig


class Retention(AppConfig):
    """Deletions of records, and holds that stop them."""

    name = "careplace.casework.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"

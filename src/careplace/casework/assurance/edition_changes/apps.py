"""Django's entry of the application."""

from django.apps import AppConfig


class EditionChanges(AppConfig):
    """What editions said of services when they were last compared."""

    name = "careplace.casework.assurance.edition_changes"
    label = "edition_changes"
    default_auto_field = "django.db.models.BigAutoField"

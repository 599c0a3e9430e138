"""Django's entry of the application."""

from django.apps import AppConfig


class Overrides(AppConfig):
    """Bands that people decided for services."""

    name = "careplace.casework.assurance.overrides"
    label = "overrides"
    default_auto_field = "django.db.models.BigAutoField"

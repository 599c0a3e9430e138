"""Django's entry of the application."""

from django.apps import AppConfig


class LocalOutcomes(AppConfig):
    """Outcomes that a programme counts itself, and their figures."""

    name = "careplace.casework.programmes.local"
    label = "programme_local"
    default_auto_field = "django.db.models.BigAutoField"

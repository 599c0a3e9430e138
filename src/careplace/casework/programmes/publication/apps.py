"""Django's entry of the application."""

from django.apps import AppConfig


class ProgrammePublication(AppConfig):
    """Papers that were published."""

    name = "careplace.casework.programmes.publication"
    label = "programme_publication"
    default_auto_field = "django.db.models.BigAutoField"

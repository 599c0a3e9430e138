"""Django's entry of the application."""

from django.apps import AppConfig


class Tick(AppConfig):
    """Jobs of the timer, and when each last ran."""

    name = "careplace.casework.tick"
    label = "tick"
    default_auto_field = "django.db.models.BigAutoField"

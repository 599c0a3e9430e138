"""Django's entry of the application."""

from django.apps import AppConfig


class Planning(AppConfig):
    """Who visits how much and when not, the rules of a plan, and keys of calendars."""

    name = "careplace.casework.assurance.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Sharing(AppConfig):
    """What a team shares with providers."""

    name = "careplace.casework.assurance.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Programmes(AppConfig):
    """Programmes, their protocols, outcomes, surveys and money."""

    name = "careplace.casework.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

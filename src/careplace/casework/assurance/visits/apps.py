"""Django's entry of the application."""

from django.apps import AppConfig


class Visits(AppConfig):
    """Visits to services, what the provider says of the draft, and the actions that follow."""

    name = "careplace.casework.assurance.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"

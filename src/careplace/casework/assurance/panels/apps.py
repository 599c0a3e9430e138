"""Django's entry of the application."""

from django.apps import AppConfig


class Panels(AppConfig):
    """Meetings of the panel: agenda, minutes and decisions."""

    name = "careplace.casework.assurance.panels"
    label = "panels"
    default_auto_field = "django.db.models.BigAutoField"

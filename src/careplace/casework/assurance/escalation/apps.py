"""Django's entry of the application."""

from django.apps import AppConfig


class Escalation(AppConfig):
    """Cases of services with concerns, and their moves on the ladder."""

    name = "careplace.casework.assurance.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

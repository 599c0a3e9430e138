"""Django's entry of the application."""

from django.apps import AppConfig


class Audit(AppConfig):
    """Chains of audit events."""

    name = "careplace.casework.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

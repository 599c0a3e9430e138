"""Django's entry of the application."""

from django.apps import AppConfig


class Proof(AppConfig):
    """When contracts began, and statements on working with providers."""

    name = "careplace.casework.assurance.proof"
    label = "proof"
    default_auto_field = "django.db.models.BigAutoField"

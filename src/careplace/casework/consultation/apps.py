"""Django's entry of the application."""

from django.apps import AppConfig


class Consultation(AppConfig):
    """Consultations, responses, sealed originals, and what was said and done."""

    name = "careplace.casework.consultation"
    label = "consultation"
    default_auto_field = "django.db.models.BigAutoField"

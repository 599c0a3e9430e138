"""Django's entry of the application."""

from django.apps import AppConfig


class Judgements(AppConfig):
    """Judgements on key lines, and dissent."""

    name = "careplace.casework.reviews.judgements"
    label = "judgements"
    default_auto_field = "django.db.models.BigAutoField"

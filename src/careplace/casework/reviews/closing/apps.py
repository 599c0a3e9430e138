"""Django's entry of the application."""

from django.apps import AppConfig


class Closing(AppConfig):
    """Summits, follow-up visits, closed recommendations, and the deletion of a review's texts."""

    name = "careplace.casework.reviews.closing"
    label = "closing"
    default_auto_field = "django.db.models.BigAutoField"

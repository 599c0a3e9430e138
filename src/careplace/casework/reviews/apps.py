"""Django's entry of the application."""

from django.apps import AppConfig


class Reviews(AppConfig):
    """Reviews of a place: their team, what was asked for, and their sources."""

    name = "careplace.casework.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Coding(AppConfig):
    """Codes of a review, and the words that people gave them to."""

    name = "careplace.casework.reviews.coding"
    label = "coding"
    default_auto_field = "django.db.models.BigAutoField"

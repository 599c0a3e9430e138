"""Django's entry of the application."""

from django.apps import AppConfig


class FollowUp(AppConfig):
    """Recommendations of a review, and what is done about them."""

    name = "careplace.casework.reviews.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"

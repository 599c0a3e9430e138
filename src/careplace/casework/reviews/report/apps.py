"""Django's entry of the application."""

from django.apps import AppConfig


class ReviewReport(AppConfig):
    """The report of a review, from its first section to its publication."""

    name = "careplace.casework.reviews.report"
    label = "review_report"
    default_auto_field = "django.db.models.BigAutoField"

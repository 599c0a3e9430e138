"""Django's entry of the application."""

from django.apps import AppConfig


class Submissions(AppConfig):
    """Forms that were saved."""

    name = "careplace.web.casework.submissions"
    label = "submissions"
    default_auto_field = "django.db.models.BigAutoField"

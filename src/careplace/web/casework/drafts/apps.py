"""Django's entry of the application."""

from django.apps import AppConfig


class Drafts(AppConfig):
    """Forms that could not be saved yet."""

    name = "careplace.web.casework.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"

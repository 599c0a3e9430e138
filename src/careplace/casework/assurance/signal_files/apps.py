"""Django's entry of the application."""

from django.apps import AppConfig


class SignalFiles(AppConfig):
    """The references that signals have where they came from."""

    name = "careplace.casework.assurance.signal_files"
    label = "signal_files"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Assurance(AppConfig):
    """Services of a team and signals about them."""

    name = "careplace.casework.assurance"
    label = "assurance"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Contingency(AppConfig):
    """Plans for the closure of a service: residents as numbers, beds nearby, steps."""

    name = "careplace.casework.assurance.contingency"
    label = "contingency"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig


class Scope(AppConfig):
    """Roles and memberships of places."""

    name = "careplace.casework.scope"
    label = "scope"
    default_auto_field = "django.db.models.BigAutoField"

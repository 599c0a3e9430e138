"""Django's entry of the application."""

from django.apps import AppConfig


class Campaigns(AppConfig):
    """Campaigns: sites, steps, accreditations and what was measured before and after."""

    name = "careplace.casework.assurance.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"

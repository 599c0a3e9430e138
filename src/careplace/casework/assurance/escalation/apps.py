"""Django's entry of the application."""

from django.apps import AppConfig


class Escalation(AppConfig):
    """Cases of services with concerns, and their moves on the ladder."""

    name = "careplace.casework.assurance.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Proof counts services by level from here."""
        from careplace.casework.assurance.escalation.levels_by_day import levels_on
        from careplace.casework.assurance.proof import levels

        levels.register(levels_on)

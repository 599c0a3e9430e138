"""Django's entry of the application."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Users and invitations. Its label is not "account", which is that of django-allauth."""

    name = "careplace.casework.accounts"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let sign-ins be noted in the audit."""
        from careplace.casework.accounts import sign_in_signals  # noqa: F401 - it connects them

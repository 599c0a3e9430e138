"""Django's entry of the application."""

from django.apps import AppConfig


class ProgrammeSurveys(AppConfig):
    """Surveys by link, their questions, and the answers that came."""

    name = "careplace.casework.programmes.survey"
    label = "programme_survey"
    default_auto_field = "django.db.models.BigAutoField"

"""Django's entry of the application."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class Coding(AppConfig):
    """Codes of a review, and the words that people gave them to."""

    name = "careplace.casework.reviews.coding"
    label = "coding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every text that is saved has its passages: whoever saves it need not know of search."""
        from careplace.casework.reviews.coding.passages import write_passages
        from careplace.casework.reviews.models import Text

        post_save.connect(write_passages, sender=Text, dispatch_uid="passages of a text")

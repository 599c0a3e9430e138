"""A form that was saved."""

from django.db import models


class Submission(models.Model):
    """The number of a form that was saved, and where its person went on to. It is written in the transaction of the save."""

    number = models.CharField(max_length=32, primary_key=True, help_text="The random number in the form.")
    address = models.CharField(max_length=500, blank=True, help_text="The page that followed.")
    saved_at = models.DateTimeField(auto_now_add=True, db_index=True, help_text="When it was saved.")

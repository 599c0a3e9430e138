"""When each job last ran, and what came of it."""

from django.db import models


class JobRun(models.Model):
    """The last run of a job. Its row is locked while the job runs: a second tick waits."""

    name = models.CharField(max_length=60, primary_key=True, help_text="The job.")
    ended_at = models.DateTimeField(null=True, help_text="When it last ended; empty before its first run.")
    changes = models.PositiveIntegerField(default=0, help_text="How many things it changed then.")
    error = models.CharField(
        max_length=200, blank=True, help_text="The kind of error that stopped it; the log has the rest."
    )

"""What the editions have said of each service so far: with it the next one is compared."""

from django.db import models

from careplace.casework.assurance.models import Service


class PublishedState(models.Model):
    """The latest that any edition said of a service's location. Nobody writes it: what changes is noted as a signal.

    So it has no history of its own, and no event in the audit; the signals have theirs.
    """

    service = models.OneToOneField(
        Service, models.CASCADE, primary_key=True, related_name="+", help_text="The service."
    )
    location_id = models.CharField(max_length=24, help_text="The location that it was compared for.")
    overall = models.CharField(max_length=60, null=True, help_text="The overall rating, in CQC's word.")
    published_on = models.DateField(null=True, help_text="When that was published.")
    register_snapshot = models.DateField(null=True, help_text="The latest register with the location.")
    ended_on = models.DateField(null=True, help_text="When the registration ended.")
    provider_id = models.CharField(max_length=24, null=True, help_text="The provider in that register.")
    successor_id = models.CharField(max_length=24, null=True, help_text="The registration that followed.")
